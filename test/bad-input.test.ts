import { describe, expect, test } from 'vitest';
import { createCustomField } from '../src/modules/records/custom-fields/contract.ts';
import { accounts, contacts } from '../src/modules/customers/contract.ts';
import { buildUser, buildWorkspace } from './build.ts';
import { tryBadInput } from './bad-input.ts';
import { fillWorkspace, documentOf } from './fill.ts';
import { startMailbox } from './e2e/mail.ts';
import { type Caller, testServer } from './http.ts';

const mailbox = await startMailbox();
const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
const { owner } = await buildWorkspace(server.db);
const caller = server.as(owner);
const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const deepFilter = (depth: number): string => '{"and":['.repeat(depth) + '{"field":"name","op":"isEmpty"}' + ']}'.repeat(depth);

describe('bad input', () => {
  const url = '/api/v1/accounts';
  test.each<
    [
      what: string,
      send: (as: Caller) => Promise<{ status: number; json: unknown }>,
      status: number,
      pointer: string,
      code: string,
    ]
  >([
    ['malformed JSON', (as) => as.post(url, '{"name": '), 400, '/body', 'invalid_json'],
    ['an empty body', (as) => as.post(url), 400, '/body', 'required'],
    ['a list for an object', (as) => as.post(url, []), 400, '/body', 'invalid_type'],
    [
      'another content type',
      (as) => as.with({ 'content-type': 'text/plain' }).post(url, 'name=x'),
      415,
      '/headers/content-type',
      'not_json',
    ],
    [
      'a form',
      (as) => as.with({ 'content-type': 'application/x-www-form-urlencoded' }).post(url, 'name=x'),
      415,
      '/headers/content-type',
      'not_json',
    ],
    [
      'CSV where JSON is due',
      (as) => as.with({ 'content-type': 'text/csv' }).post(url, 'name'),
      415,
      '/headers/content-type',
      'not_json',
    ],
    ['an unknown query parameter', (as) => as.get(`${url}?colour=red`), 400, '/query/colour', 'unknown_field'],
    ['a query parameter where there is none', (as) => as.get('/api/v1/workspace?x=1'), 400, '/query/x', 'unknown_field'],
    ['a parameter twice', (as) => as.get(`${url}?limit=1&limit=2`), 400, '/query/limit', 'invalid_type'],
    ['an unknown field', (as) => as.post(url, { name: 'x', nmae: 'y' }), 400, '/body/nmae', 'unknown_field'],
    ['a field that nobody may write', (as) => as.post(url, { name: 'x', version: 7 }), 400, '/body/version', 'unknown_field'],
    [
      'a field that changes what an object is',
      (as) => as.post(url, '{"name":"x","__proto__":{"a":1}}'),
      400,
      '/body',
      'unknown_field',
    ],
    ['too long a text', (as) => as.post(url, { name: 'x'.repeat(100_000) }), 400, '/body/name', 'too_long'],
    ['no UUID in the path', (as) => as.get(`${url}/1`), 400, '/params/id', 'not_an_id'],
    ['a NUL in the path', (as) => as.get(`${url}/%00`), 400, '/params/id', 'invalid_text'],
    ['a NUL in the query', (as) => as.get(`${url}?q=%00`), 400, '/query/q', 'invalid_text'],
    ['a NUL in a text', (as) => as.post(url, '{"name":"a\\u0000b"}'), 400, '/body/name', 'invalid_text'],
    ['half a character', (as) => as.post(url, '{"name":"a\\ud83d"}'), 400, '/body/name', 'invalid_text'],
    ['a NUL in a key', (as) => as.post(url, '{"name":"a","custom":{"\\u0000":1}}'), 400, '/body/custom', 'invalid_text'],
    ['a number beyond all', (as) => as.post(url, '{"name":"x","employees":1e400}'), 400, '/body/employees', 'not_a_number'],
    ['a number too large', (as) => as.post(url, '{"name":"x","employees":4294967296}'), 400, '/body/employees', 'too_big'],
    ['nesting without end', (as) => as.post(url, `{"name":"x","custom":${nested(10_000)}}`), 400, '', 'too_deep'],
    [
      'a filter nested 3,000 deep',
      (as) => as.get(`${url}?filter=${encodeURIComponent(deepFilter(3000))}`),
      400,
      '',
      'filter_too_deep',
    ],
    [
      'a filter of 10,000 levels',
      (as) => as.get(`${url}?filter=${encodeURIComponent(deepFilter(10_000))}`),
      400,
      '/query/filter',
      'too_long',
    ],
    [
      '10,000 levels in a body',
      (as) => as.post(`${url}/bulk-remove`, { select: { filter: deepFilter(10_000) } }),
      400,
      '',
      'too_long',
    ],
    [
      '1,000 values of a list',
      (as) =>
        as.get(`${url}?filter=${json({ field: 'name', op: 'in', value: Array.from({ length: 1000 }, (_, n) => `n${n}`) })}`),
      400,
      '/query/filter/value',
      'list_too_long',
    ],
    ['a cursor that is none', (as) => as.get(`${url}?cursor=zzz`), 400, '/query/cursor', 'invalid_cursor'],
    [
      'a cursor made up',
      (as) => as.get(`${url}?cursor=${Buffer.from('["-updated_at,-id","yesterday","x"]').toString('base64url')}`),
      400,
      '/query/cursor',
      'invalid_cursor',
    ],
    [
      'a day that does not exist',
      (as) => as.get(`/api/v1/insights/kpis?from=2024-02-30&to=2024-03-01`),
      400,
      '/query/from',
      'not_a_date',
    ],
    [
      'a time zone that does not exist',
      (as) => as.patch('/api/v1/me', { version: 1, timeZone: 'Asia/Atlantis' }),
      400,
      '/body/timeZone',
      'not_a_time_zone',
    ],
    [
      'a whole number beyond the column',
      (as) => as.get(`${url}?filter=${json({ field: 'employees', op: 'gt', value: 99_999_999_999 })}`),
      400,
      '/query/filter/value',
      'too_big',
    ],
    [
      'a relative date beyond all days',
      (as) =>
        as.get(
          `${url}?filter=${json({ field: 'createdAt', op: 'gt', value: { rel: 'now', offset: -1_000_000, unit: 'year' } })}`,
        ),
      400,
      '/query/filter/value',
      'too_big',
    ],
    [
      'a currency that does not exist',
      (as) => as.post(url, { name: 'x', currency: 'ABC' }),
      400,
      '/body/currency',
      'not_a_currency',
    ],
    [
      'a telephone number without a digit',
      (as) => as.post('/api/v1/contacts', { name: 'x', phones: [{ value: '---' }] }),
      400,
      '/body/phones',
      'invalid_format',
    ],
    ['an order by nothing', (as) => as.get(`${url}?sort=colour`), 400, '/query/sort', 'unknown_filter_field'],
    ['a page of no size', (as) => as.get(`${url}?limit=0`), 400, '/query/limit', 'too_small'],
    ['a page beyond the largest', (as) => as.get(`${url}?limit=1e9`), 400, '/query/limit', 'too_big'],
  ])('%s is refused, in the language of the reader', async (_what, send, status, pointer, code) => {
    const words = new Set<string>();
    for (const language of ['en', 'zh-Hans', 'zh-Hant']) {
      const reply = await send(caller.with({ 'x-language': language }));
      expect(reply).toMatchObject({ status, json: { status, code: 'invalid_input', errors: [{ code }] } });
      const { detail, errors } = reply.json as { detail: string; errors: { pointer: string; detail: string }[] };
      expect(errors[0]?.pointer.startsWith(pointer)).toBe(true);
      words.add(`${detail} ${errors[0]?.detail ?? ''}`);
      expect(errors[0]?.detail).not.toMatch(/\{\{|errors\./);
    }
    expect(words.size).toBe(3);
  });

  test('a body of 10 MB, and an address that cannot be read', async () => {
    expect(await caller.post(url, JSON.stringify({ name: 'x'.repeat(10_000_000) }))).toMatchObject({
      status: 413,
      json: { code: 'too_large' },
    });
    expect(await caller.get('/api/v1/accounts/%zz')).toMatchObject({ status: 400, json: { code: 'invalid_input' } });
    expect(await caller.get('/api/v1/nothing')).toMatchObject({ status: 404, json: { code: 'not_found' } });
    expect(await caller.get(`/api/v1/accounts/${'a'.repeat(5000)}`)).toMatchObject({ json: { status: expect.any(Number) } });
  });

  test('a cursor of another order, and of another list', async () => {
    for (const name of ['a', 'b', 'c']) await caller.call(accounts.create, { body: { name } });
    const { nextCursor } = await caller.call(accounts.list, { query: { sort: 'name', limit: '1' } });
    const cursor = nextCursor ?? '';
    expect((await caller.call(accounts.list, { query: { sort: 'name', cursor } })).data.map(({ name }) => name)).toEqual([
      'b',
      'c',
    ]);
    for (const query of [{ cursor }, { sort: '-name', cursor }, { sort: 'createdAt', cursor }])
      expect(await caller.refused(accounts.list, { query })).toMatchObject({ status: 400, errors: [{ code: 'invalid_cursor' }] });
  });

  test.each([
    `'; drop table accounts; --`,
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `\${7*7} {{7*7}} %s %n`,
    `../../etc/passwd`,
    `👩‍👩‍👧 𠮷野家 \u202Etxt.exe`,
    `\\ " ' \` \t`,
  ])('%j is a text like another', async (text) => {
    const { id } = await caller.call(contacts.create, { body: { name: text } });
    expect((await caller.call(contacts.get, { params: { id } })).name).toBe(text.trim());
    const filter = JSON.stringify({ field: 'name', op: 'eq', value: text.trim() });
    expect((await caller.call(contacts.count, { query: { filter } })).count).toBe(1);
    const contained = JSON.stringify({ field: 'name', op: 'contains', value: text.trim().slice(0, 5) });
    expect((await caller.call(contacts.count, { query: { filter: contained } })).count).toBeGreaterThan(0);
    const found = await caller.get(`/api/v1/search?q=${encodeURIComponent(text)}`);
    expect(found.status).toBe(200);
    expect(found.headers['content-type']).toMatch(/^application\/json/);
  });

  test('an idempotency key used again, with another body, too long, and at once', async () => {
    const key = (value: string) => caller.with({ 'idempotency-key': value });
    const first = await key('k1').post(url, { name: 'once' });
    expect(await key('k1').post(url, { name: 'once' })).toMatchObject({ status: 201, text: first.text });
    expect(await key('k1').post(url, { name: 'other' })).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } });
    expect(await key('k'.repeat(201)).post(url, { name: 'x' })).toMatchObject({ status: 400 });
    const many = await Promise.all(Array.from({ length: 8 }, () => key('k2').post(url, { name: 'at once' })));
    expect(many.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const filter = JSON.stringify({ field: 'name', op: 'eq', value: 'at once' });
    expect((await caller.call(accounts.count, { query: { filter } })).count).toBe(1);
  });

  test('a key whose first attempt died is as good as new after a while; a reply is not for whoever has lost the role', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, workspace, { role: 'salesManager' });
    const as = server.as(seller).with({ 'idempotency-key': 'dead' });
    expect((await as.post(url, { name: 'first' })).status).toBe(201);
    await server.db.updateTable('idempotencyKeys').set({ status: null, reply: null }).where('key', '=', 'dead').execute();
    expect(await as.post(url, { name: 'first' })).toMatchObject({ status: 409 });
    await server.db
      .updateTable('idempotencyKeys')
      .set({ createdAt: new Date(Date.now() - 600_000).toISOString() })
      .where('key', '=', 'dead')
      .execute();
    expect(await as.post(url, { name: 'second' })).toMatchObject({ status: 201, json: { name: 'second' } });
    await server.as(workspace.owner).patch(`/api/v1/users/${seller.id}`, { version: 1, role: 'analyst' });
    expect((await as.post(url, { name: 'second' })).status).toBe(422);
  });

  test('a session of a removed user, and an id of another workspace', async () => {
    const workspace = await buildWorkspace(server.db);
    const gone = await buildUser(server.db, workspace, { role: 'seller' });
    const as = server.as(workspace.owner);
    const { id } = await as.call(accounts.create, { body: { name: 'theirs' } });
    expect(await caller.refused(accounts.get, { params: { id } })).toMatchObject({ status: 404, code: 'not_found' });
    expect((await as.patch(`/api/v1/users/${gone.id}`, { version: 1, isActive: false })).status).toBe(200);
    expect(await server.as(gone).with({ 'x-language': 'zh-Hans' }).get(url)).toMatchObject({
      status: 401,
      json: { code: 'unauthorized' },
    });
  });
});

test('no input of any route is a fault of the program', async () => {
  const filled = await fillWorkspace(server);
  await filled.caller.call(createCustomField, {
    body: { object: 'account', key: 'seats', kind: 'integer', labels: { en: 'Seats' } },
  });
  const { problems, count } = await tryBadInput(
    server,
    filled,
    await documentOf(server),
    Number(process.env['BAD_INPUTS'] ?? 16),
  );
  expect(problems).toEqual([]);
  expect(count).toBeGreaterThan(1000);
});
