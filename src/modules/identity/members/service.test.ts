import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildApiKey, buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { inTx } from '../../../platform/tx.ts';
import { getSession } from '../contract.ts';
import { createUser, getUser, listUsers, updateUser } from './contract.ts';
import { createUsers, createUserWithPassword } from './service.ts';

const server = await testServer();

describe('listUsers', () => {
  test('pages by name without gaps, filters, and finds by part of name or address', async () => {
    const workspace = await buildWorkspace(server.db);
    const team = await buildTeam(server.db, workspace);
    for (const name of ['Émile', 'eva', 'Bo', '王芳', '李明', '100%'])
      await buildUser(server.db, workspace, { name, team, role: name === 'Bo' ? 'analyst' : 'seller' });
    const caller = server.as(workspace.owner);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { data: { name: string }[]; nextCursor: string | null } = await caller.call(listUsers, {
        query: { limit: 3, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.data.map((user) => user.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    // Chinese by pinyin: Li before Wang.
    expect(seen.indexOf('李明')).toBeLessThan(seen.indexOf('王芳'));
    const names = async (query: Record<string, string>) =>
      (await caller.call(listUsers, { query })).data.map((user) => user.name);
    expect(await names({ q: 'EV' })).toEqual(['eva']);
    expect(await names({ q: '%' })).toEqual(['100%']);
    expect(await names({ role: 'analyst' })).toEqual(['Bo']);
    expect(await names({ teamId: workspace.rootTeamId })).toEqual([workspace.owner.name]);
    expect(await caller.refused(listUsers, { query: { cursor: 'nonsense' } })).toMatchObject({
      status: 400,
      errors: [{ code: 'invalid_cursor' }],
    });
  });
});

describe('createUser', () => {
  test('adds somebody without a sign-in to the top team; an address is used once, whatever its case', async () => {
    const { owner, rootTeamId } = await buildWorkspace(server.db);
    const caller = server.as(owner);
    const user = await caller.call(createUser, { body: { name: ' Sue ', email: 'Sue@Acme.test', role: 'seller' } });
    expect(user).toMatchObject({
      name: 'Sue',
      email: 'sue@acme.test',
      canSignIn: false,
      isActive: true,
      team: { id: rootTeamId },
      version: 1,
    });
    expect(await caller.refused(createUser, { body: { name: 'Sue 2', email: 'sue@ACME.test', role: 'seller' } })).toMatchObject({
      status: 409,
      code: 'identity.email_taken',
      errors: [{ pointer: '/body/email' }],
    });
    for (let time = 0; time < 2; time += 1) await caller.call(createUser, { body: { name: 'No mail', role: 'seller' } });
  });

  test('the same address is free in another workspace', async () => {
    const [a, b] = [await buildWorkspace(server.db), await buildWorkspace(server.db)];
    for (const { owner } of [a, b])
      await server.as(owner).call(createUser, { body: { name: 'Sue', email: 'same@acme.test', role: 'seller' } });
  });

  test.each(['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const)('refuses a %s', async (role) => {
    const workspace = await buildWorkspace(server.db);
    const user = await buildUser(server.db, workspace, { role });
    expect(await server.as(user).refused(createUser, { body: { name: 'X', role: 'seller' } })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect(
      await server.as(user).refused(updateUser, { params: { id: user.id }, body: { version: 1, role: 'owner' } }),
    ).toMatchObject({ status: 403 });
  });

  test('an admin makes no owner, and a team of another workspace does not exist', async () => {
    const workspace = await buildWorkspace(server.db);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const foreignTeam = await buildTeam(server.db, await buildWorkspace(server.db));
    expect(await server.as(admin).refused(createUser, { body: { name: 'X', role: 'owner' } })).toMatchObject({
      status: 403,
      code: 'identity.role_above_own',
    });
    expect(await server.as(admin).call(createUser, { body: { name: 'X', role: 'admin' } })).toMatchObject({ role: 'admin' });
    expect(
      await server.as(admin).refused(createUser, { body: { name: 'X', role: 'seller', teamId: foreignTeam } }),
    ).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/teamId', code: 'not_found_reference' }],
    });
  });
});

describe('updateUser', () => {
  test('changes role and team once per version', async () => {
    const workspace = await buildWorkspace(server.db);
    const user = await buildUser(server.db, workspace);
    const team = await buildTeam(server.db, workspace, { name: 'East' });
    const caller = server.as(workspace.owner);
    const params = { id: user.id };
    expect(await caller.call(updateUser, { params, body: { version: 1, role: 'salesManager', teamId: team } })).toMatchObject({
      role: 'salesManager',
      team: { name: 'East' },
      version: 2,
    });
    expect(await caller.refused(updateUser, { params, body: { version: 1, name: 'X' } })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { version: 2 },
    });
    expect(await server.as(user).call(getSession, {})).toMatchObject({ user: { role: 'salesManager' } });
  });

  test('deactivation ends sessions and keys at once; activation brings back neither', async () => {
    const workspace = await buildWorkspace(server.db);
    const user = await buildUser(server.db, workspace);
    const key = server.withKey(await buildApiKey(server.db, user));
    const caller = server.as(workspace.owner);
    const params = { id: user.id };
    await key.call(getSession, {});
    await caller.call(updateUser, { params, body: { version: 1, isActive: false } });
    expect(await server.as(user).refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await key.refused(getSession, {})).toMatchObject({ status: 401 });
    await caller.call(updateUser, { params, body: { version: 2, isActive: true } });
    expect(await server.as(user).refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await key.refused(getSession, {})).toMatchObject({ status: 401 });
  });

  test('the last owner stays one, also when two owners demote each other at once', async () => {
    const workspace = await buildWorkspace(server.db);
    const { owner } = workspace;
    const caller = server.as(owner);
    for (const body of [
      { version: 1, role: 'admin' as const },
      { version: 1, isActive: false },
    ]) {
      expect(await caller.refused(updateUser, { params: { id: owner.id }, body })).toMatchObject({ code: 'identity.last_owner' });
    }
    const second = await buildUser(server.db, workspace, { role: 'owner' });
    const demote = (by: typeof owner, whom: typeof owner) =>
      server.as(by).patch(`/api/v1/users/${whom.id}`, { version: 1, role: 'admin' });
    const replies = await Promise.all([demote(owner, second), demote(second, owner)]);
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    const { data } = await server.as(owner).call(listUsers, { query: { role: 'owner' } });
    expect(data).toHaveLength(1);
  });

  test('an admin touches no owner and makes none', async () => {
    const workspace = await buildWorkspace(server.db);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const caller = server.as(admin);
    await buildUser(server.db, workspace, { role: 'owner' });
    for (const body of [
      { version: 1, name: 'X' },
      { version: 1, isActive: false },
      { version: 1, role: 'seller' as const },
    ]) {
      expect(await caller.refused(updateUser, { params: { id: workspace.owner.id }, body })).toMatchObject({
        status: 403,
        code: 'identity.higher_person',
        detail: expect.stringMatching(/^This person may do more than you/),
      });
    }
    expect(await caller.refused(updateUser, { params: { id: admin.id }, body: { version: 1, role: 'owner' } })).toMatchObject({
      status: 403,
    });
  });

  test('hides users of another workspace', async () => {
    const [a, b] = [await buildWorkspace(server.db), await buildWorkspace(server.db)];
    const params = { id: b.owner.id };
    expect(await server.as(a.owner).refused(getUser, { params })).toMatchObject({ status: 404 });
    expect(await server.as(a.owner).refused(updateUser, { params, body: { version: 1, name: 'X' } })).toMatchObject({
      status: 404,
    });
    expect(await server.as(a.owner).refused(getUser, { params: { id: randomUUID() } })).toMatchObject({ status: 404 });
  });

  test('keeps the address somebody signs in with', async () => {
    const workspace = await buildWorkspace(server.db);
    const user = await buildUser(server.db, workspace);
    const refusal = await server
      .as(workspace.owner)
      .refused(updateUser, { params: { id: user.id }, body: { version: 1, email: 'new@acme.test' } });
    expect(refusal).toMatchObject({ code: 'identity.email_is_sign_in' });
  });
});

describe('createUsers', () => {
  test('creates a batch in order, or nothing of it', async () => {
    const { scope } = await buildWorkspace(server.db);
    const inputs = ['C', 'A', 'B'].map((name) => ({ name, email: `${name}@batch.test`.toLowerCase(), role: 'seller' as const }));
    const ids = await inTx(server.db, (tx) => createUsers(tx, scope, inputs));
    const rows = await server.db
      .selectFrom('users')
      .select(['id', 'name'])
      .where('workspaceId', '=', scope.workspaceId)
      .execute();
    expect(ids.map((id) => rows.find((row) => row.id === id)?.name)).toEqual(['C', 'A', 'B']);
    const again = inTx(server.db, (tx) =>
      createUsers(tx, scope, [
        { name: 'D', role: 'seller' },
        { name: 'A', email: 'a@batch.test', role: 'seller' },
      ]),
    );
    await expect(again).rejects.toMatchObject({ code: 'identity.email_taken' });
    expect(
      await server.db
        .selectFrom('users')
        .select('id')
        .where('workspaceId', '=', scope.workspaceId)
        .where('name', '=', 'D')
        .execute(),
    ).toEqual([]);
  });
});

describe('createUserWithPassword', () => {
  test('gives somebody from an import a sign-in, and an address that has one keeps its password', async () => {
    const [a, b] = [await buildWorkspace(server.db), await buildWorkspace(server.db)];
    const imported = await server
      .as(a.owner)
      .call(createUser, { body: { name: 'Imported', email: 'imp@acme.test', role: 'seller' } });
    const input = { name: 'Imp', email: 'imp@acme.test', password: 'correct horse', role: 'salesManager' as const };
    const made = await createUserWithPassword(server.db, a.scope, input);
    expect(made).toMatchObject({ keepsPassword: false, user: { id: imported.id, canSignIn: true, role: 'salesManager' } });
    expect(await createUserWithPassword(server.db, b.scope, { ...input, password: 'another one' })).toMatchObject({
      keepsPassword: true,
    });
    const url = '/api/v1/session';
    expect((await server.anonymous.post(url, { email: input.email, password: 'another one' })).status).toBe(401);
    expect((await server.anonymous.post(url, { email: input.email, password: 'correct horse' })).json.workspaces).toHaveLength(2);
    await expect(createUserWithPassword(server.db, a.scope, input)).rejects.toMatchObject({ code: 'identity.has_sign_in' });
  });
});
