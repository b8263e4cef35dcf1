import { beforeAll, describe, expect, it } from 'vitest';
import { buildApiKey, buildTeam, buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { testServer, type TestServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { listAudit } from '../audit/contract.ts';
import { createCustomField } from '../custom-fields/contract.ts';
import { searchRecords } from '../search/contract.ts';

const server: TestServer = await testServer();
let workspace: TestWorkspace;
let owner: TestUser;

beforeAll(async () => {
  workspace = await buildWorkspace(server.db);
  ({ owner } = workspace);
});

const create = (name: string, more: Record<string, unknown> = {}, as: TestUser = owner) =>
  server.as(as).call(accounts.create, { body: { name, ...more } });

describe('createRecords', () => {
  it('answers 201 with the record, owned by its maker', async () => {
    const made = await create('远景智造(苏州)有限公司', { industry: '制造' });
    expect(made).toMatchObject({
      name: '远景智造(苏州)有限公司',
      version: 1,
      owner: { id: owner.id },
      team: { id: workspace.rootTeamId },
    });
    expect(await server.as(owner).call(accounts.get, { params: { id: made.id } })).toEqual(made);
  });

  it('names every wrong field', async () => {
    const problem = await server
      .as(owner)
      .refused(accounts.create, { body: { name: '  ', employees: 'many', nonsense: 1 } as never });
    expect(problem.status).toBe(400);
    expect(problem.errors?.map(({ pointer, code }) => [pointer, code])).toEqual(
      expect.arrayContaining([
        ['/body/name', 'required'],
        ['/body/employees', 'invalid_type'],
        ['/body/nonsense', 'unknown_field'],
      ]),
    );
  });

  it('refuses a link to a record of another workspace', async () => {
    const other = await buildWorkspace(server.db);
    const foreign = await server.as(other.owner).call(accounts.create, { body: { name: 'Foreign' } });
    const problem = await server.as(owner).refused(accounts.create, { body: { name: 'Mine', parentId: foreign.id } });
    expect(problem.errors).toMatchObject([{ pointer: '/body/parentId', code: 'not_found_reference' }]);
  });

  it('replays the first reply for the same idempotency key and refuses another body', async () => {
    const caller = server.as(owner).with({ 'idempotency-key': 'one' });
    const first = await caller.call(accounts.create, { body: { name: 'Once' } });
    const again = await caller.call(accounts.create, { body: { name: 'Once' } });
    expect(again.id).toBe(first.id);
    expect((await caller.refused(accounts.create, { body: { name: 'Twice' } })).code).toBe('idempotency_mismatch');
  });
});

describe('updateRecord', () => {
  it('raises the version, keeps old and new value in the audit, and refuses a stale edit with both sides', async () => {
    const made = await create('Before');
    const edited = await server
      .as(owner)
      .call(accounts.update, { params: { id: made.id }, body: { version: 1, name: 'After', industry: 'retail' } });
    expect(edited).toMatchObject({ name: 'After', industry: 'retail', version: 2 });
    const stale = await server
      .as(owner)
      .refused(accounts.update, { params: { id: made.id }, body: { version: 1, name: 'Late' } });
    expect(stale).toMatchObject({ status: 409, code: 'stale_version', current: { name: 'After', version: 2 } });
    const audit = await server.as(owner).call(listAudit, { params: { id: made.id } });
    expect(audit.data[0]).toMatchObject({
      kind: 'account.updated',
      actor: { id: owner.id },
      data: { changes: { name: ['Before', 'After'] } },
    });
  });

  it('tells whose key it was', async () => {
    const made = await create('By key');
    const caller = server.withKey(await buildApiKey(server.db, owner));
    await caller.call(accounts.update, { params: { id: made.id }, body: { version: 1, industry: 'paper' } });
    const audit = await server.as(owner).call(listAudit, { params: { id: made.id } });
    expect(audit.data[0]?.actor).toMatchObject({ kind: 'key', name: owner.name });
  });

  it('answers 404 to another workspace and 403 to a role without the right', async () => {
    const made = await create('Ours');
    const other = await buildWorkspace(server.db);
    const body = { version: 1, name: 'Taken' };
    expect((await server.as(other.owner).refused(accounts.update, { params: { id: made.id }, body })).status).toBe(404);
    const analyst = await buildUser(server.db, workspace, { role: 'analyst' });
    expect((await server.as(analyst).refused(accounts.update, { params: { id: made.id }, body })).status).toBe(403);
  });

  it('gives a record away and takes the right with it', async () => {
    const north = await buildTeam(server.db, workspace);
    const manager = await buildUser(server.db, workspace, { role: 'salesManager', team: north });
    const seller = await buildUser(server.db, workspace, { team: north });
    const made = await create('Moved', {}, manager);
    const moved = await server
      .as(manager)
      .call(accounts.update, { params: { id: made.id }, body: { version: 1, ownerId: seller.id } });
    expect(moved).toMatchObject({ owner: { id: seller.id }, team: { id: north } });
    const nobody = await server
      .as(manager)
      .call(accounts.update, { params: { id: made.id }, body: { version: 2, ownerId: null } });
    expect(nobody.owner).toBeNull();
    const back = await server
      .as(owner)
      .call(accounts.update, { params: { id: made.id }, body: { version: 3, ownerId: seller.id } });
    expect(back.owner).toMatchObject({ id: seller.id });
  });
});

describe('listRecords', () => {
  it('walks every row once in each order, empty values last', async () => {
    const place = await buildWorkspace(server.db);
    const counts = [5, null, 3, 5, null, 1, 2];
    for (const [index, employees] of counts.entries())
      await server.as(place.owner).call(accounts.create, { body: { name: `A${index}`, employees } });
    for (const sort of ['employees', '-employees', 'name', '-employees,name', '-updatedAt']) {
      const seen: (number | null)[] = [];
      let cursor: string | undefined;
      do {
        const page = await server
          .as(place.owner)
          .call(accounts.list, { query: { sort, limit: 2, ...(cursor ? { cursor } : {}) } });
        seen.push(...page.data.map(({ employees }) => employees));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(counts.length);
      const numbers = seen.filter((value) => value !== null);
      if (sort.includes('employees')) {
        expect(seen.slice(numbers.length)).toEqual([null, null]);
        expect(numbers).toEqual(numbers.toSorted((a, b) => (sort.startsWith('-') ? b - a : a - b)));
      }
    }
  });

  it('filters by own fields, relations, people and relative days, and counts the same', async () => {
    const place = await buildWorkspace(server.db);
    const caller = server.as(place.owner);
    const parent = await caller.call(accounts.create, { body: { name: 'Parent', industry: 'steel' } });
    await caller.call(accounts.create, { body: { name: 'Child', parentId: parent.id, employees: 40 } });
    await caller.call(accounts.create, { body: { name: '100%_real', employees: 400, ownerId: null } });
    const names = async (filter: object) =>
      (await caller.call(accounts.list, { query: { filter, sort: 'name' } })).data.map(({ name }) => name);
    const table: [object, string[]][] = [
      [{ field: 'parent.industry', op: 'eq', value: 'steel' }, ['Child']],
      [{ field: 'owner', op: 'eq', value: { me: true } }, ['Child', 'Parent']],
      [{ not: { field: 'owner', op: 'eq', value: { me: true } } }, ['100%_real']],
      [{ field: 'name', op: 'contains', value: '%_' }, ['100%_real']],
      [
        {
          or: [
            { field: 'employees', op: 'gt', value: 100 },
            { field: 'industry', op: 'eq', value: 'steel' },
          ],
        },
        ['100%_real', 'Parent'],
      ],
      [{ field: 'employees', op: 'ne', value: 40 }, ['100%_real', 'Parent']],
      [{ field: 'employees', op: 'isEmpty' }, ['Parent']],
      [{ field: 'createdAt', op: 'gte', value: { rel: 'today' } }, ['100%_real', 'Child', 'Parent']],
      [{ field: 'createdAt', op: 'lt', value: { rel: 'today' } }, []],
    ];
    for (const [filter, expected] of table) {
      expect(await names(filter), JSON.stringify(filter)).toEqual(expected);
      expect(await caller.call(accounts.count, { query: { filter } })).toEqual({ count: expected.length, capped: false });
    }
    expect(
      (await caller.refused(accounts.list, { query: { filter: { field: 'nope', op: 'eq', value: 1 } } })).errors?.[0]?.code,
    ).toBe('unknown_filter_field');
    expect((await caller.refused(accounts.list, { query: { cursor: 'rubbish' } })).errors?.[0]?.code).toBe('invalid_cursor');
    const foreign = Buffer.from('["now","x"]').toString('base64url');
    expect((await caller.refused(accounts.list, { query: { cursor: foreign } })).errors?.[0]?.code).toBe('invalid_cursor');
    const events = { params: { id: parent.id }, query: { cursor: 'x y' } };
    expect((await caller.refused(listAudit, events)).errors?.[0]?.code).toBe('invalid_cursor');
  });

  it('shows a team-level role only its own team, in list, count, search and export', async () => {
    const place = await buildWorkspace(server.db);
    const team = await buildTeam(server.db, place);
    const inside = await buildUser(server.db, place, { role: 'salesManager', team });
    const { contacts } = await import('../../customers/contract.ts');
    await server.as(inside).call(contacts.create, { body: { name: 'Zhou Inside' } });
    await server.as(place.owner).call(contacts.create, { body: { name: 'Zhou Outside' } });
    const caller = server.as(inside);
    expect((await caller.call(contacts.list, { query: {} })).data.map(({ name }) => name)).toEqual(['Zhou Inside']);
    expect((await caller.call(contacts.count, { query: {} })).count).toBe(1);
    expect((await caller.call(searchRecords, { query: { q: 'zhou' } })).data.map(({ title }) => title)).toEqual(['Zhou Inside']);
    const csv = await caller.get('/api/v1/contacts/export');
    expect(csv.text).toContain('Zhou Inside');
    expect(csv.text).not.toContain('Zhou Outside');
  });
});

describe('setRemoved', () => {
  it('takes a record out of lists and search, and brings it back', async () => {
    const made = await create('Vanishing Ltd');
    const caller = server.as(owner);
    const find = async () => (await caller.call(searchRecords, { query: { q: 'vanishing' } })).data.length;
    expect(await find()).toBe(1);
    await caller.call(accounts.remove, { params: { id: made.id } });
    expect(await find()).toBe(0);
    expect((await caller.call(accounts.list, { query: { q: 'vanishing', deleted: 'true' } })).data).toHaveLength(0);
    await caller.call(accounts.restore, { params: { id: made.id } });
    expect(await find()).toBe(1);
    const seller = await buildUser(server.db, workspace);
    expect((await server.as(seller).refused(accounts.remove, { params: { id: made.id } })).status).toBe(403);
  });
});

describe('bulk changes', () => {
  it('edits what the right reaches and says what it left', async () => {
    const place = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, place);
    const mine = await server.as(seller).call(accounts.create, { body: { name: 'Mine' } });
    const theirs = await server.as(place.owner).call(accounts.create, { body: { name: 'Theirs' } });
    const result = await server
      .as(seller)
      .call(accounts.bulkUpdate, { body: { select: { ids: [mine.id, theirs.id] }, changes: { industry: 'paper' } } });
    expect(result).toMatchObject({ changed: 1, refused: [{ id: theirs.id, code: 'forbidden' }] });
    const removed = await server.as(place.owner).call(accounts.bulkRemove, {
      body: { select: { filter: JSON.stringify({ field: 'industry', op: 'eq', value: 'paper' }) } },
    });
    expect(removed.changed).toBe(1);
    expect((await server.as(place.owner).call(accounts.bulkRestore, { body: { select: { ids: [mine.id] } } })).changed).toBe(1);
    const bad = await server
      .as(place.owner)
      .refused(accounts.bulkUpdate, { body: { select: { ids: [mine.id] }, changes: { employees: 'x' } } });
    expect(bad.errors?.[0]).toMatchObject({ pointer: '/body/changes/employees' });
  });
});

describe('custom fields', () => {
  it('are checked, kept and shown', async () => {
    const place = await buildWorkspace(server.db);
    const caller = server.as(place.owner);
    await caller.call(createCustomField, {
      body: {
        object: 'account',
        key: 'tier',
        kind: 'choice',
        labels: { en: 'Tier' },
        choices: [{ value: 'gold', labels: { en: 'Gold' } }],
        isRequired: true,
      },
    });
    expect((await caller.refused(accounts.create, { body: { name: 'No tier' } })).errors).toMatchObject([
      { pointer: '/body/custom/tier', code: 'required' },
    ]);
    expect((await caller.refused(accounts.create, { body: { name: 'Bad', custom: { tier: 'tin' } } })).errors?.[0]?.pointer).toBe(
      '/body/custom/tier',
    );
    expect((await caller.call(accounts.create, { body: { name: 'Good', custom: { tier: 'gold' } } })).custom).toEqual({
      tier: 'gold',
    });
    const csv = await caller.call(accounts.export, { query: {} });
    expect(csv.split('\r\n').map((line) => line.split(',').at(-1))).toEqual(['Tier', 'Gold', '']);
    const seller = await buildUser(server.db, place);
    expect(
      (
        await server
          .as(seller)
          .refused(createCustomField, { body: { object: 'account', key: 'x', kind: 'text', labels: { en: 'X' } } })
      ).status,
    ).toBe(403);
  });
});
