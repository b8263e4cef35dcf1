import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { type Caller, testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { listAudit } from '../audit/contract.ts';
import {
  archiveCustomField,
  createCustomField,
  type CustomField,
  listCustomFields,
  type NewCustomField,
  purgeCustomField,
  restoreCustomField,
  updateCustomField,
} from './contract.ts';

const server = await testServer();

const labels = (en: string, zh = en) => ({ en, 'zh-Hans': zh });
const tiers = [
  { value: 'gold', labels: labels('Gold', '金牌') },
  { value: 'silver', labels: labels('Silver', '银牌') },
  { value: 'tin', labels: labels('Tin', '锡牌') },
];
const definitions: Record<string, Omit<NewCustomField, 'object' | 'key' | 'position' | 'isRequired' | 'isUnique'>> = {
  tier: { kind: 'choice', labels: labels('Tier', '级别'), choices: tiers },
  nick: { kind: 'text', labels: labels('Nickname', '别名'), choices: [] },
  story: { kind: 'longText', labels: labels('Story'), choices: [] },
  seats: { kind: 'integer', labels: labels('Seats'), choices: [] },
  score: { kind: 'decimal', labels: labels('Score'), choices: [] },
  renewOn: { kind: 'date', labels: labels('Renewal'), choices: [] },
  vip: { kind: 'bool', labels: labels('VIP'), choices: [] },
  shop: { kind: 'url', labels: labels('Shop'), choices: [] },
  billing: { kind: 'email', labels: labels('Billing'), choices: [] },
};

async function define(caller: Caller, key: string, more: Partial<NewCustomField> = {}): Promise<CustomField> {
  const kind = definitions[key] ?? { kind: 'text', labels: labels(key), choices: [] };
  return caller.call(createCustomField, { body: { object: 'account', key, ...kind, ...more } });
}

async function prepared(): Promise<{ workspace: TestWorkspace; owner: TestUser; caller: Caller }> {
  const workspace = await buildWorkspace(server.db);
  return { workspace, owner: workspace.owner, caller: server.as(workspace.owner) };
}

describe('lists by added fields', async () => {
  const { caller } = await prepared();
  for (const key of Object.keys(definitions)) await define(caller, key);
  const rows: [string, Record<string, unknown>][] = [
    ['a', { tier: 'gold', nick: 'Zhang', seats: 10, score: '2.5', renewOn: '2026-03-01', vip: true, billing: 'Pay@a.test' }],
    ['b', { tier: 'silver', nick: 'apple', seats: 9, score: '10.25', renewOn: '2026-11-30', vip: false, shop: 'https://b.test' }],
    ['c', { tier: 'gold', nick: '苹果', seats: 200, score: '-1', renewOn: '2025-01-31', story: 'Once upon a time' }],
    ['d', {}],
  ];
  const ids = new Map<string, string>();
  for (const [name, custom] of rows) ids.set(name, (await caller.call(accounts.create, { body: { name, custom } })).id);
  await caller.call(contacts.create, { body: { name: 'at a', accountId: ids.get('a') ?? '' } });
  await caller.call(contacts.create, { body: { name: 'at b', accountId: ids.get('b') ?? '' } });

  test.each<[Record<string, unknown>, string]>([
    [{ field: 'custom.tier', op: 'eq', value: 'gold' }, 'ac'],
    [{ field: 'custom.tier', op: 'ne', value: 'gold' }, 'bd'],
    [{ field: 'custom.tier', op: 'in', value: ['silver', 'tin'] }, 'b'],
    [{ field: 'custom.tier', op: 'notIn', value: ['silver'] }, 'acd'],
    [{ field: 'custom.tier', op: 'isEmpty' }, 'd'],
    [{ field: 'custom.nick', op: 'contains', value: 'APP' }, 'b'],
    [{ field: 'custom.nick', op: 'startsWith', value: 'zh' }, 'a'],
    [{ field: 'custom.story', op: 'contains', value: 'upon' }, 'c'],
    [{ field: 'custom.story', op: 'isEmpty' }, 'abd'],
    [{ field: 'custom.seats', op: 'gt', value: 9 }, 'ac'],
    [{ field: 'custom.seats', op: 'between', value: [9, 10] }, 'ab'],
    [{ field: 'custom.score', op: 'lt', value: '10' }, 'ac'],
    [{ field: 'custom.renewOn', op: 'gte', value: '2026-01-01' }, 'ab'],
    [{ field: 'custom.renewOn', op: 'lt', value: { rel: 'today', offset: -20, unit: 'year' } }, ''],
    [{ field: 'custom.vip', op: 'eq', value: true }, 'a'],
    [{ field: 'custom.vip', op: 'isNotEmpty' }, 'ab'],
    [{ field: 'custom.shop', op: 'contains', value: 'b.test' }, 'b'],
    [{ field: 'custom.billing', op: 'eq', value: 'Pay@a.test' }, 'a'],
    [{ not: { field: 'custom.seats', op: 'lte', value: 10 } }, 'cd'],
    [
      {
        and: [
          { field: 'custom.tier', op: 'eq', value: 'gold' },
          { field: 'custom.seats', op: 'gt', value: 100 },
        ],
      },
      'c',
    ],
  ])('finds by %j', async (filter, expected) => {
    const { data } = await caller.call(accounts.list, { query: { filter: JSON.stringify(filter), sort: 'name' } });
    expect(data.map(({ name }) => name).join('')).toBe(expected);
    const { count } = await caller.call(accounts.count, { query: { filter: JSON.stringify(filter) } });
    expect(count).toBe(expected.length);
  });

  test('finds through a relation', async () => {
    const filter = JSON.stringify({ field: 'account.custom.tier', op: 'eq', value: 'gold' });
    expect((await caller.call(contacts.list, { query: { filter } })).data.map(({ name }) => name)).toEqual(['at a']);
  });

  test.each([
    ['custom.seats', 'bacd'],
    ['-custom.seats', 'cabd'],
    ['custom.score', 'cabd'],
    ['custom.renewOn', 'cabd'],
    ['custom.nick', 'cbad'],
    ['-custom.vip', 'abdc'],
    ['custom.tier,-custom.seats', 'cabd'],
  ])('orders by %s, page by page', async (sort, expected) => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.call(accounts.list, { query: { sort, limit: '1', ...(cursor ? { cursor } : {}) } });
      found.push(...page.data.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found.join('')).toBe(expected);
  });

  test.each([
    [{ field: 'custom.nothing', op: 'eq', value: 1 }, 'unknown_filter_field'],
    [{ field: 'custom.seats', op: 'eq', value: 'many' }, 'not_a_number'],
    [{ field: 'custom.tier', op: 'eq', value: 'lead' }, 'unknown_choice'],
    [{ field: 'custom.story', op: 'eq', value: 'x' }, 'unknown_operator'],
    [{ field: 'custom.renewOn', op: 'eq', value: '2026-02-30' }, 'not_a_date'],
  ])('refuses %j', async (filter, code) => {
    const problem = await caller.refused(accounts.list, { query: { filter: JSON.stringify(filter) } });
    expect(problem).toMatchObject({ status: 400, errors: [{ code }] });
  });

  test('knows no field of another workspace', async () => {
    const other = await prepared();
    const filter = JSON.stringify({ field: 'custom.tier', op: 'eq', value: 'gold' });
    expect(await other.caller.refused(accounts.list, { query: { filter } })).toMatchObject({ status: 400 });
    expect(await other.caller.refused(accounts.list, { query: { sort: 'custom.seats' } })).toMatchObject({ status: 400 });
  });

  test('exports them under their names, choices as people know them', async () => {
    const csv = await caller.with({ 'x-language': 'zh-Hans' }).call(accounts.export, { query: { sort: 'name' } });
    const [head = '', first = ''] = csv.split('\n');
    expect(head).toContain('级别');
    expect(first).toContain('金牌');
    expect(first).toContain('2026-03-01');
  });

  test('an index is made for each and used', async () => {
    await runJobs(server);
    const { rows } = await sql<{ definition: string }>`select indexdef as definition from pg_indexes
      where tablename = 'accounts' and indexname like 'accounts_custom_%'`.execute(server.db.withoutPlugins());
    for (const key of ['tier', 'nick', 'seats', 'score', 'renewOn', 'vip', 'shop', 'billing'])
      expect(rows.some(({ definition }) => definition.includes(`'${key}'`))).toBe(true);
    expect(rows.some(({ definition }) => definition.includes("'story'"))).toBe(false);
  });
});

describe('values of added fields', () => {
  test.each([
    ['seats', 1.5],
    ['seats', 2 ** 53],
    ['score', '1,5'],
    ['renewOn', '2026-02-30'],
    ['vip', 'yes'],
    ['shop', 'javascript:alert(1)'],
    ['billing', 'nobody'],
    ['tier', 'lead'],
    ['nick', 'x'.repeat(501)],
    ['unknown', 1],
  ])('refuses %s = %j', async (key, value) => {
    const { caller } = await prepared();
    if (key in definitions) await define(caller, key);
    const problem = await caller.refused(accounts.create, { body: { name: 'x', custom: { [key]: value } } });
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer: `/body/custom/${key}` }] });
  });

  test('are edited one by one, and the record says what changed', async () => {
    const { caller } = await prepared();
    await define(caller, 'nick');
    await define(caller, 'seats');
    const made = await caller.call(accounts.create, { body: { name: 'x', custom: { nick: ' One ', seats: 1 } } });
    expect(made.custom).toEqual({ nick: 'One', seats: 1 });
    const params = { id: made.id };
    const changed = await caller.call(accounts.update, { params, body: { version: 1, custom: { nick: 'One', seats: 2 } } });
    expect(changed.custom).toEqual({ nick: 'One', seats: 2 });
    const { data } = await caller.call(listAudit, { params, query: {} });
    expect(data[0]?.data).toEqual({ changes: { 'custom.seats': [1, 2] } });
    const same = await caller.call(accounts.update, { params, body: { version: changed.version, custom: { seats: 2 } } });
    expect(same.version).toBe(changed.version);
  });

  test('are given to many at once', async () => {
    const { caller } = await prepared();
    await define(caller, 'tier', { isRequired: true });
    const ids = await Promise.all(
      ['x', 'y'].map(async (name) => (await caller.call(accounts.create, { body: { name, custom: { tier: 'gold' } } })).id),
    );
    await caller.call(accounts.bulkUpdate, { body: { select: { ids }, changes: { custom: { tier: 'tin' } } } });
    const filter = JSON.stringify({ field: 'custom.tier', op: 'eq', value: 'tin' });
    expect((await caller.call(accounts.count, { query: { filter } })).count).toBe(2);
    const refused = await caller.refused(accounts.bulkUpdate, { body: { select: { ids }, changes: { custom: { tier: null } } } });
    expect(refused.errors?.[0]).toMatchObject({ code: 'required' });
    const chosen = { select: { filter }, changes: { custom: { tier: 'gold' } } };
    expect((await caller.call(accounts.bulkUpdate, { body: chosen })).changed).toBe(2);
  });
});

describe('a unique field', () => {
  test('tells records apart, but not those in the bin', async () => {
    const { caller } = await prepared();
    await define(caller, 'billing', { isUnique: true });
    const make = (name: string, billing: string) => ({ body: { name, custom: { billing } } });
    const first = await caller.call(accounts.create, make('x', 'a@b.test'));
    expect(await caller.refused(accounts.create, make('y', 'A@B.test'))).toMatchObject({
      status: 409,
      errors: [{ pointer: '/body/custom/billing', code: 'duplicate' }],
    });
    await caller.call(accounts.remove, { params: { id: first.id } });
    const second = await caller.call(accounts.create, make('y', 'a@b.test'));
    expect(await caller.refused(accounts.restore, { params: { id: first.id } })).toMatchObject({ status: 409 });
    await caller.call(accounts.update, { params: { id: second.id }, body: { version: 1, custom: { billing: 'c@b.test' } } });
    await caller.call(accounts.restore, { params: { id: first.id } });
    const other = await prepared();
    await define(other.caller, 'billing', { isUnique: true });
    await other.caller.call(accounts.create, make('x', 'a@b.test'));
  });

  test('of two who write the same value at once, one is refused', async () => {
    const { caller } = await prepared();
    await define(caller, 'nick', { isUnique: true });
    const body = { name: 'x', custom: { nick: 'same' } };
    const replies = await Promise.all([1, 2, 3].map(() => caller.post('/api/v1/accounts', body)));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test('cannot be asked for while two records share a value', async () => {
    const { caller } = await prepared();
    const { id } = await define(caller, 'nick');
    for (const name of ['x', 'y']) await caller.call(accounts.create, { body: { name, custom: { nick: 'same' } } });
    const change = { params: { id }, body: { version: 1, isUnique: true } };
    expect(await caller.refused(updateCustomField, change)).toMatchObject({ status: 409, code: 'records.values_repeat' });
    const [first] = (await caller.call(accounts.list, {})).data;
    await caller.call(accounts.update, { params: { id: first?.id ?? '' }, body: { version: 1, custom: { nick: 'other' } } });
    expect((await caller.call(updateCustomField, change)).isUnique).toBe(true);
    const again = { body: { name: 'z', custom: { nick: 'other' } } };
    expect(await caller.refused(accounts.create, again)).toMatchObject({ status: 409 });
  });

  test.each(['bool', 'date', 'longText', 'choice', 'decimal'] as const)('cannot be of kind %s', async (kind) => {
    const { caller } = await prepared();
    const body = { object: 'account', key: 'k', kind, labels: labels('K'), isUnique: true };
    expect(await caller.refused(createCustomField, { body })).toMatchObject({ code: 'records.not_unique_kind' });
  });
});

describe('the definition', () => {
  test('is renamed and gets new choices; one in use is retired, not left out', async () => {
    const { caller } = await prepared();
    const { id } = await define(caller, 'tier');
    const made = await caller.call(accounts.create, { body: { name: 'x', custom: { tier: 'tin' } } });
    const params = { id };
    const without = tiers.slice(0, 2);
    expect(await caller.refused(updateCustomField, { params, body: { version: 1, choices: without } })).toMatchObject({
      status: 409,
      code: 'records.choice_in_use',
      value: 'tin',
      count: 1,
    });
    const retired = [...without, { value: 'tin', labels: labels('Tin'), isRetired: true }];
    const body = { version: 1, labels: labels('Level'), choices: retired };
    expect(await caller.call(updateCustomField, { params, body })).toMatchObject({ labels: labels('Level'), version: 2 });
    expect(await caller.refused(updateCustomField, { params, body })).toMatchObject({ status: 409, current: { version: 2 } });
    expect(await caller.refused(accounts.create, { body: { name: 'y', custom: { tier: 'tin' } } })).toMatchObject({
      status: 400,
    });
    await caller.call(accounts.update, { params: { id: made.id }, body: { version: 1, name: 'z', custom: { tier: 'tin' } } });
    const filter = JSON.stringify({ field: 'custom.tier', op: 'eq', value: 'tin' });
    expect((await caller.call(accounts.count, { query: { filter } })).count).toBe(1);
    await caller.call(accounts.update, { params: { id: made.id }, body: { version: 2, custom: { tier: 'gold' } } });
    await caller.call(updateCustomField, { params, body: { version: 2, choices: without } });
  });

  test('out of use keeps its values, comes back with them, and is purged only on demand', async () => {
    const { caller } = await prepared();
    const { id } = await define(caller, 'nick');
    const params = { id };
    const made = await caller.call(accounts.create, { body: { name: 'x', custom: { nick: 'kept' } } });
    expect(await caller.refused(purgeCustomField, { params })).toMatchObject({ status: 409, code: 'records.field_in_use' });
    await caller.call(archiveCustomField, { params });
    expect((await caller.call(listCustomFields, { query: { object: 'account' } })).data).toEqual([]);
    expect((await caller.call(listCustomFields, { query: { archived: 'true' } })).data).toMatchObject([{ id, key: 'nick' }]);
    expect(await caller.refused(accounts.create, { body: { name: 'y', custom: { nick: 'n' } } })).toMatchObject({ status: 400 });
    expect(
      await caller.refused(createCustomField, { body: { object: 'account', key: 'nick', kind: 'integer', labels: labels('N') } }),
    ).toMatchObject({ status: 409 });
    await caller.call(restoreCustomField, { params });
    expect((await caller.call(accounts.get, { params: { id: made.id } })).custom).toEqual({ nick: 'kept' });
    await caller.call(archiveCustomField, { params });
    await caller.call(purgeCustomField, { params });
    expect(await caller.refused(restoreCustomField, { params })).toMatchObject({ status: 404 });
    await runJobs(server);
    expect((await caller.call(accounts.get, { params: { id: made.id } })).custom).toEqual({});
    expect((await define(caller, 'nick', { kind: 'integer' })).kind).toBe('integer');
  });

  test.each([
    [
      'createCustomField',
      (id: string) => ['POST', '/api/v1/custom-fields', { object: 'account', key: 'k', kind: 'text', labels: labels('K'), id }],
    ],
    ['updateCustomField', (id: string) => ['PATCH', `/api/v1/custom-fields/${id}`, { version: 1, isRequired: true }]],
    ['archiveCustomField', (id: string) => ['DELETE', `/api/v1/custom-fields/${id}`]],
    ['restoreCustomField', (id: string) => ['POST', `/api/v1/custom-fields/${id}/restore`]],
    ['purgeCustomField', (id: string) => ['POST', `/api/v1/custom-fields/${id}/purge`]],
  ] as const)('%s is not for sellers, nor for another workspace', async (name, request) => {
    const { workspace, caller } = await prepared();
    const { id } = await define(caller, 'nick');
    const [method, url, body] = request(id) as ['POST', string, Record<string, unknown> | undefined];
    const { id: _id, ...given } = body ?? {};
    const sent = body ? given : undefined;
    const seller = server.as(await buildUser(server.db, workspace, { role: 'seller' }));
    expect((await seller.raw(method, url, sent)).status).toBe(403);
    if (name === 'createCustomField') return;
    const other = await prepared();
    expect((await other.caller.raw(method, url, sent)).status).toBe(404);
  });

  test.each([
    [{ choices: [tiers[0], tiers[0]] }, '/body/choices'],
    [{ labels: {} }, '/body/labels'],
    [{ key: 'Bad key' }, '/body/key'],
  ])('refuses %j', async (bad, pointer) => {
    const { caller } = await prepared();
    const body = { object: 'account', key: 'tier', kind: 'choice', labels: labels('T'), choices: tiers, ...bad };
    const problem = await caller.post('/api/v1/custom-fields', body);
    expect(problem).toMatchObject({ status: 400, json: { errors: [{ pointer }] } });
  });
});
