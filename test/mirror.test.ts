import { CompiledQuery } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, Id, IdParams } from '../src/platform/endpoint.ts';
import { on, type Route } from '../src/platform/route.ts';
import { startMailbox } from './e2e/mail.ts';
import { testServer } from './http.ts';
import { readRows } from './ids.ts';
import { checkOwnCalls, checkRows, makeMirror, tryForeignBodies, tryForeignPaths, tryForeignQueries } from './mirror.ts';

/** Takes the mails that are sent on the way. */
const mailbox = await startMailbox();

/** Tables that no sample fills, each with the reason. */
const mayBeEmpty: Record<string, string> = {};

/** Routes that refuse the sample even on an own row, each with the reason. */
const excused: Record<string, string> = {};

describe('two workspaces filled alike', async () => {
  const server = await testServer({
    OUTGOING_ALLOW: '127.0.0.1',
    PUBLIC_URL: 'https://crm.test',
    SMTP_URL: mailbox.url,
  });
  const mirror = await makeMirror(server);
  const before = await readRows(server.db, mirror.theirs.workspace.id);
  const found = (): string[] => mirror.problems.splice(0);

  test('hold something in every table', () => {
    expect(Object.fromEntries(mirror.mine.refused), 'creating routes that test/fill.ts cannot use').toEqual({});
    expect(
      mirror.mine.ids.emptyTables.filter((table) => !(table in mayBeEmpty)),
      'tables that test/fill.ts leaves empty',
    ).toEqual([]);
    expect(
      Object.keys(mayBeEmpty).filter((table) => !mirror.mine.ids.emptyTables.includes(table)),
      'no longer empty',
    ).toEqual([]);
    expect(mirror.operations.length).toBeGreaterThan(50);
  });

  test('read the same with and without each other, and no id of the other', () => expect(found()).toEqual([]));

  test('answer 404 to ids of the other in every path', async () => {
    await tryForeignPaths(mirror);
    expect(found()).toEqual([]);
  });

  test('refuse ids of the other in every body', async () => {
    await tryForeignBodies(mirror);
    expect(found()).toEqual([]);
  });

  test('find nothing by ids of the other in every query', async () => {
    await tryForeignQueries(mirror);
    expect(found()).toEqual([]);
  });

  test('are as they were: no row changed, none points across', async () => {
    await checkRows(mirror, before);
    expect(found()).toEqual([]);
  });

  test('understand the same requests on own rows', async () => {
    await checkOwnCalls(mirror, excused);
    expect(found()).toEqual([]);
  });
});

describe('the mirror', () => {
  const tag = 'planted';
  const all = endpoint({
    method: 'GET',
    path: '/planted',
    tag,
    summary: 'leaks rows',
    reply: z.object({ data: z.array(z.unknown()) }),
  });
  const count = endpoint({
    method: 'GET',
    path: '/planted/count',
    tag,
    summary: 'leaks a number',
    reply: z.object({ count: z.int() }),
  });
  const one = endpoint({
    method: 'GET',
    path: '/accounts/:id/planted',
    tag,
    summary: 'leaks one row',
    params: IdParams,
    reply: z.unknown(),
  });
  const rename = endpoint({
    method: 'PATCH',
    path: '/accounts/:id/planted',
    tag,
    summary: 'changes any row',
    params: IdParams,
    reply: z.unknown(),
  });
  const point = endpoint({
    method: 'POST',
    path: '/planted',
    tag,
    summary: 'points anywhere',
    body: z.object({ accountId: Id }),
    reply: z.unknown(),
    status: 200,
  });
  const run = (db: Parameters<Route['handle']>[0]['db'], text: string, values: unknown[] = []) =>
    db.executeQuery<{ id: string; n: number }>(CompiledQuery.raw(text, values));
  const leaky: Route[] = [
    on(all, async ({ db }) => ({ data: (await run(db, 'select id from accounts')).rows })),
    on(count, async ({ db }) => ({ count: (await run(db, 'select count(*)::int as n from accounts')).rows[0]?.n ?? 0 })),
    on(one, async ({ db, params }) => (await run(db, 'select id from accounts where id = $1', [params.id])).rows),
    on(rename, async ({ db, params }) => {
      await run(db, `update accounts set note = 'planted' where id = $1`, [params.id]);
      return {};
    }),
    on(point, async ({ db, body, scope }) => {
      const data = JSON.stringify({ account: body.accountId });
      await run(db, 'update events set data = $1 where workspace_id = $2', [data, scope.workspaceId]);
      return {};
    }),
  ];

  test('finds every planted leak', async () => {
    const server = await testServer(
      {
        OUTGOING_ALLOW: '127.0.0.1',
        PUBLIC_URL: 'https://crm.test',
        SMTP_URL: mailbox.url,
      },
      leaky,
    );
    const mirror = await makeMirror(server);
    const before = await readRows(server.db, mirror.theirs.workspace.id);
    await tryForeignPaths(mirror);
    await tryForeignBodies(mirror);
    await checkRows(mirror, before);
    const problems = mirror.problems.join('\n');
    expect(problems).toContain('GET /api/v1/planted as it stands shows ids');
    expect(problems).toContain('GET /api/v1/planted/count says something else');
    expect(problems).toContain('GET /api/v1/accounts/{id}/planted with an id of the other workspace as id: 200');
    expect(problems).toContain('PATCH /api/v1/accounts/{id}/planted with an id of the other workspace as id: 200');
    expect(problems).toContain('POST /api/v1/planted accepts an id of the other workspace at accountId');
    expect(problems).toContain('table accounts: rows of the other workspace were changed');
    expect(problems).toContain('table events: a row of ours points into the other workspace');
  });
});
