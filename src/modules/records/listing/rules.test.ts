import { beforeAll, describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';

const server = await testServer();
let owner: TestUser;
const ids = new Map<string, string>();

async function addAccount(name: string, industry?: string): Promise<void> {
  const { id } = await server.as(owner).call(accounts.create, { body: industry === undefined ? { name } : { name, industry } });
  ids.set(name, id);
}

async function addContact(name: string, account?: string): Promise<void> {
  const accountId = account === undefined ? undefined : ids.get(account);
  const { id } = await server.as(owner).call(contacts.create, { body: accountId === undefined ? { name } : { name, accountId } });
  ids.set(name, id);
}

beforeAll(async () => {
  ({ owner } = await buildWorkspace(server.db));
  await addAccount('Mill', 'steel');
  await addAccount('Clinic', 'health');
  await addAccount('Unknown');
  await addContact('at mill', 'Mill');
  await addContact('at clinic', 'Clinic');
  await addContact('at unknown', 'Unknown');
  await addContact('alone');
});

async function found(filter: Record<string, unknown>): Promise<string[]> {
  const { data } = await server.as(owner).call(contacts.list, { query: { filter: JSON.stringify(filter), sort: 'name' } });
  return data.map(({ name }) => name);
}

describe('filterSql across a relation', () => {
  it.each([
    ['eq', 'steel', ['at mill']],
    ['ne', 'steel', ['alone', 'at clinic', 'at unknown']],
    ['in', ['steel', 'health'], ['at clinic', 'at mill']],
    ['notIn', ['steel', 'health'], ['alone', 'at unknown']],
    ['isEmpty', undefined, ['alone', 'at unknown']],
    ['isNotEmpty', undefined, ['at clinic', 'at mill']],
  ])('%s %j also judges records that have no relation', async (op, value, names) => {
    expect(await found({ field: 'account.industry', op, ...(value === undefined ? {} : { value }) })).toEqual(names);
  });

  it('takes the path with its ids as the plain one', async () => {
    expect(await found({ field: 'accountId.industry', op: 'ne', value: 'steel' })).toEqual(['alone', 'at clinic', 'at unknown']);
  });
});

describe('filterSql across a relation the reader may not see', () => {
  it('takes the record behind for none', async () => {
    const workspace = await buildWorkspace(server.db);
    const [north, south] = [await buildTeam(server.db, workspace), await buildTeam(server.db, workspace)];
    const [ann, sue] = [
      await buildUser(server.db, workspace, { team: north }),
      await buildUser(server.db, workspace, { team: south }),
    ];
    const hidden = await server.as(sue).call(contacts.create, { body: { name: 'Secret' } });
    await server
      .as(workspace.owner)
      .call(deals.create, { body: { title: 'Shared', ownerId: ann.id, teamId: north, primaryContactId: hidden.id } });
    const count = async (user: TestUser, op: string): Promise<number> => {
      const filter = JSON.stringify({ field: 'primaryContact.name', op, value: 'Secret' });
      return (await server.as(user).call(deals.count, { query: { filter } })).count;
    };
    expect([await count(workspace.owner, 'eq'), await count(workspace.owner, 'ne')]).toEqual([1, 0]);
    expect([await count(ann, 'eq'), await count(ann, 'ne')]).toEqual([0, 1]);
  });
});

describe('filterSql between two instants', () => {
  const created = async (name: string): Promise<string> =>
    (await server.as(owner).call(contacts.get, { params: { id: ids.get(name) ?? '' } })).createdAt;

  it('holds both ends when they are points in time', async () => {
    const [first, last] = [await created('at mill'), await created('alone')];
    const all = ['alone', 'at clinic', 'at mill', 'at unknown'];
    expect(await found({ field: 'createdAt', op: 'between', value: [first, last] })).toEqual(all);
    expect(await found({ field: 'createdAt', op: 'between', value: [last, last] })).toContain('alone');
  });

  it('ends before the day after when they are days', async () => {
    const day = (offset: number) => ({ rel: 'today', offset, unit: 'day' });
    expect(await found({ field: 'createdAt', op: 'between', value: [day(0), day(0)] })).toHaveLength(4);
    expect(await found({ field: 'createdAt', op: 'between', value: [day(-2), day(-1)] })).toEqual([]);
  });
});

describe('filterSql of texts', () => {
  it.each([
    ['MILL', ['at mill']],
    ['é', ['Élan at work']],
    ['É', ['Élan at work']],
    ['工厂', ['工厂 Ö']],
    ['工厂 ö', ['工厂 Ö']],
    ['50%', []],
  ])('contains %s whatever its capitals', async (value, names) => {
    if (!ids.has('工厂 Ö')) for (const name of ['工厂 Ö', 'Élan at work']) await addContact(name);
    expect(await found({ field: 'name', op: 'contains', value })).toEqual(names);
  });
});
