import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Kysely, sql } from 'kysely';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { up as sealAll } from '../../../migrations/20261126T235216Z-seal-webhook-secrets.ts';
import { buildApiKey, buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { runJobs } from '../../../test/jobs.ts';
import type { DB } from '../../platform/db-types.ts';
import { languages } from '../../platform/languages.ts';
import { createLogger } from '../../platform/logger.ts';
import { outgoingRules, type Resolve } from '../../platform/outgoing/guard.ts';
import { accounts } from '../customers/contract.ts';
import { secretOf } from '../identity/access/service.ts';
import { updateUser } from '../identity/members/contract.ts';
import * as contract from './contract.ts';
import * as deliveries from './deliveries/contract.ts';
import { deliverDue, fanOut, tidy } from './deliveries/sending/service.ts';
import { newSecret, openSecret } from './signing/rules.ts';

const server = await testServer({ OUTGOING_ALLOW: '127.0.0.0/8' });

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver on this machine that answers as it is told, in turn, and 204 once it has nothing left to say. */
const received: Received[] = [];
let answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    const { status, headers = {}, body: reply = '' } = answers.shift() ?? { status: 204 };
    response.writeHead(status, headers).end(reply);
  });
});
await new Promise<void>((done) => {
  receiver.listen(0, '127.0.0.1', done);
});
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  received.length = 0;
  answers = [];
});

const lines: string[] = [];
const context = {
  db: server.db,
  env: server.env,
  logger: createLogger('info', { write: (line) => void lines.push(line) }),
  signal: new AbortController().signal,
};
const rules = outgoingRules(server.env);

const add = (user: TestUser, eventKinds: string[] | null = null) =>
  server.as(user).call(contract.createWebhook, { body: { url, eventKinds } });
const log = async (user: TestUser, id: string, query = {}) =>
  (await server.as(user).call(deliveries.listDeliveries, { params: { id }, query })).data;
const makeAccount = (user: TestUser, name: string) => server.as(user).call(accounts.create, { body: { name } });

/** Lets the time come that a delivery and its webhook wait for. */
async function wait(workspace: TestWorkspace): Promise<void> {
  const past = new Date(Date.now() - 1000).toISOString();
  await server.db
    .updateTable('webhookDeliveries')
    .set({ nextAt: past })
    .where('workspaceId', '=', workspace.id)
    .where('state', '=', 'waiting')
    .execute();
  await server.db.updateTable('webhooks').set({ resumesAt: null }).where('workspaceId', '=', workspace.id).execute();
}

describe('a webhook', () => {
  test('is told of what happens, signed so that the reference library accepts it', async () => {
    const { owner, id: workspaceId } = await buildWorkspace(server.db);
    const { secret } = await add(owner);
    const account = await makeAccount(owner, 'Acme');
    await server
      .as(owner)
      .call(accounts.update, { params: { id: account.id }, body: { version: account.version, region: 'East' } });
    await runJobs(server);
    const messages = received.map(({ headers, body }) =>
      new Verifier(secret).verify(body, { ...headers } as Record<string, string>),
    );
    expect(messages).toMatchObject([
      {
        type: 'account.created',
        data: {
          workspaceId,
          subject: { kind: 'account', id: account.id },
          actor: { kind: 'user', id: owner.id },
          details: { title: 'Acme' },
        },
      },
      { type: 'account.updated', data: { details: { changes: { region: [null, 'East'] } } } },
    ]);
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Chengdan\//),
    });
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  test('is told only of the kinds it asks for; a workspace without one writes no job', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await add(owner, ['account.removed']);
    const account = await makeAccount(owner, 'Acme');
    await server.as(owner).call(accounts.remove, { params: { id: account.id } });
    await runJobs(server);
    expect((await log(owner, id)).map(({ eventKind }) => eventKind)).toEqual(['account.removed']);
    const quiet = await buildWorkspace(server.db);
    await makeAccount(quiet.owner, 'Quiet');
    const { rows } = await import('kysely').then(({ sql }) =>
      sql<{
        count: number;
      }>`select count(*) as count from graphile_worker.jobs where task_identifier = 'webhooks.fanOut'`.execute(server.db),
    );
    expect(rows[0]?.count).toBe(0);
  });

  test('gets an event once, however often the job runs', async () => {
    const workspace = await buildWorkspace(server.db);
    const { id } = await add(workspace.owner, ['account.created']);
    await makeAccount(workspace.owner, 'Acme');
    await runJobs(server);
    const [first] = await log(workspace.owner, id);
    await fanOut(context, workspace.scope, [first?.eventId ?? '']);
    await runJobs(server);
    expect(await log(workspace.owner, id)).toHaveLength(1);
    expect(received).toHaveLength(1);
  });

  test('is tried again by the schedule with the same id, keeps what was answered, and counts as failing until it works', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const { id, secret } = await add(owner, ['account.created']);
    await makeAccount(owner, 'Acme');
    answers = [
      { status: 500, body: `broken ${'x'.repeat(5000)}` },
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
    ];
    await runJobs(server);
    const [waiting] = await log(owner, id);
    expect(waiting).toMatchObject({ state: 'waiting', attemptCount: 1, lastAttempt: { status: 500, fault: null } });
    const seconds = (Date.parse(waiting?.nextAt ?? '') - Date.parse(waiting?.lastAttempt?.at ?? '')) / 1000;
    expect(seconds).toBeGreaterThan(4.9);
    expect(seconds).toBeLessThan(8);
    expect(await server.as(owner).call(contract.getWebhook, { params: { id } })).toMatchObject({
      failingSince: expect.any(String),
    });
    await deliverDue(context, workspace.scope, rules, id);
    expect(received).toHaveLength(1);
    for (let turn = 0; turn < 2; turn++) {
      await wait(workspace);
      await deliverDue(context, workspace.scope, rules, id);
    }
    const detail = await server.as(owner).call(deliveries.getDelivery, { params: { id: waiting?.id ?? '' } });
    expect(detail).toMatchObject({
      state: 'delivered',
      nextAt: null,
      attempts: [{ status: 500 }, { status: 302 }, { status: 204 }],
    });
    expect(detail.attempts[0]?.response).toHaveLength(1024);
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([waiting?.eventId]));
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    for (const { headers, body } of received) new Verifier(secret).verify(body, { ...headers } as Record<string, string>);
    expect(await server.as(owner).call(contract.getWebhook, { params: { id } })).toMatchObject({ failingSince: null });
  });

  test('holds up nobody when it never answers: the first attempt that fails ends the turn', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const { id } = await add(owner, ['account.created']);
    for (const name of ['A', 'B', 'C']) await makeAccount(owner, name);
    answers = [{ status: 503, headers: { 'retry-after': '120' } }];
    const before = Date.now();
    await runJobs(server);
    expect(received).toHaveLength(1);
    const states = await log(owner, id);
    expect(states.map(({ attemptCount }) => attemptCount)).toEqual([0, 0, 1]);
    expect(Date.parse(states[2]?.nextAt ?? '') - before).toBeGreaterThanOrEqual(120_000);
    await wait(workspace);
    await deliverDue(context, workspace.scope, rules, id);
    expect((await log(owner, id)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test('is switched off by 410 and after three days of failing, and can be switched on again', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const { id } = await add(owner, ['account.created']);
    for (const name of ['A', 'B']) await makeAccount(owner, name);
    answers = [{ status: 410 }];
    await runJobs(server);
    const gone = await server.as(owner).call(contract.getWebhook, { params: { id } });
    expect(gone).toMatchObject({ isActive: false, disabled: { reason: 'gone' } });
    expect((await log(owner, id)).map(({ state }) => state)).toEqual(['failed', 'failed']);
    await makeAccount(owner, 'C');
    await runJobs(server);
    expect(await log(owner, id)).toHaveLength(2);
    await server.as(owner).call(contract.updateWebhook, { params: { id }, body: { version: gone.version, isActive: true } });
    await makeAccount(owner, 'D');
    answers = [{ status: 500 }];
    await runJobs(server);
    const longAgo = new Date(Date.now() - 3 * 86_400_000).toISOString();
    await server.db.updateTable('webhooks').set({ failingSince: longAgo }).where('workspaceId', '=', workspace.id).execute();
    await wait(workspace);
    answers = [{ status: 500 }];
    await deliverDue(context, workspace.scope, rules, id);
    expect(await server.as(owner).call(contract.getWebhook, { params: { id } })).toMatchObject({
      isActive: false,
      disabled: { reason: 'failing' },
    });
    const disabled = await server.db
      .selectFrom('events')
      .select('data')
      .where('workspaceId', '=', workspace.id)
      .where('kind', '=', 'webhook.disabled')
      .execute();
    expect(disabled).toHaveLength(2);
  });

  test('is switched off when its person may no longer look after webhooks, before the next attempt', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const { id } = await add(admin, ['account.created']);
    await makeAccount(owner, 'Seen');
    answers = [{ status: 500 }];
    await runJobs(server);
    const member = await server.as(owner).get(`/api/v1/users/${admin.id}`);
    await server.as(owner).call(updateUser, { params: { id: admin.id }, body: { version: member.json.version, role: 'seller' } });
    await wait(workspace);
    await deliverDue(context, workspace.scope, rules, id);
    expect(received).toHaveLength(1);
    expect(await server.as(owner).call(contract.getWebhook, { params: { id } })).toMatchObject({
      isActive: false,
      disabled: { reason: 'personLeft' },
    });
  });

  test('is switched off at once when its person is deactivated; whoever switches it on is whom it acts for', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const { id } = await add(admin);
    const member = await server.as(owner).get(`/api/v1/users/${admin.id}`);
    await server
      .as(owner)
      .call(updateUser, { params: { id: admin.id }, body: { version: member.json.version, isActive: false } });
    await runJobs(server);
    const off = await server.as(owner).call(contract.getWebhook, { params: { id } });
    expect(off).toMatchObject({ isActive: false, disabled: { reason: 'personLeft' }, actsFor: { id: admin.id } });
    expect(received).toHaveLength(0);
    const on = await server
      .as(owner)
      .call(contract.updateWebhook, { params: { id }, body: { version: off.version, isActive: true } });
    expect(on).toMatchObject({ isActive: true, disabled: null, actsFor: { id: owner.id } });
    await makeAccount(owner, 'Again');
    await runJobs(server);
    expect(received).toHaveLength(1);
  });
});

describe('replayDelivery and testWebhook', () => {
  test('sends again with the same webhook-id, also what was delivered', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await add(owner, ['account.created']);
    await makeAccount(owner, 'Acme');
    await runJobs(server);
    const [first] = await log(owner, id);
    const params = { id: first?.id ?? '' };
    expect(await server.as(owner).call(deliveries.replayDelivery, { params })).toMatchObject({ state: 'waiting' });
    await runJobs(server);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([first?.eventId, first?.eventId]);
    expect(await server.as(owner).call(deliveries.getDelivery, { params })).toMatchObject({
      state: 'delivered',
      attemptCount: 2,
    });
  });

  test('what was asked for is tried before all that waits, also while the webhook rests; one that fails still ends the turn', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const { id } = await add(owner, ['account.created']);
    for (const name of ['A', 'B', 'C']) await makeAccount(owner, name);
    answers = [{ status: 500 }];
    await runJobs(server);
    const [last] = await log(owner, id);
    await server.as(owner).call(deliveries.testWebhook, { params: { id } });
    await server.as(owner).call(deliveries.replayDelivery, { params: { id: last?.id ?? '' } });
    answers = [{ status: 500 }, { status: 500 }];
    const resumesAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const count of [2, 3, 3]) {
      await server.db.updateTable('webhooks').set({ resumesAt }).where('workspaceId', '=', workspace.id).execute();
      await deliverDue(context, workspace.scope, rules, id);
      expect(received).toHaveLength(count);
    }
    expect((await log(owner, id)).map(({ attemptCount }) => attemptCount)).toEqual([1, 1, 0, 1]);
    await wait(workspace);
    await deliverDue(context, workspace.scope, rules, id);
    expect((await log(owner, id)).map(({ state }) => state)).toEqual(Array(4).fill('delivered'));
    await runJobs(server);
    expect(received).toHaveLength(7);
  });

  test('one that is asked for and gets through ends the rest: what waited follows it', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await add(owner, ['account.created']);
    for (const name of ['A', 'B']) await makeAccount(owner, name);
    answers = [{ status: 500, headers: { 'retry-after': '3600' } }];
    await runJobs(server);
    await server.as(owner).call(deliveries.testWebhook, { params: { id } });
    await runJobs(server);
    expect(received.map(({ body }) => JSON.parse(body).data.details.title)).toEqual(['A', undefined, 'B']);
  });

  test('a test goes to its webhook alone, and none to one that is off', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await add(owner, ['deal.won']);
    const other = await add(owner);
    const made = await server.as(owner).call(deliveries.testWebhook, { params: { id } });
    expect(made).toMatchObject({ state: 'waiting', request: { type: 'webhook.tested' } });
    await runJobs(server);
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['webhook.tested']);
    expect(await log(owner, other.id)).toEqual([]);
    const { version } = await server.as(owner).call(contract.getWebhook, { params: { id } });
    await server.as(owner).call(contract.updateWebhook, { params: { id }, body: { version, isActive: false } });
    expect(await server.as(owner).refused(deliveries.testWebhook, { params: { id } })).toMatchObject({
      status: 409,
      code: 'webhooks.inactive',
    });
    expect(await server.as(owner).refused(deliveries.replayDelivery, { params: { id: made.id } })).toMatchObject({ status: 409 });
  });
});

describe('the secret', () => {
  test('is shown when it is made and never again: no reply, no event, no log', async () => {
    const { owner, id: workspaceId } = await buildWorkspace(server.db);
    const { id, secret } = await add(owner);
    const fresh = await server.as(owner).call(contract.rotateSecret, { params: { id }, body: {} });
    await makeAccount(owner, 'Acme');
    await runJobs(server);
    await deliverDue(context, (await buildWorkspace(server.db)).scope, rules, id);
    const [first] = await log(owner, id);
    const texts = [
      ...(await Promise.all(
        ['/webhooks', `/webhooks/${id}`, `/webhooks/${id}/deliveries`, `/webhook-deliveries/${first?.id ?? ''}`].map(
          async (path) => (await server.as(owner).get(`/api/v1${path}`)).text,
        ),
      )),
      JSON.stringify(await server.db.selectFrom('events').selectAll().where('workspaceId', '=', workspaceId).execute()),
      lines.join(''),
    ];
    for (const text of texts) for (const one of [secret, fresh.secret]) expect(text).not.toContain(one.slice(6));
    expect(texts.join('')).not.toContain('whsec_');
  });

  const kept = (workspaceId: string, db: Kysely<DB> = server.db) =>
    db
      .selectFrom('webhooks')
      .select(['secret', 'previousSecret'])
      .where('workspaceId', '=', workspaceId)
      .executeTakeFirstOrThrow();

  test('lies sealed in the table, the one before too, and opens for its own webhook alone', async () => {
    const { owner, id: workspaceId } = await buildWorkspace(server.db);
    const { id, secret } = await add(owner);
    const fresh = await server.as(owner).call(contract.rotateSecret, { params: { id }, body: { graceHours: 2 } });
    const lines = await sql<{ line: string }>`select w::text as line from webhooks w where workspace_id = ${workspaceId}`.execute(
      server.db,
    );
    expect(lines.rows).toHaveLength(1);
    for (const text of [secret.slice(6), fresh.secret.slice(6), 'whsec']) expect(lines.rows[0]?.line).not.toContain(text);
    const row = await kept(workspaceId);
    const key = await secretOf(server.db);
    expect(openSecret(key, workspaceId, id, row.secret)).toBe(fresh.secret);
    expect(openSecret(key, workspaceId, id, row.previousSecret ?? '')).toBe(secret);
    expect(() => openSecret(key, workspaceId, owner.id, row.secret)).toThrow(/authenticate data/);
    await expect(
      server.db.updateTable('webhooks').set({ secret }).where('workspaceId', '=', workspaceId).execute(),
    ).rejects.toThrow('webhooks_sealed_ck');
  });

  test('that lay in clear is sealed by the migration', async () => {
    const { owner, id: workspaceId } = await buildWorkspace(server.db);
    const { id } = await add(owner);
    const key = await secretOf(server.db);
    const [secret, before] = [newSecret(), newSecret()];
    const seen = server.db.transaction().execute(async (tx) => {
      await sql`alter table webhooks drop constraint webhooks_sealed_ck`.execute(tx);
      await tx
        .updateTable('webhooks')
        .set({ secret, previousSecret: before, previousEndsAt: new Date().toISOString() })
        .where('workspaceId', '=', workspaceId)
        .execute();
      await sealAll(tx);
      const row = await kept(workspaceId, tx);
      expect(openSecret(key, workspaceId, id, row.secret)).toBe(secret);
      expect(openSecret(key, workspaceId, id, row.previousSecret ?? '')).toBe(before);
      throw new Error('looked at');
    });
    await expect(seen).rejects.toThrow('looked at');
  });

  test('the one before signs beside the new one until its time is over', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { id, secret } = await add(owner, ['account.created']);
    const fresh = await server.as(owner).call(contract.rotateSecret, { params: { id }, body: { graceHours: 2 } });
    expect(Date.parse(fresh.previousSecretEndsAt ?? '') - Date.now()).toBeGreaterThan(7_000_000);
    await makeAccount(owner, 'Acme');
    await runJobs(server);
    const [one] = received;
    for (const each of [secret, fresh.secret])
      new Verifier(each).verify(one?.body ?? '', { ...one?.headers } as Record<string, string>);
    const last = await server.as(owner).call(contract.rotateSecret, { params: { id }, body: { graceHours: 0 } });
    expect(last.previousSecretEndsAt).toBeNull();
    await makeAccount(owner, 'Beta');
    await runJobs(server);
    const second = received[1];
    expect(() => new Verifier(fresh.secret).verify(second?.body ?? '', { ...second?.headers } as Record<string, string>)).toThrow(
      'No matching signature',
    );
    new Verifier(last.secret).verify(second?.body ?? '', { ...second?.headers } as Record<string, string>);
  });
});

describe('who may', () => {
  test('owner and admin, and nobody else: 403 for every role below, 404 from another workspace', async () => {
    const workspace = await buildWorkspace(server.db);
    const { id, version } = await add(workspace.owner);
    const sent = await server.as(workspace.owner).call(deliveries.testWebhook, { params: { id } });
    const calls = [
      ['GET', '/webhook-events'],
      ['GET', '/webhooks'],
      ['POST', '/webhooks', { url }],
      ['GET', `/webhooks/${id}`],
      ['PATCH', `/webhooks/${id}`, { version, isActive: false }],
      ['DELETE', `/webhooks/${id}`],
      ['POST', `/webhooks/${id}/rotate-secret`, {}],
      ['POST', `/webhooks/${id}/test`],
      ['GET', `/webhooks/${id}/deliveries`],
      ['GET', `/webhook-deliveries/${sent.id}`],
      ['POST', `/webhook-deliveries/${sent.id}/replay`],
    ] as const;
    for (const role of ['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const) {
      const user = await buildUser(server.db, workspace, { role });
      for (const [method, path, body] of calls)
        expect([role, path, (await server.as(user).raw(method, `/api/v1${path}`, body)).status]).toEqual([role, path, 403]);
    }
    const foreign = await buildWorkspace(server.db);
    for (const [method, path, body] of calls.filter(([, one]) => one.includes(id) || one.includes(sent.id)))
      expect([path, (await server.as(foreign.owner).raw(method, `/api/v1${path}`, body)).status]).toEqual([path, 404]);
    expect((await server.anonymous.get('/api/v1/webhooks')).status).toBe(401);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    expect((await server.as(admin).call(contract.listWebhooks, {})).data).toHaveLength(1);
    await server.as(admin).call(contract.removeWebhook, { params: { id } });
    expect((await server.as(admin).get(`/api/v1/webhook-deliveries/${sent.id}`)).status).toBe(404);
  });

  test('a key makes one with what its person may see; a key of a lower role none', async () => {
    const { owner } = await buildWorkspace(server.db);
    const made = await server.withKey(await buildApiKey(server.db, owner)).call(contract.createWebhook, { body: { url } });
    expect(made.actsFor.id).toBe(owner.id);
    const low = server.withKey(await buildApiKey(server.db, owner, 'seller'));
    expect(await low.refused(contract.createWebhook, { body: { url } })).toMatchObject({ status: 403 });
  });
});

describe('bad input', () => {
  test.each([
    ['http://10.0.0.5/hook', 'outgoing_private'],
    ['https://2852039166/latest/meta-data', 'outgoing_private'],
    ['https://[::ffff:a9fe:a9fe]/', 'outgoing_private'],
    ['https://me:pw@example.com/', 'outgoing_credentials'],
    ['https://example.com:25/', 'outgoing_port'],
    ['http://93.184.216.34/', 'outgoing_not_https'],
    ['example.com', 'outgoing_not_a_url'],
  ])('%s is refused beside its field: %s', async (bad, code) => {
    const { owner } = await buildWorkspace(server.db);
    const { id, version } = await add(owner);
    for (const problem of [
      await server.as(owner).refused(contract.createWebhook, { body: { url: bad } }),
      await server.as(owner).refused(contract.updateWebhook, { params: { id }, body: { version, url: bad } }),
    ])
      expect(problem).toMatchObject({ status: 400, errors: [{ pointer: '/body/url', code }] });
    expect((await server.as(owner).call(contract.listWebhooks, {})).data).toHaveLength(1);
  });

  test('an address that turns private after it was saved is not called', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const { id } = await add(owner, ['account.created']);
    await makeAccount(owner, 'Acme');
    await fanOut(
      context,
      workspace.scope,
      (await server.db.selectFrom('events').select('id').where('workspaceId', '=', workspace.id).execute()).map(
        (event) => event.id,
      ),
    );
    const port = new URL(url).port;
    await server.db
      .updateTable('webhooks')
      .set({ url: `https://moved.test:${port}/` })
      .where('workspaceId', '=', workspace.id)
      .execute();
    const turned: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    await deliverDue(context, workspace.scope, outgoingRules({ OUTGOING_ALLOW: [] }, turned), id);
    expect(await log(owner, id)).toMatchObject([{ state: 'waiting', lastAttempt: { status: null, fault: 'refused' } }]);
    expect(received).toHaveLength(0);
  });

  test('an unknown kind, a stale version, one too many', async () => {
    const { owner } = await buildWorkspace(server.db);
    expect(
      await server.as(owner).refused(contract.createWebhook, { body: { url, eventKinds: ['deal.exploded'] } }),
    ).toMatchObject({
      errors: [{ pointer: '/body/eventKinds', code: 'webhooks.unknown_kind' }],
    });
    const { id, version } = await add(owner);
    await server.as(owner).call(contract.updateWebhook, { params: { id }, body: { version, description: 'first' } });
    expect(
      await server.as(owner).refused(contract.updateWebhook, { params: { id }, body: { version, description: 'second' } }),
    ).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { description: 'first' },
    });
    for (let count = 1; count < contract.maximumWebhooks; count++) await add(owner);
    expect(await server.as(owner).refused(contract.createWebhook, { body: { url } })).toMatchObject({
      code: 'webhooks.too_many',
    });
  });
});

describe('the log', () => {
  test('is filtered and paged, newest first, and reaches back 30 days', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const { id } = await add(owner, ['account.created', 'account.removed']);
    for (const name of ['A', 'B', 'C']) await makeAccount(owner, name);
    await runJobs(server);
    const account = await makeAccount(owner, 'D');
    await server.as(owner).call(accounts.remove, { params: { id: account.id } });
    await runJobs(server);
    expect(await log(owner, id, { eventKind: 'account.removed' })).toHaveLength(1);
    expect(await log(owner, id, { state: 'failed' })).toEqual([]);
    const all = await log(owner, id);
    expect(all).toHaveLength(5);
    const first = await server.as(owner).call(deliveries.listDeliveries, { params: { id }, query: { limit: 2 } });
    const second = await server
      .as(owner)
      .call(deliveries.listDeliveries, { params: { id }, query: { limit: 2, cursor: first.nextCursor ?? '' } });
    expect([...first.data, ...second.data].map((one) => one.id)).toEqual(all.slice(0, 4).map((one) => one.id));
    expect(await server.as(owner).refused(deliveries.listDeliveries, { params: { id }, query: { cursor: 'x' } })).toMatchObject({
      status: 400,
    });
    const old = new Date(Date.now() - 31 * 86_400_000).toISOString();
    await server.db
      .updateTable('webhookDeliveries')
      .set({ createdAt: old })
      .where('workspaceId', '=', workspace.id)
      .where('eventKind', '=', 'account.removed')
      .execute();
    await tidy(server.db, workspace.scope);
    expect((await log(owner, id)).map(({ eventKind }) => eventKind)).toEqual(Array.from({ length: 4 }, () => 'account.created'));
  });

  test('the kinds are named in the language of the reader, and hold what is appended', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { data } = await server.as(owner).with({ 'x-language': 'zh-Hans' }).call(contract.listEventKinds, {});
    expect(data).toContainEqual({ kind: 'deal.won', object: 'deal', label: '赢单', objectLabel: '商机' });
    expect(data.filter(({ object }) => object === 'webhook')).toEqual([]);
    for (const language of languages) {
      const kinds = await server.as(owner).with({ 'x-language': language }).call(contract.listEventKinds, {});
      expect(kinds.data.filter(({ label, objectLabel }) => /[:：{}→]|\s$|^\s*$/.test(label + objectLabel))).toEqual([]);
    }
    const english = await server.as(owner).with({ 'x-language': 'en' }).call(contract.listEventKinds, {});
    const labelOf = (one: string) => english.data.find(({ kind }) => kind === one)?.label;
    expect(['deal.shared', 'deal.moved', 'file.added', 'approval.signerAdded'].map(labelOf)).toEqual([
      'Shared with somebody',
      'Moved to another stage',
      'File added',
      'Somebody else is asked too',
    ]);
    const appended = await server.db
      .selectFrom('events')
      .select('kind')
      .distinct()
      .where('workspaceId', '=', owner.workspaceId)
      .execute();
    const known = new Set(data.map(({ kind }) => kind));
    expect(appended.length).toBeGreaterThan(1);
    expect(appended.filter(({ kind }) => !known.has(kind))).toEqual([]);
  });
});
