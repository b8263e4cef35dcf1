import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildApiKey, buildUser, buildWorkspace, openSession } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { getSession, signIn, signOut, switchWorkspace } from '../contract.ts';
import { changeEmail, changePassword, endOtherSessions, endSession, listSessions } from './contract.ts';
import { createUserWithPassword, updateUser } from '../members/service.ts';

const server = await testServer();
const password = 'correct horse';

async function person() {
  const workspace = await buildWorkspace(server.db);
  const email = `p${randomUUID()}@acme.test`;
  const { user } = await createUserWithPassword(server.db, workspace.scope, { name: 'Pat', email, password, role: 'seller' });
  return { workspace, email, user };
}

async function enter(email: string) {
  const reply = await server.anonymous
    .with({ 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' })
    .post('/api/v1/session', { email, password });
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
  return { reply, cookie, caller: server.anonymous.with({ cookie }) };
}

describe('signIn', () => {
  test('opens a session by a cookie that scripts cannot read', async () => {
    const { email, user, workspace } = await person();
    const { reply, caller } = await enter(email.toUpperCase());
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({ user: { id: user.id, role: 'seller' }, workspace: { id: workspace.id }, actor: 'user' });
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^chengdan\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(await caller.call(getSession, {})).toMatchObject({ user: { id: user.id } });
  });

  test('forgets the session with the browser when not asked to remember it', async () => {
    const { email } = await person();
    const reply = await server.anonymous.post('/api/v1/session', { email, password, isRemembered: false });
    expect(reply.status).toBe(201);
    expect(JSON.stringify(reply.headers['set-cookie'])).not.toMatch(/session_token=[^;]+; Max-Age/);
  });

  test('refuses a wrong password and an unknown address alike', async () => {
    const { email } = await person();
    const wrong = await server.anonymous.refused(signIn, { body: { email, password: 'wrong' } });
    const unknown = await server.anonymous.refused(signIn, { body: { email: 'nobody@acme.test', password: 'wrong' } });
    expect(wrong).toMatchObject({ status: 401, code: 'identity.wrong_credentials' });
    expect({ ...unknown, instance: '' }).toEqual({ ...wrong, instance: '' });
  });

  test('refuses somebody who is active nowhere, and opens no session', async () => {
    const { workspace, email, user } = await person();
    await updateUser(server.db, workspace.scope, user.id, { version: 1, isActive: false });
    expect(await server.anonymous.refused(signIn, { body: { email, password } })).toMatchObject({
      status: 403,
      code: 'identity.no_workspace',
    });
    const open = await server.db
      .selectFrom('auth.session as s')
      .innerJoin('auth.user as a', 'a.id', 's.userId')
      .select('s.id')
      .where('a.email', '=', email)
      .execute();
    expect(open).toEqual([]);
  });

  test('refuses a page of another site', async () => {
    const { email } = await person();
    const foreign = server.anonymous.with({ origin: 'https://evil.test', host: 'crm.test' });
    expect(await foreign.refused(signIn, { body: { email, password } })).toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('a session', () => {
  test('ends with signing out', async () => {
    const { email } = await person();
    const { caller } = await enter(email);
    await caller.call(signOut, {});
    expect(await caller.refused(getSession, {})).toMatchObject({ status: 401 });
  });

  test('is refused when it has expired, or its cookie was changed', async () => {
    const { workspace, user } = await person();
    const { authUserId } = await server.db
      .selectFrom('users')
      .select('authUserId')
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow();
    const cookie = await openSession(server.db, authUserId ?? '', workspace.id);
    expect(await server.anonymous.with({ cookie }).call(getSession, {})).toMatchObject({ user: { id: user.id } });
    expect(await server.anonymous.with({ cookie: cookie.replace('=', '=x') }).refused(getSession, {})).toMatchObject({
      status: 401,
    });
    await server.db
      .updateTable('auth.session')
      .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
      .where('userId', '=', authUserId)
      .execute();
    expect(await server.anonymous.with({ cookie }).refused(getSession, {})).toMatchObject({ status: 401 });
  });

  test('of a removed user is refused everywhere at once', async () => {
    const { workspace, user, email } = await person();
    const { caller } = await enter(email);
    await updateUser(server.db, workspace.scope, user.id, { version: 1, isActive: false });
    for (const path of ['/session', '/users', '/teams', '/sessions', '/workspace'])
      expect((await caller.get(`/api/v1${path}`)).status).toBe(401);
  });

  test('does not open other workspaces by a key beside it', async () => {
    const a = await buildWorkspace(server.db);
    const caller = server.as(a.owner).with({ authorization: 'Bearer cd_wrong' });
    expect(await caller.refused(getSession, {})).toMatchObject({ status: 401 });
  });
});

describe('listSessions', () => {
  test('shows where I am signed in; others end one by one or all at once', async () => {
    const { email } = await person();
    const [here, there, far] = [await enter(email), await enter(email), await enter(email)];
    const { data } = await here.caller.call(listSessions, {});
    expect(data).toHaveLength(3);
    expect(data.filter((one) => one.isCurrent)).toMatchObject([{ browser: 'Firefox', system: 'Linux', ipAddress: '127.0.0.1' }]);
    const thereId = (await there.caller.call(listSessions, {})).data.find((one) => one.isCurrent)?.id ?? '';
    await here.caller.call(endSession, { params: { id: thereId } });
    expect(await there.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await far.caller.call(getSession, {})).toMatchObject({ actor: 'user' });
    await here.caller.call(endOtherSessions, {});
    expect(await far.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect((await here.caller.call(listSessions, {})).data).toHaveLength(1);
  });

  test("hides and keeps other people's sessions, and is closed to API keys", async () => {
    const { workspace, email } = await person();
    const mine = await enter(email);
    const id = (await mine.caller.call(listSessions, {})).data[0]?.id ?? '';
    expect(await server.as(workspace.owner).refused(endSession, { params: { id } })).toMatchObject({ status: 404 });
    expect(await mine.caller.call(getSession, {})).toMatchObject({ actor: 'user' });
    const key = await buildApiKey(server.db, workspace.owner);
    expect(await server.withKey(key).refused(listSessions, {})).toMatchObject({ status: 403, code: 'identity.needs_session' });
    expect(await server.withKey(key).refused(endOtherSessions, {})).toMatchObject({ status: 403 });
  });
});

describe('switchWorkspace', () => {
  test('moves the session to another workspace of the person, never to a stranger’s', async () => {
    const a = await buildWorkspace(server.db);
    const b = await buildWorkspace(server.db);
    const stranger = await buildWorkspace(server.db);
    await server.db
      .insertInto('users')
      .values({
        workspaceId: b.id,
        id: randomUUID(),
        authUserId: a.owner.authUserId,
        name: 'A',
        role: 'analyst',
        teamId: b.rootTeamId,
      })
      .execute();
    const caller = server.as(a.owner);
    expect((await caller.call(getSession, {})).workspaces.map((one) => one.id).toSorted()).toEqual([a.id, b.id].toSorted());
    expect(await caller.call(switchWorkspace, { body: { workspaceId: b.id } })).toMatchObject({
      workspace: { id: b.id },
      user: { role: 'analyst' },
    });
    expect(await caller.call(getSession, {})).toMatchObject({ workspace: { id: b.id } });
    expect(await caller.refused(switchWorkspace, { body: { workspaceId: stranger.id } })).toMatchObject({ status: 404 });
    const seller = await buildUser(server.db, stranger);
    expect(await server.as(seller).refused(switchWorkspace, { body: { workspaceId: a.id } })).toMatchObject({ status: 404 });
  });

  test('deactivation in one workspace leaves the sessions in another', async () => {
    const a = await buildWorkspace(server.db);
    const b = await buildWorkspace(server.db);
    const id = randomUUID();
    await server.db
      .insertInto('users')
      .values({ workspaceId: b.id, id, authUserId: a.owner.authUserId, name: 'A', role: 'seller', teamId: b.rootTeamId })
      .execute();
    const inB = server.anonymous.with({ cookie: await openSession(server.db, a.owner.authUserId, b.id) });
    await updateUser(server.db, b.scope, id, { version: 1, isActive: false });
    expect(await inB.refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await server.as(a.owner).call(getSession, {})).toMatchObject({ workspaces: [{ id: a.id }] });
  });
});

describe('changePassword', () => {
  test('needs the one in use, ends the other sessions and keeps this one', async () => {
    const { email } = await person();
    const [here, there] = [await enter(email), await enter(email)];
    const wrong = await here.caller.refused(changePassword, {
      body: { currentPassword: 'guess', newPassword: 'battery staple' },
    });
    expect(wrong).toMatchObject({ status: 422, code: 'identity.wrong_password' });
    expect(
      await here.caller.refused(changePassword, { body: { currentPassword: password, newPassword: 'short' } }),
    ).toMatchObject({ status: 400 });
    await here.caller.call(changePassword, { body: { currentPassword: password, newPassword: 'battery staple' } });
    expect(await here.caller.call(getSession, {})).toMatchObject({ actor: 'user' });
    expect(await there.caller.refused(getSession, {})).toMatchObject({ status: 401 });
    expect(await server.anonymous.refused(signIn, { body: { email, password } })).toMatchObject({ status: 401 });
    expect(await server.anonymous.call(signIn, { body: { email, password: 'battery staple' } })).toMatchObject({ actor: 'user' });
  });
});

describe('changeEmail', () => {
  test('needs the password, signs in by the new address in every workspace, and frees the old one', async () => {
    const { email, user, workspace } = await person();
    const { caller } = await enter(email);
    const next = `new-${email}`;
    const wrong = await caller.refused(changeEmail, { body: { email: next, password: 'guess' } });
    expect(wrong).toMatchObject({ status: 422, errors: [{ pointer: '/body/password', code: 'identity.wrong_password' }] });
    await caller.call(changeEmail, { body: { email: next.toUpperCase(), password } });
    expect(await caller.call(getSession, {})).toMatchObject({ user: { id: user.id, email: next } });
    expect(await server.anonymous.refused(signIn, { body: { email, password } })).toMatchObject({ status: 401 });
    expect(await server.anonymous.call(signIn, { body: { email: next, password } })).toMatchObject({ user: { id: user.id } });
    const other = await server.as(workspace.owner).post('/api/v1/users', { name: 'Other', email, role: 'seller' });
    expect(other.status).toBe(201);
  });

  test('refuses an address that is somebody else’s, here or as a sign-in, and API keys', async () => {
    const [one, two] = [await person(), await person()];
    const { caller } = await enter(one.email);
    const taken = { status: 409, errors: [{ pointer: '/body/email', code: 'identity.email_taken' }] };
    expect(await caller.refused(changeEmail, { body: { email: two.email, password } })).toMatchObject(taken);
    await server.as(one.workspace.owner).post('/api/v1/users', { name: 'X', email: `x-${one.email}`, role: 'seller' });
    expect(await caller.refused(changeEmail, { body: { email: `x-${one.email}`, password } })).toMatchObject(taken);
    expect(
      await server.anonymous.with({ 'x-forwarded-for': '10.1.1.1' }).call(signIn, { body: { email: one.email, password } }),
    ).toMatchObject({ actor: 'user' });
    const key = server.withKey(await buildApiKey(server.db, one.workspace.owner));
    expect(await key.refused(changeEmail, { body: { email: 'k@acme.test', password } })).toMatchObject({ status: 403 });
  });
});
