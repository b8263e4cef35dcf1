import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import { contactEntity } from '../../customers/entity.ts';
import { createRecords } from '../entities/service.ts';
import { searchRecords } from './contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db);
const north = await buildTeam(server.db, workspace, { name: 'North' });
const below = await buildTeam(server.db, workspace, { name: 'Below', parentId: north });
const south = await buildTeam(server.db, workspace, { name: 'South' });
const [ann, ben, sue] = await Promise.all([north, below, south].map((team) => buildUser(server.db, workspace, { team })));
const boss = await buildUser(server.db, workspace, { team: north, role: 'salesManager' });
if (!ann || !ben || !sue) throw new Error('nobody');

async function found(user: TestUser, q: string, limit = 50): Promise<string[]> {
  const { data } = await server.as(user).call(searchRecords, { query: { q, limit } });
  return data.map(({ title }) => title);
}

beforeAll(async () => {
  await server.as(ann).call(contacts.create, { body: { name: '工厂' } });
  const owners = [ann, ben, sue];
  const many = Array.from({ length: 150 }, (_, index) => ({ name: `销售 ${index} 工厂`, ownerId: owners[index % 3]?.id }));
  await createRecords(server.db, workspace.owner.scope, contactEntity, many);
  await server.as(sue).call(contacts.create, { body: { name: '采购 Obelisk 工厂' } });
  await sql`analyze search_documents`.execute(server.db);
});

describe('searchRecords', () => {
  it('finds a word that everybody has newest first, what is called so before all', async () => {
    const hits = await found(workspace.owner, '工厂', 10);
    expect(hits).toHaveLength(10);
    expect(hits.slice(0, 2)).toEqual(['工厂', '采购 Obelisk 工厂']);
  });

  it('puts titles that begin with the text before those that hold it', async () => {
    await server.as(workspace.owner).call(contacts.create, { body: { name: 'Later 采购' } });
    expect(await found(workspace.owner, '采购')).toEqual(['采购 Obelisk 工厂', 'Later 采购']);
  });

  it('finds a rare word, and two of which one is rare', async () => {
    expect(await found(workspace.owner, 'obelisk')).toEqual(['采购 Obelisk 工厂']);
    expect(await found(workspace.owner, '工厂 obel')).toEqual(['采购 Obelisk 工厂']);
    expect(await found(workspace.owner, '工厂 nothing')).toEqual([]);
  });

  it.each<[string, TestUser, readonly number[]]>([
    ['those of the team', ann, [0]],
    ['those of the team and below', boss, [0, 1]],
    ['all', workspace.owner, [0, 1, 2]],
  ])('reaches %s, by common words and by rare ones', async (_what, user, teams) => {
    const numbered = (await found(user, '工厂')).flatMap((title) => /销售 (\d+)/.exec(title)?.[1] ?? []);
    expect(numbered.length).toBeGreaterThan(40);
    expect([...new Set(numbered.map((number) => Number(number) % 3))].toSorted((a, b) => a - b)).toEqual(teams);
    expect(await found(user, 'obelisk')).toHaveLength(user === workspace.owner ? 1 : 0);
    const stranger = (await buildWorkspace(server.db)).owner;
    expect(await found(stranger, '工厂')).toEqual([]);
  });

  it('follows a record to its new owner', async () => {
    const name = 'Wanderer';
    const made = await server.as(ann).call(contacts.create, { body: { name } });
    await server
      .as(workspace.owner)
      .call(contacts.update, { params: { id: made.id }, body: { version: made.version, ownerId: sue.id, teamId: south } });
    expect([await found(ann, name), await found(sue, name)]).toEqual([[], [name]]);
  });
});
