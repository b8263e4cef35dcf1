import { describe, expect, test } from 'vitest';
import { buildApiKey, buildTeam, buildUser, buildWorkspace, openSession, type TestUser } from '../../../../test/build.ts';
import { documentOf } from '../../../../test/fill.ts';
import { testServer } from '../../../../test/http.ts';
import { roles, getSession, signOut, switchWorkspace } from '../contract.ts';
import { updateUser } from '../members/contract.ts';
import { createRole, listRoles, updateRole } from '../roles/contract.ts';
import { deals } from '../../deals/contract.ts';
import { createActivity } from '../../timeline/contract.ts';
import { createView } from '../../records/views/contract.ts';
import { listSessions } from '../session/contract.ts';
import { listViewings, startViewing, stopViewing } from './contract.ts';

const server = await testServer();

async function company() {
  const workspace = await buildWorkspace(server.db);
  const [east, west] = [await buildTeam(server.db, workspace), await buildTeam(server.db, workspace)];
  const admin = await buildUser(server.db, workspace, { role: 'admin', name: 'Ada' });
  const ann = await buildUser(server.db, workspace, { name: 'Ann', team: east });
  const wes = await buildUser(server.db, workspace, { name: 'Wes', team: west });
  for (const person of [ann, wes, admin]) {
    const deal = await server.as(person).call(deals.create, { body: { title: `Mill of ${person.name}` } });
    const dueAt = new Date(Date.now() - 86_400_000).toISOString();
    const task = { recordId: deal.id, kind: 'task', subject: `Call ${person.name}`, dueAt } as const;
    await server.as(person).call(createActivity, { body: task });
    await server.as(person).call(createView, { body: { object: 'deal', name: `Of ${person.name}` } });
  }
  return { workspace, admin, ann, wes };
}

const roleId = async (user: TestUser, base: string): Promise<string> =>
  (await server.as(user).call(listRoles, {})).data.find((role) => role.base === base && role.name === null)?.id ?? '';

describe('startViewing', () => {
  const paths = [
    '/deals',
    '/deals/count',
    '/deals/export',
    '/deals/board',
    '/search?q=Mill',
    '/tasks?when=overdue',
    '/tasks/count',
    '/saved-views?object=deal',
    '/insights/kpis?from=2020-01-01&to=2030-01-01',
    '/menu',
    '/tour',
    '/roles',
    '/webhooks',
  ];

  test('shows exactly what the member sees: lists, counts, search, board, My day, figures, own views', async () => {
    const { admin, ann, wes } = await company();
    const eyes = server.as(admin);
    await eyes.call(startViewing, { body: { userId: ann.id } });
    let seen = 0;
    for (const path of paths) {
      const [hers, shown] = [await server.as(ann).get(`/api/v1${path}`), await eyes.get(`/api/v1${path}`)];
      expect(shown.status, path).toBe(hers.status);
      const plain = (text: string) => text.replaceAll(/"(lastSeenAt|generatedAt|asOf|instance)":"[^"]*"/g, '');
      expect(plain(shown.text), path).toBe(plain(hers.text));
      if (shown.status === 200) seen++;
    }
    expect(seen).toBeGreaterThan(8);
    expect((await eyes.call(deals.list, {})).data.map(({ title }) => title)).toEqual(['Mill of Ann']);
    expect((await eyes.get(`/api/v1/tasks?when=overdue`)).text).not.toContain(`Call ${wes.name}`);
  });

  test('says whose eyes these are, keeps the real person as the actor, and tells no other workspace of theirs', async () => {
    const { workspace, admin, ann } = await company();
    const other = await buildWorkspace(server.db);
    const values = { workspaceId: other.id, id: crypto.randomUUID(), authUserId: ann.authUserId, name: 'Ann', role: 'seller' };
    await server.db
      .insertInto('users')
      .values({ ...values, teamId: other.rootTeamId })
      .execute();
    const session = await server.as(admin).call(startViewing, { body: { userId: ann.id } });
    expect(session).toMatchObject({
      actor: 'user',
      user: { id: ann.id, role: 'seller', team: { id: ann.teamId } },
      viewing: { by: { id: admin.id, name: 'Ada' }, as: 'member' },
      rights: { deal: { view: 'team' }, user: { viewAs: 'none' } },
    });
    expect(session.workspaces.map(({ id }) => id)).toEqual([workspace.id]);
    expect((await server.as(ann).call(getSession, {})).viewing).toBeNull();
    // Screens go on in the language of whoever looks, whatever the one that asks speaks at the moment.
    await server.db
      .updateTable('users')
      .set({ language: 'zh-Hans' })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', admin.id)
      .execute();
    const again = await server.as(admin).with({ 'x-language': 'en' }).call(getSession, {});
    expect([again.user.language, (await server.as(ann).call(getSession, {})).user.language]).toEqual(['zh-Hans', null]);
    const event = await server.db
      .selectFrom('events')
      .selectAll()
      .where('workspaceId', '=', workspace.id)
      .where('kind', '=', 'user.viewedAs')
      .execute();
    expect(event).toMatchObject([{ actorId: admin.id, subjectId: ann.id }]);
    const { data } = await server.as(workspace.owner).call(listViewings, {});
    expect(data).toMatchObject([{ by: 'Ada', as: 'member', name: 'Ann', role: null }]);
  });

  test('refuses every write of every module, and nothing is changed', async () => {
    const { admin, ann } = await company();
    const eyes = server.as(admin);
    await eyes.call(startViewing, { body: { userId: ann.id } });
    const open = new Set(['DELETE /api/v1/session/viewing']);
    const writes = (await documentOf(server)).filter(
      (one) => one.method !== 'GET' && !one.isPublic && !one.path.endsWith('/export') && !open.has(`${one.method} ${one.path}`),
    );
    expect(writes.length).toBeGreaterThan(80);
    for (const { method, path } of writes) {
      const reply = await eyes.raw(method, path.replace(/\{\w+\}/g, ann.id), {});
      expect([reply.status, reply.json?.code], `${method} ${path}`).toEqual([403, 'viewing_only']);
    }
    expect(await eyes.refused(listSessions, {})).toMatchObject({ code: 'viewing_only' });
    expect((await eyes.call(deals.list, {})).data).toMatchObject([{ version: 1 }]);
  });

  test('tries a role on in one’s own place', async () => {
    const { admin } = await company();
    const eyes = server.as(admin);
    const session = await eyes.call(startViewing, { body: { roleId: await roleId(admin, 'seller') } });
    expect(session).toMatchObject({ user: { id: admin.id, role: 'seller', roleId: null }, viewing: { as: 'role' } });
    expect((await eyes.call(deals.list, {})).data.map(({ title }) => title)).toEqual(['Mill of Ada']);
    expect(await eyes.get('/api/v1/invitations')).toMatchObject({ status: 403 });
    await eyes.call(stopViewing, {});
    const { data } = await eyes.call(listViewings, {});
    expect(data).toMatchObject([{ by: 'Ada', as: 'role', name: null, role: 'seller' }]);
    // Of a workspace's own role the name is said.
    const copy = await eyes.call(createRole, { body: { name: 'Inside', roleId: await roleId(admin, 'seller') } });
    const tried = await eyes.call(startViewing, { body: { roleId: copy.id } });
    expect(tried.user).toMatchObject({ role: 'seller', roleId: copy.id, roleName: 'Inside' });
  });

  test('an admin looks as every role below, never as an owner; nobody else looks as anybody', async () => {
    const { workspace, admin, ann } = await company();
    const owner = await server.as(admin).refused(startViewing, { body: { userId: workspace.owner.id } });
    expect(owner).toMatchObject({ status: 403, code: 'identity.eyes_above_own' });
    const asOwner = await server.as(admin).refused(startViewing, { body: { roleId: await roleId(admin, 'owner') } });
    expect(asOwner).toMatchObject({ status: 403, code: 'identity.eyes_above_own' });
    for (const role of roles.filter((one) => one !== 'owner')) {
      const somebody = await buildUser(server.db, workspace, { role });
      const cookie = await openSession(server.db, admin.authUserId, workspace.id);
      const session = await server.anonymous.with({ cookie }).call(startViewing, { body: { userId: somebody.id } });
      expect(session.user).toMatchObject({ id: somebody.id, role });
      if (role === 'admin') continue;
      expect(await server.as(somebody).refused(startViewing, { body: { userId: ann.id } })).toMatchObject({ status: 403 });
      expect(await server.as(somebody).refused(listViewings, {})).toMatchObject({ status: 403 });
    }
  });

  test('never shows a field, or records, that whoever looks may not see', async () => {
    const { workspace, admin, ann } = await company();
    const as = server.as(workspace.owner);
    const { data } = await as.call(listRoles, {});
    const role = data.find(({ base, name }) => base === 'admin' && name === null);
    const id = role?.id ?? '';
    await as.call(updateRole, { params: { id }, body: { version: 1, fields: { contact: { phones: 'masked' } } } });
    const hidden = await server.as(admin).refused(startViewing, { body: { userId: ann.id } });
    expect(hidden).toMatchObject({ code: 'identity.eyes_above_own' });
    await as.call(updateRole, {
      params: { id },
      body: { version: 2, fields: { contact: { phones: 'write' } }, rights: { lead: { ...ownOnly } } },
    });
    expect(await server.as(admin).refused(startViewing, { body: { userId: ann.id } })).toMatchObject({ status: 403 });
  });

  test('refuses oneself, somebody of another workspace, somebody who left, a key and a view within a view', async () => {
    const { workspace, admin, ann, wes } = await company();
    const other = await buildWorkspace(server.db);
    const as = server.as(admin);
    const refused = (body: { userId: string } | { roleId: string }) => as.refused(startViewing, { body });
    expect(await refused({ userId: admin.id })).toMatchObject({ errors: [{ code: 'identity.same_user' }] });
    expect(await refused({ userId: other.owner.id })).toMatchObject({ errors: [{ code: 'not_found_reference' }] });
    expect(await refused({ roleId: await roleId(other.owner, 'seller') })).toMatchObject({ status: 400 });
    const key = server.withKey(await buildApiKey(server.db, admin));
    expect(await key.refused(startViewing, { body: { userId: ann.id } })).toMatchObject({ code: 'identity.needs_session' });
    await server.as(workspace.owner).call(updateUser, { params: { id: wes.id }, body: { version: 1, isActive: false } });
    expect(await refused({ userId: wes.id })).toMatchObject({ errors: [{ code: 'identity.inactive_user' }] });
    await as.call(startViewing, { body: { userId: ann.id } });
    expect(await refused({ userId: ann.id })).toMatchObject({ code: 'viewing_only' });
    expect(await as.refused(switchWorkspace, { body: { workspaceId: other.id } })).toMatchObject({ code: 'viewing_only' });
    // A key beside the cookie is judged alone.
    expect((await key.call(getSession, {})).viewing).toBeNull();
  });
});

const ownOnly = {
  view: 'team',
  edit: 'none',
  delete: 'none',
  export: 'none',
  transfer: 'none',
  import: 'none',
} as const;

describe('the end of a viewing', () => {
  const see = async (user: TestUser) => (await server.as(user).call(getSession, {})).user.id;

  test('stops on demand, and writing goes on', async () => {
    const { admin, ann } = await company();
    await server.as(admin).call(startViewing, { body: { userId: ann.id } });
    expect(await see(admin)).toBe(ann.id);
    const session = await server.as(admin).call(stopViewing, {});
    expect(session).toMatchObject({ user: { id: admin.id, role: 'admin' }, viewing: null });
    await server.as(admin).call(deals.create, { body: { title: 'Own' } });
    // Nothing to stop is no fault.
    expect(await server.as(admin).call(stopViewing, {})).toMatchObject({ user: { id: admin.id } });
  });

  test('ends after an hour, and with the sign-out', async () => {
    const { admin, ann } = await company();
    await server.as(admin).call(startViewing, { body: { userId: ann.id } });
    const past = { viewingEndsAt: new Date(Date.now() - 1).toISOString() };
    await server.db.updateTable('auth.session').set(past).where('userId', '=', admin.authUserId).execute();
    expect(await see(admin)).toBe(admin.id);
    await server.as(admin).call(startViewing, { body: { userId: ann.id } });
    await server.as(admin).call(signOut, {});
    expect(await server.as(admin).refused(getSession, {})).toMatchObject({ status: 401 });
  });

  test('ends when the member goes or rises, or when whoever looks loses the right', async () => {
    const { workspace, admin, ann, wes } = await company();
    const owner = server.as(workspace.owner);
    await server.as(admin).call(startViewing, { body: { userId: ann.id } });
    await owner.call(updateUser, { params: { id: ann.id }, body: { version: 1, role: 'owner' } });
    expect(await see(admin)).toBe(admin.id);
    await server.as(admin).call(startViewing, { body: { userId: wes.id } });
    await owner.call(updateUser, { params: { id: wes.id }, body: { version: 1, isActive: false } });
    expect(await see(admin)).toBe(admin.id);
    await owner.call(updateUser, { params: { id: wes.id }, body: { version: 2, isActive: true } });
    expect(await see(admin)).toBe(wes.id);
    await owner.call(updateUser, { params: { id: admin.id }, body: { version: 1, role: 'salesManager' } });
    expect(await see(admin)).toBe(admin.id);
  });
});
