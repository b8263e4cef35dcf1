import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { createDeals, type NewDeal } from '../../deals/creation/service.ts';
import { createCustomField } from '../custom-fields/contract.ts';
import { undoBulkChange } from './undo/contract.ts';

const server = await testServer();
const { db } = server;
const past = { history: true, searchLater: true };

describe('bulkUpdate', () => {
  it('of 10,000 records with three that cannot take the value changes none, names the three, or leaves them out', async () => {
    const { owner } = await buildWorkspace(db);
    const closed = (n: number): NewDeal => ({
      values: { title: `Closed ${n}`, openedOn: '2025-01-01' },
      status: 'lost',
      closedOn: '2025-02-01',
    });
    const rows = Array.from({ length: 10_000 }, (_, n): NewDeal =>
      n % 4000 === 17 ? closed(n) : { values: { title: `Deal ${n}`, openedOn: '2025-01-01' } },
    );
    await createDeals(db, owner.scope, rows, past);
    const api = server.as(owner);
    const select = { filter: JSON.stringify({ field: 'openedOn', op: 'eq', value: '2025-01-01' }) };
    const changes = { openedOn: '2025-06-01' };
    const refused = await api.refused(deals.bulkUpdate, { body: { select, changes } });
    expect(refused).toMatchObject({ status: 422, code: 'records.rows_invalid', valid: 9997, invalid: 3 });
    expect(refused['rows']).toEqual([17, 4017, 8017].map((n) => expect.objectContaining({ title: `Closed ${n}` })));
    expect(refused.errors?.map(({ code }) => code)).toEqual(Array(3).fill('deals.closed_before_opened'));
    expect((await api.call(deals.count, { query: select })).count).toBe(10_000);

    const done = await api.call(deals.bulkUpdate, { body: { select, changes, skipInvalid: true } });
    expect(done).toMatchObject({ changed: 9997, refused: Array(3).fill({ code: 'deals.closed_before_opened' }) });
    expect((await api.call(deals.count, { query: select })).count).toBe(3);
    const undone = await api.call(undoBulkChange, { params: { id: done.undoId ?? '' } });
    expect(undone).toMatchObject({ changed: 9997, refused: [] });
    expect((await api.call(deals.count, { query: select })).count).toBe(10_000);

    await createDeals(db, owner.scope, [{ values: { title: 'One more', openedOn: '2025-01-01' } }], past);
    expect(await api.refused(deals.bulkUpdate, { body: { select, changes } })).toMatchObject({
      code: 'records.too_many',
      detail: 'That would change more than 10,000 records. Narrow the filter and try again.',
    });
  });

  it('lists the first 1,000 that were left, and counts them all: by rules, by rights, by what is gone', async () => {
    const workspace = await buildWorkspace(db);
    const other = await buildUser(db, workspace);
    const closed = Array.from({ length: 1200 }, (_, n): NewDeal => ({
      values: { title: `Closed ${n}`, openedOn: '2025-01-01' },
      status: 'lost',
      closedOn: '2025-02-01',
    }));
    const open = ['a', 'b'].map((title): NewDeal => ({ values: { title, openedOn: '2025-01-01' } }));
    await createDeals(db, workspace.owner.scope, [...closed, ...open], past);
    await createDeals(db, other.scope, [{ values: { title: 'Mine', openedOn: '2024-01-01' } }], past);
    const api = server.as(workspace.owner);
    const select = { filter: JSON.stringify({ field: 'openedOn', op: 'eq', value: '2025-01-01' }) };
    const done = await api.call(deals.bulkUpdate, { body: { select, changes: { openedOn: '2025-06-01' }, skipInvalid: true } });
    expect(done).toMatchObject({ changed: 2, refusedCounts: { 'deals.closed_before_opened': 1200 } });
    expect(done.refused).toHaveLength(1000);
    const rows = await db.selectFrom('deals').select('id').where('workspaceId', '=', workspace.id).execute();
    const all = { ids: [...rows.map(({ id }) => id), uuidv7()] };
    const mine = await server.as(other).call(deals.bulkUpdate, { body: { select: all, changes: { source: 'referral' } } });
    expect(mine).toMatchObject({ changed: 1, refusedCounts: { forbidden: 1202, not_found: 1 } });
    expect(mine.refused).toHaveLength(1000);
    await api.call(deals.bulkRemove, { body: { select: { ids: rows.slice(0, 1).map(({ id }) => id) } } });
    const removed = await api.call(deals.bulkRemove, { body: { select: all } });
    expect(removed).toMatchObject({ changed: 1202, refusedCounts: { not_found: 2 } });
    const back = await api.call(undoBulkChange, { params: { id: removed.undoId ?? '' } });
    expect(back).toMatchObject({ changed: 1202, refused: [], refusedCounts: {} });
  });

  it('names the value where no record takes it', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const ids = await Promise.all(['a', 'b'].map(async (title) => (await api.call(deals.create, { body: { title } })).id));
    const body = { select: { ids }, changes: { openedOn: '2099-01-01' } };
    expect(await api.refused(deals.bulkUpdate, { body })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/changes/openedOn', code: 'deals.in_the_future' }],
    });
  });
});

describe('search after a bulk change', () => {
  it('finds by what was changed, by whom it was given to, and as before where neither was', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    const [before, after] = [
      await buildUser(db, workspace, { team: await buildTeam(db, workspace) }),
      await buildUser(db, workspace, { team: await buildTeam(db, workspace) }),
    ];
    const ids = await Promise.all(
      ['Gneiss 1', 'Gneiss 2'].map(async (title) => (await server.as(before).call(deals.create, { body: { title } })).id),
    );
    const found = async (user: TestUser, q: string) =>
      (await server.as(user).call(deals.list, { query: { q } })).data.map(({ id }) => id).toSorted();
    await api.call(deals.bulkUpdate, { body: { select: { ids }, changes: { source: 'referral' } } });
    expect([await found(before, 'gneiss'), await found(after, 'gneiss')]).toEqual([ids.toSorted(), []]);
    await api.call(deals.bulkUpdate, { body: { select: { ids }, changes: { ownerId: after.id } } });
    expect([await found(before, 'gneiss'), await found(after, 'gneiss')]).toEqual([[], ids.toSorted()]);
    const account = await api.call(accounts.create, { body: { name: 'Porphyry' } });
    await api.call(deals.bulkUpdate, { body: { select: { ids }, changes: { accountId: account.id } } });
    expect(await found(after, 'porphyry')).toEqual(ids.toSorted());
  });
});

describe('undoBulkChange', () => {
  it('restores what was written, but not what somebody changed since', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    await api.call(createCustomField, { body: { object: 'account', key: 'tier', kind: 'text', labels: { en: 'Tier' } } });
    const make = (name: string) =>
      api.call(accounts.create, { body: { name, industry: `Old ${name}`, custom: { tier: 'tin' } } });
    const [a, b, c] = [await make('a'), await make('b'), await make('c')];
    const other = await buildUser(db, workspace, { team: await buildTeam(db, workspace) });
    const changes = { industry: 'New', annualRevenueMinor: 5, custom: { tier: 'gold' }, ownerId: other.id };
    const { undoId } = await api.call(accounts.bulkUpdate, { body: { select: { ids: [a.id, b.id, c.id] }, changes } });
    await api.call(accounts.update, { params: { id: b.id }, body: { version: 2, industry: 'By hand' } });
    await api.call(accounts.update, { params: { id: c.id }, body: { version: 2, custom: { tier: 'iron' } } });
    const params = { id: undoId ?? '' };
    expect(await server.as(other).refused(undoBulkChange, { params })).toMatchObject({ status: 404 });
    expect(await server.as((await buildWorkspace(db)).owner).refused(undoBulkChange, { params })).toMatchObject({ status: 404 });
    expect((await api.call(undoBulkChange, { params })).changed).toBe(3);
    const now = async (id: string) => {
      const { industry, currency, annualRevenueMinor, custom, owner, team } = await api.call(accounts.get, { params: { id } });
      return [industry, annualRevenueMinor, currency, custom['tier'], owner?.id, team?.id];
    };
    const mine = [workspace.owner.id, workspace.rootTeamId];
    expect(await now(a.id)).toEqual(['Old a', null, null, 'tin', ...mine]);
    expect(await now(b.id)).toEqual(['By hand', null, null, 'tin', ...mine]);
    expect(await now(c.id)).toEqual(['Old c', null, null, 'iron', ...mine]);
    expect(await api.refused(undoBulkChange, { params })).toMatchObject({ status: 409, code: 'records.already_undone' });
  });

  it('takes back from the bin what a bulk deletion moved there, with the right to delete', async () => {
    const workspace = await buildWorkspace(db);
    const admin = await buildUser(db, workspace, { role: 'admin' });
    const api = server.as(admin);
    for (const name of ['a', 'b']) await api.call(accounts.create, { body: { name, industry: 'x' } });
    const filter = JSON.stringify({ field: 'industry', op: 'eq', value: 'x' });
    const { undoId } = await api.call(accounts.bulkRemove, { body: { select: { filter } } });
    expect((await api.call(accounts.count, { query: {} })).count).toBe(0);
    await db
      .updateTable('users')
      .set({ role: 'analyst' })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', admin.id)
      .execute();
    const params = { id: undoId ?? '' };
    expect(await api.refused(undoBulkChange, { params })).toMatchObject({ status: 403 });
    await db
      .updateTable('users')
      .set({ role: 'admin' })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', admin.id)
      .execute();
    expect(await api.call(undoBulkChange, { params })).toMatchObject({ changed: 2 });
    expect((await api.call(accounts.count, { query: {} })).count).toBe(2);
  });
});
