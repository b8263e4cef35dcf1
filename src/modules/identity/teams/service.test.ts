import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { inTx } from '../../../platform/tx.ts';
import { scopeFromSession } from '../access/service.ts';
import { createTeam, listTeams, removeTeam, updateTeam } from './contract.ts';
import { ensureTeam } from './service.ts';

const server = await testServer();

describe('createTeam', () => {
  test('builds a tree, listed parents first', async () => {
    const { owner, rootTeamId } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    const east = await caller.call(createTeam, { body: { name: 'East' } });
    const shanghai = await caller.call(createTeam, { body: { name: 'Shanghai', parentId: east.id } });
    await caller.call(createTeam, { body: { name: 'Beijing' } });
    expect(shanghai.path).toEqual([rootTeamId, east.id, shanghai.id]);
    const { data } = await caller.call(listTeams, {});
    expect(data.map((team) => team.name).slice(1)).toEqual(['Beijing', 'East', 'Shanghai']);
    expect(data[0]).toMatchObject({ parentId: null, memberCount: 1 });
  });

  test('a name is used once below one parent, also by two at once', async () => {
    const { owner, rootTeamId } = await buildWorkspace(server.db);
    const make = (name: string) => server.as(owner).post('/api/v1/teams', { name, parentId: rootTeamId });
    const replies = await Promise.all([make('East'), make('EAST')]);
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(replies.find((reply) => reply.status === 409)?.json).toMatchObject({
      code: 'identity.team_name_taken',
      errors: [{ pointer: '/body/name' }],
    });
  });

  test('refuses a parent of another workspace, too deep a tree, and every role below admin', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const foreign = await buildTeam(server.db, await buildWorkspace(server.db));
    expect(await caller.refused(createTeam, { body: { name: 'X', parentId: foreign } })).toMatchObject({
      status: 400,
      errors: [{ code: 'not_found_reference' }],
    });
    let parentId = workspace.rootTeamId;
    for (let depth = 2; depth <= 12; depth += 1)
      parentId = (await caller.call(createTeam, { body: { name: 'Deeper', parentId } })).id;
    expect(await caller.refused(createTeam, { body: { name: 'Deeper', parentId } })).toMatchObject({
      code: 'identity.team_too_deep',
    });
    for (const role of ['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const) {
      const user = server.as(await buildUser(server.db, workspace, { role }));
      expect(await user.refused(createTeam, { body: { name: 'Mine' } })).toMatchObject({ status: 403 });
      expect(await user.refused(updateTeam, { params: { id: parentId }, body: { version: 1, name: 'Mine' } })).toMatchObject({
        status: 403,
      });
      expect(await user.refused(removeTeam, { params: { id: parentId } })).toMatchObject({ status: 403 });
    }
  });
});

describe('updateTeam', () => {
  test('moves a team with all below it, and with it what its people reach', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const [north, east] = [
      await buildTeam(server.db, workspace, { name: 'North' }),
      await buildTeam(server.db, workspace, { name: 'East' }),
    ];
    const city = await buildTeam(server.db, workspace, { name: 'City', parentId: east });
    const manager = await buildUser(server.db, workspace, { role: 'salesManager', team: north });
    expect((await scopeFromSession(server.db, manager.cookie))?.teamTreeIds).toEqual([north]);
    await caller.call(updateTeam, { params: { id: east }, body: { version: 1, parentId: north } });
    const scope = await scopeFromSession(server.db, manager.cookie);
    expect([...(scope?.teamTreeIds ?? [])].toSorted()).toEqual([north, east, city].toSorted());
    expect((await caller.call(listTeams, {})).data.find((team) => team.id === city)?.path).toEqual([
      workspace.rootTeamId,
      north,
      east,
      city,
    ]);
  });

  test('never makes a cycle, also when two teams are moved under each other at once', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const [a, b] = [await buildTeam(server.db, workspace), await buildTeam(server.db, workspace)];
    const below = await buildTeam(server.db, workspace, { parentId: a });
    expect(await caller.refused(updateTeam, { params: { id: a }, body: { version: 1, parentId: below } })).toMatchObject({
      code: 'identity.team_cycle',
    });
    expect(await caller.refused(updateTeam, { params: { id: a }, body: { version: 1, parentId: a } })).toMatchObject({
      code: 'identity.team_cycle',
    });
    const move = (id: string, parentId: string) => caller.patch(`/api/v1/teams/${id}`, { version: 1, parentId });
    const replies = await Promise.all([move(a, b), move(b, a)]);
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 422]);
    expect((await caller.call(listTeams, {})).data).toHaveLength(4);
  });

  test('keeps the top team where it is; an old version and another workspace’s team are refused', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const team = await buildTeam(server.db, workspace);
    expect(
      await caller.refused(updateTeam, { params: { id: workspace.rootTeamId }, body: { version: 1, parentId: team } }),
    ).toMatchObject({ code: 'identity.root_team' });
    expect(
      await caller.call(updateTeam, { params: { id: workspace.rootTeamId }, body: { version: 1, name: 'All' } }),
    ).toMatchObject({ name: 'All' });
    expect(
      await caller.refused(updateTeam, { params: { id: workspace.rootTeamId }, body: { version: 1, name: 'X' } }),
    ).toMatchObject({ status: 409, current: { name: 'All' } });
    const foreign = await buildTeam(server.db, await buildWorkspace(server.db));
    expect(await caller.refused(updateTeam, { params: { id: foreign }, body: { version: 1, name: 'X' } })).toMatchObject({
      status: 404,
    });
  });
});

describe('removeTeam', () => {
  test('deletes an empty team, and only that', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const parent = await buildTeam(server.db, workspace);
    const child = await buildTeam(server.db, workspace, { parentId: parent });
    expect(await caller.refused(removeTeam, { params: { id: parent } })).toMatchObject({
      status: 409,
      code: 'identity.team_in_use',
    });
    const user = await buildUser(server.db, workspace, { team: child });
    expect(await caller.refused(removeTeam, { params: { id: child } })).toMatchObject({ code: 'identity.team_in_use' });
    expect(await caller.refused(removeTeam, { params: { id: workspace.rootTeamId } })).toMatchObject({
      code: 'identity.root_team',
    });
    await server.db
      .updateTable('users')
      .set({ teamId: workspace.rootTeamId })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', user.id)
      .execute();
    await caller.call(removeTeam, { params: { id: child } });
    await caller.call(removeTeam, { params: { id: parent } });
    expect((await caller.call(listTeams, {})).data).toHaveLength(1);
    const foreign = await buildTeam(server.db, await buildWorkspace(server.db));
    expect(await caller.refused(removeTeam, { params: { id: foreign } })).toMatchObject({ status: 404 });
  });
});

describe('ensureTeam', () => {
  test('finds the team of a name, whatever its case, or makes it', async () => {
    const { scope } = await buildWorkspace(server.db);
    const ensure = (name: string) => inTx(server.db, (tx) => ensureTeam(tx, scope, { name }));
    const made = await ensure('East');
    expect(made.isNew).toBe(true);
    expect(await ensure(' east ')).toEqual({ id: made.id, isNew: false });
  });
});
