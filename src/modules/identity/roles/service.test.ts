import { describe, expect, test } from 'vitest';
import { buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { userScope } from '../access/service.ts';
import { getSession, type Rights } from '../contract.ts';
import { createApiKey } from '../keys/contract.ts';
import { createUser, inviteUser, updateUser } from '../members/contract.ts';
import {
  createRole,
  listRoleChanges,
  listRoles,
  type RoleChanges,
  retireRole,
  updateRole,
  type WorkspaceRole,
} from './contract.ts';

const server = await testServer();

async function roleOf(user: TestUser, base: string): Promise<WorkspaceRole> {
  const { data } = await server.as(user).call(listRoles, {});
  const role = data.find((one) => one.base === base && one.name === null);
  if (!role) throw new Error(`no role ${base}`);
  return role;
}

/** A copy of a role with other rights. */
async function copyOf(owner: TestUser, base: string, name: string, rights?: Rights): Promise<WorkspaceRole> {
  const made = await server.as(owner).call(createRole, { body: { name, roleId: (await roleOf(owner, base)).id } });
  if (!rights) return made;
  return server.as(owner).call(updateRole, { params: { id: made.id }, body: { version: made.version, rights } });
}

async function give(workspace: TestWorkspace, user: TestUser, roleId: string): Promise<void> {
  const body = { version: 1, roleId };
  await server.as(workspace.owner).call(updateUser, { params: { id: user.id }, body });
}

describe('listRoles', () => {
  test('names the seven of the product with who has them, and which levels mean something', async () => {
    const workspace = await buildWorkspace(server.db);
    await buildUser(server.db, workspace);
    const { data, objects } = await server.as(workspace.owner).call(listRoles, {});
    expect(data.map(({ base, members }) => [base, members])).toEqual([
      ['owner', 1],
      ['admin', 0],
      ['salesManager', 0],
      ['seller', 1],
      ['delivery', 0],
      ['support', 0],
      ['analyst', 0],
    ]);
    const actions = new Map(objects.map((one) => [one.object, one.actions]));
    expect(actions.get('deal')?.find(({ action }) => action === 'view')?.levels).toHaveLength(5);
    expect(actions.get('user')?.find(({ action }) => action === 'edit')?.levels).toEqual(['none', 'all']);
  });
});

describe('updateRole', () => {
  test('holds at once for open sessions, and marks what differs', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, workspace);
    const other = await buildUser(server.db, workspace);
    await server.as(other).call(deals.create, { body: { title: 'Theirs' } });
    const count = async (): Promise<number> => (await server.as(seller).call(deals.count, {})).count;
    expect(await count()).toBe(1);
    const role = await roleOf(workspace.owner, 'seller');
    const change = { version: 1, rights: { deal: { view: 'own' } } } as const;
    const edited = await server.as(workspace.owner).call(updateRole, { params: { id: role.id }, body: change });
    expect(edited).toMatchObject({ version: 2, rights: { deal: { view: 'own' } }, standard: { deal: { view: 'team' } } });
    expect(await count()).toBe(0);
    const { data } = await server.as(workspace.owner).call(listRoleChanges, { params: { id: role.id } });
    expect(data).toMatchObject([
      {
        kind: 'role.updated',
        actorName: workspace.owner.name,
        changes: [{ object: 'deal', action: 'view', from: 'team', to: 'own' }],
      },
    ]);
    const stored = await server.db
      .selectFrom('roles')
      .select('rights')
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', role.id)
      .execute();
    expect(stored).toEqual([{ rights: { deal: { view: 'own' } } }]);
  });

  test.each([
    ['the owner’s role', 'owner', { deal: { view: 'own' } }, 422, 'identity.owner_role_fixed'],
    ['a right nobody knows', 'seller', { deal: { fly: 'all' } }, 400, 'invalid_input'],
    ['a level that means nothing', 'admin', { user: { edit: 'own' } }, 400, 'invalid_input'],
    ['more than may be seen', 'seller', { deal: { edit: 'all' } }, 400, 'invalid_input'],
  ])('refuses %s', async (_what, base, rights, status, code) => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await roleOf(owner, base);
    const body = { version: 1, rights: rights as Rights };
    expect(await server.as(owner).refused(updateRole, { params: { id }, body })).toMatchObject({ status, code });
  });

  test('is refused to a seller, with an old version, and does not exist elsewhere', async () => {
    const workspace = await buildWorkspace(server.db);
    const seller = await buildUser(server.db, workspace);
    const { id } = await roleOf(workspace.owner, 'analyst');
    const body = { version: 7, rights: { deal: { export: 'none' as const } } };
    expect(await server.as(seller).refused(updateRole, { params: { id }, body })).toMatchObject({ status: 403 });
    expect(await server.as(workspace.owner).refused(updateRole, { params: { id }, body })).toMatchObject({ status: 409 });
    const foreign = await buildWorkspace(server.db);
    expect(await server.as(foreign.owner).refused(updateRole, { params: { id }, body })).toMatchObject({ status: 404 });
  });

  test('an admin gives nothing that they lack, and does not lock themselves out', async () => {
    const workspace = await buildWorkspace(server.db);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const as = server.as(admin);
    const seller = await roleOf(admin, 'seller');
    const raise = { version: 1, rights: { workspace: { create: 'all' as const } } };
    expect(await as.refused(updateRole, { params: { id: seller.id }, body: raise })).toMatchObject({
      code: 'identity.role_above_own',
    });
    const own = await roleOf(admin, 'admin');
    const lose = { version: 1, rights: { role: { edit: 'none' as const } } };
    expect(await as.refused(updateRole, { params: { id: own.id }, body: lose })).toMatchObject({
      status: 409,
      code: 'identity.locks_self_out',
    });
    expect(await server.as(workspace.owner).call(updateRole, { params: { id: own.id }, body: lose })).toMatchObject({
      version: 2,
    });
  });
});

describe('a copied role', () => {
  test('is given, limits what may be handed on, and is named with its people', async () => {
    const workspace = await buildWorkspace(server.db);
    const limited = await copyOf(workspace.owner, 'admin', 'Office', { deal: { export: 'none' } });
    const clerk = await buildUser(server.db, workspace, { role: 'admin' });
    await give(workspace, clerk, limited.id);
    const as = server.as(clerk);
    expect(await as.call(getSession, {})).toMatchObject({
      user: { role: 'admin', roleName: 'Office' },
      rights: { deal: { export: 'none', view: 'all' } },
    });
    // A seller exports their own deals, which this role may not.
    for (const role of ['seller', 'admin'] as const)
      expect(await as.refused(createUser, { body: { name: 'x', role } })).toMatchObject({ code: 'identity.role_above_own' });
    expect(await as.refused(inviteUser, { body: { role: 'analyst' } })).toMatchObject({ code: 'identity.role_above_own' });
    expect(await as.call(createUser, { body: { name: 'x', role: 'support' } })).toMatchObject({ role: 'support', roleId: null });
    // Looking after somebody gives them nothing.
    const seller = await buildUser(server.db, workspace);
    const renamed = await as.call(updateUser, { params: { id: seller.id }, body: { version: 1, name: 'Renamed' } });
    expect(renamed).toMatchObject({ name: 'Renamed', role: 'seller' });
  });

  test('does not come off by naming no role', async () => {
    const workspace = await buildWorkspace(server.db);
    const office = await copyOf(workspace.owner, 'seller', 'Inside sales', { deal: { view: 'own' } });
    const user = await buildUser(server.db, workspace);
    await give(workspace, user, office.id);
    const body = { version: 2, roleId: null };
    const after = await server.as(workspace.owner).call(updateUser, { params: { id: user.id }, body });
    expect(after).toMatchObject({ roleId: office.id, roleName: 'Inside sales' });
    const back = await server.as(workspace.owner).call(updateUser, {
      params: { id: user.id },
      body: { version: after.version, role: 'seller' },
    });
    expect(back).toMatchObject({ role: 'seller', roleId: null });
  });

  test('has a name of its own', async () => {
    const { owner } = await buildWorkspace(server.db);
    await copyOf(owner, 'seller', 'Inside');
    const body = { name: 'inside', roleId: (await roleOf(owner, 'analyst')).id };
    expect(await server.as(owner).refused(createRole, { body })).toMatchObject({ code: 'identity.role_name_taken' });
    const ofOwner = { name: 'Half', roleId: (await roleOf(owner, 'owner')).id };
    expect(await server.as(owner).refused(createRole, { body: ofOwner })).toMatchObject({ code: 'identity.owner_role_fixed' });
  });

  test('is no way to be rid of the last owner', async () => {
    const workspace = await buildWorkspace(server.db);
    const copy = await copyOf(workspace.owner, 'admin', 'Almost');
    // An owner who cannot sign in looks after nothing.
    await server.as(workspace.owner).call(createUser, { body: { name: 'Absent', role: 'owner' } });
    const body = { version: 1, roleId: copy.id };
    expect(await server.as(workspace.owner).refused(updateUser, { params: { id: workspace.owner.id }, body })).toMatchObject({
      code: 'identity.last_owner',
    });
  });
});

describe('rights on fields', () => {
  const masked = { contact: { phones: 'masked', note: 'hidden' } } as const;

  test('hold at once, are told to the session, and are given by nobody who lacks them', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const body = { name: 'Lin', note: 'secret', phones: [{ value: '+86 138 0000 4321' }] };
    const { id } = await server.as(owner).call(contacts.create, { body });
    const role = await roleOf(owner, 'admin');
    const edited = await server.as(owner).call(updateRole, { params: { id: role.id }, body: { version: 1, fields: masked } });
    expect(edited.fields).toEqual(masked);
    expect((await server.as(admin).call(getSession, {})).fields).toEqual(masked);
    expect(await server.as(admin).call(contacts.get, { params: { id } })).toMatchObject({
      note: null,
      phones: [{ value: '•••4321' }],
    });
    const { key } = await server.as(admin).call(createApiKey, { body: { name: 'k' } });
    expect(await server.withKey(key).call(contacts.get, { params: { id } })).toMatchObject({ note: null });
    // What the admin may not see they let nobody else see.
    expect(await server.as(admin).refused(createUser, { body: { name: 'x', role: 'seller' } })).toMatchObject({
      code: 'identity.role_above_own',
    });
    const seller = await roleOf(admin, 'seller');
    const limited = { version: 1, fields: masked };
    const after = await server.as(admin).call(updateRole, { params: { id: seller.id }, body: limited });
    const raise = { version: after.version, fields: { contact: { note: 'read' as const } } };
    expect(await server.as(admin).refused(updateRole, { params: { id: seller.id }, body: raise })).toMatchObject({ status: 403 });
    const opened = await server.as(owner).call(updateRole, {
      params: { id: role.id },
      body: { version: 2, fields: { contact: { phones: 'write', note: 'write' } } },
    });
    expect(opened.fields).toEqual({});
    const { data } = await server.as(owner).call(listRoleChanges, { params: { id: role.id } });
    expect(data[1]?.changes[0]).toEqual({ object: 'contact', action: 'phones', from: 'write', to: 'masked', isField: true });
  });

  test.each([
    ['of what names a record', { contact: { name: 'hidden' } }],
    ['of what figures are made of', { deal: { amountMinor: 'hidden' } }],
    ['that mean nothing', { contact: { birthday: 'masked' } }],
    ['of nothing there is', { contact: { wings: 'hidden' } }],
  ])('are refused %s', async (_what, fields) => {
    const { owner } = await buildWorkspace(server.db);
    const { id } = await roleOf(owner, 'seller');
    const body = { version: 1, fields } as unknown as RoleChanges;
    expect(await server.as(owner).refused(updateRole, { params: { id }, body })).toMatchObject({ status: 400 });
  });
});

describe('retireRole', () => {
  test('gives its people, invitations and keys another role, and is refused where there is nothing to take away', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const inside = await copyOf(owner, 'seller', 'Inside', { deal: { view: 'all' } });
    const user = await buildUser(server.db, workspace);
    await give(workspace, user, inside.id);
    await server.as(owner).call(inviteUser, { body: { roleId: inside.id } });
    const { key } = await server.as(user).call(createApiKey, { body: { name: 'k' } });
    const [analyst, seller] = [await roleOf(owner, 'analyst'), await roleOf(owner, 'seller')];
    const refused = (id: string, toRoleId: string) =>
      server.as(owner).refused(retireRole, { params: { id }, body: { version: id === inside.id ? 2 : 1, toRoleId } });
    expect(await refused(seller.id, analyst.id)).toMatchObject({ code: 'identity.built_in_role' });
    expect(await refused(inside.id, inside.id)).toMatchObject({ code: 'identity.same_role' });
    await server.as(owner).call(retireRole, { params: { id: inside.id }, body: { version: 2, toRoleId: analyst.id } });
    expect(await server.as(user).call(getSession, {})).toMatchObject({ user: { role: 'analyst', roleName: null } });
    expect(await server.withKey(key).call(getSession, {})).toMatchObject({ user: { role: 'analyst' } });
    expect((await server.as(owner).call(listRoles, {})).data.map(({ name }) => name).filter(Boolean)).toEqual([]);
  });
});

describe('an API key', () => {
  test('shrinks with the role of its maker, and with its own', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const seller = await buildUser(server.db, workspace);
    const { key } = await server.as(seller).call(createApiKey, { body: { name: 'k' } });
    const body = { name: 'small', roleId: (await copyOf(owner, 'seller', 'Looks on', { deal: { create: 'none' } })).id };
    const { key: small } = await server.as(seller).call(createApiKey, { body });
    expect(await server.withKey(small).refused(deals.create, { body: { title: 'x' } })).toMatchObject({ status: 403 });
    await server.withKey(key).call(deals.create, { body: { title: 'x' } });
    const role = await roleOf(owner, 'seller');
    await server
      .as(owner)
      .call(updateRole, { params: { id: role.id }, body: { version: 1, rights: { deal: { create: 'none' } } } });
    expect(await server.withKey(key).refused(deals.create, { body: { title: 'y' } })).toMatchObject({ status: 403 });
    expect((await userScope(server.db, workspace.id, seller.id)).rights('deal', 'create')).toBe('none');
    const above = { name: 'above', roleId: (await copyOf(owner, 'seller', 'More', { deal: { view: 'all' } })).id };
    expect(await server.as(seller).refused(createApiKey, { body: above })).toMatchObject({ code: 'identity.role_above_own' });
    await server.as(owner).call(updateUser, { params: { id: seller.id }, body: { version: 1, isActive: false } });
    expect(await server.withKey(key).refused(getSession, {})).toMatchObject({ status: 401 });
  });
});
