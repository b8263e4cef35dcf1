import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer, type Caller } from '../../../../test/http.ts';
import {
  acceptInvitation,
  createUser,
  getUser,
  inviteUser,
  listInvitations,
  openInvitation,
  revokeInvitation,
} from '../members/contract.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: 'smtp://127.0.0.1:1' });
const plain = await testServer();
const password = 'correct horse';
const address = () => `i${randomUUID()}@acme.test`;

async function invite(
  caller: Caller,
  body: { email?: string; userId?: string; role?: 'owner' | 'seller'; teamId?: string; sendsMail?: boolean },
) {
  const invitation = await caller.call(inviteUser, { body });
  return { invitation, token: new URL(invitation.path, 'https://crm.test').searchParams.get('token') ?? '' };
}

describe('inviteUser', () => {
  test('mails the link to the address; only its hash is kept', async () => {
    const workspace = await buildWorkspace(server.db, { name: 'Acme' });
    const team = await buildTeam(server.db, workspace, { name: 'East' });
    const email = address();
    const { invitation, token } = await invite(server.as(workspace.owner), { email, role: 'seller', teamId: team });
    expect(invitation).toMatchObject({
      email,
      isSent: true,
      role: 'seller',
      team: { name: 'East' },
      invitedBy: { name: workspace.owner.name },
    });
    const { rows } = await server.db.executeQuery<{ payload: { to: string; subject: string; button: { url: string } } }>({
      sql: `select payload from graphile_worker._private_jobs where payload->>'to' = $1`,
      parameters: [email],
      query: { kind: 'RawNode' } as never,
      queryId: { queryId: email },
    });
    expect(rows).toMatchObject([
      { payload: { subject: 'You are invited to Acme', button: { url: `https://crm.test/invitation?token=${token}` } } },
    ]);
    const stored = await server.db.selectFrom('invitations').selectAll().where('workspaceId', '=', workspace.id).execute();
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test('keeps nothing of the link for idempotency keys', async () => {
    const { owner, id } = await buildWorkspace(server.db);
    const caller = server.as(owner).with({ 'idempotency-key': randomUUID() });
    await invite(caller, { role: 'seller' });
    expect(await server.db.selectFrom('idempotencyKeys').select('key').where('workspaceId', '=', id).execute()).toEqual([]);
  });

  test('says what is missing when mail cannot be sent, and makes a link all the same when asked to', async () => {
    const { owner } = await buildWorkspace(plain.db);
    const email = address();
    expect(await plain.as(owner).refused(inviteUser, { body: { email, role: 'seller' } })).toMatchObject({
      status: 503,
      code: 'mail_missing',
    });
    expect((await plain.as(owner).call(listInvitations, {})).data).toEqual([]);
    expect((await invite(plain.as(owner), { email, role: 'seller', sendsMail: false })).invitation.isSent).toBe(false);
  });

  test.each(['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const)('refuses a %s', async (role) => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(await buildUser(server.db, workspace, { role }));
    expect(await caller.refused(inviteUser, { body: { role: 'seller' } })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await caller.refused(listInvitations, {})).toMatchObject({ status: 403 });
  });

  test('an admin invites no owner; members with a sign-in are not invited', async () => {
    const workspace = await buildWorkspace(server.db);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    expect(await server.as(admin).refused(inviteUser, { body: { role: 'owner' } })).toMatchObject({
      status: 403,
      code: 'identity.role_above_own',
    });
    expect(await server.as(admin).refused(inviteUser, { body: { userId: workspace.owner.id } })).toMatchObject({
      code: 'identity.has_sign_in',
    });
    expect(await server.as(admin).refused(inviteUser, { body: { email: workspace.owner.email, role: 'seller' } })).toMatchObject({
      code: 'identity.email_taken',
    });
    expect(await server.as(admin).refused(inviteUser, { body: {} })).toMatchObject({
      errors: [{ pointer: '/body/role', code: 'required' }],
    });
    const foreign = await buildWorkspace(server.db);
    expect(await server.as(admin).refused(inviteUser, { body: { userId: foreign.owner.id } })).toMatchObject({ status: 404 });
  });
});

describe('acceptInvitation', () => {
  test('two who accept one link at once: one is in', async () => {
    const workspace = await buildWorkspace(server.db);
    const { token } = await invite(server.as(workspace.owner), { role: 'seller' });
    const accept = () => server.anonymous.post('/api/v1/invitations/accept', { token, name: 'Nia', email: address(), password });
    const replies = await Promise.all([accept(), accept()]);
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect(replies.find((reply) => reply.status === 422)?.json.code).toBe('identity.link_expired');
    const users = await server.db
      .selectFrom('users')
      .select('name')
      .where('workspaceId', '=', workspace.id)
      .where('name', '=', 'Nia')
      .execute();
    expect(users).toHaveLength(1);
  });

  test('gives a user from an import their sign-in and keeps what is theirs', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const imported = await caller.call(createUser, { body: { name: 'Imported', role: 'support' } });
    const email = address();
    const { token } = await invite(caller, { userId: imported.id, email });
    expect(await server.anonymous.call(openInvitation, { body: { token } })).toMatchObject({
      name: 'Imported',
      email,
      role: 'support',
      hasSignIn: false,
    });
    const session = await server.anonymous.call(acceptInvitation, { body: { token, name: 'Ina', password } });
    expect(session).toMatchObject({ user: { id: imported.id, name: 'Ina', email, role: 'support' } });
    expect(await caller.call(getUser, { params: { id: imported.id } })).toMatchObject({ canSignIn: true });
    expect(await server.anonymous.refused(openInvitation, { body: { token } })).toMatchObject({ code: 'identity.link_expired' });
  });

  test('an address that signs in elsewhere proves it by its password', async () => {
    const [a, b] = [await buildWorkspace(server.db), await buildWorkspace(server.db)];
    const email = address();
    const first = await invite(server.as(a.owner), { email, role: 'seller' });
    await server.anonymous.call(acceptInvitation, { body: { token: first.token, name: 'Max', password } });
    const second = await invite(server.as(b.owner), { email, role: 'seller' });
    expect(await server.anonymous.call(openInvitation, { body: { token: second.token } })).toMatchObject({ hasSignIn: true });
    const body = { token: second.token, name: 'Max', password: 'somebody else' };
    expect(await server.anonymous.refused(acceptInvitation, { body })).toMatchObject({
      status: 401,
      code: 'identity.wrong_credentials',
    });
    const session = await server.anonymous.call(acceptInvitation, { body: { ...body, password } });
    expect(session).toMatchObject({ workspace: { id: b.id } });
    expect(session.workspaces).toHaveLength(2);
  });

  test('a link that was withdrawn, replaced, has expired or never was is refused', async () => {
    const workspace = await buildWorkspace(server.db);
    const caller = server.as(workspace.owner);
    const email = address();
    const withdrawn = await invite(caller, { role: 'seller' });
    await caller.call(revokeInvitation, { params: { id: withdrawn.invitation.id } });
    const replaced = await invite(caller, { email, role: 'seller' });
    await invite(caller, { email, role: 'seller' });
    const expired = await invite(caller, { role: 'seller' });
    await server.db
      .updateTable('invitations')
      .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', expired.invitation.id)
      .execute();
    for (const token of [withdrawn.token, replaced.token, expired.token, 'x'.repeat(43)]) {
      expect(
        await server.anonymous.refused(acceptInvitation, { body: { token, name: 'X', email: address(), password } }),
      ).toMatchObject({ code: 'identity.link_expired' });
    }
    expect((await caller.call(listInvitations, {})).data).toHaveLength(1);
    expect(
      await server
        .as((await buildWorkspace(server.db)).owner)
        .refused(revokeInvitation, { params: { id: replaced.invitation.id } }),
    ).toMatchObject({ status: 404 });
  });

  test('a link without an address makes nobody the user whose address they type', async () => {
    const { owner } = await buildWorkspace(server.db);
    const email = address();
    const manager = await server.as(owner).call(createUser, { body: { name: 'Boss', email, role: 'salesManager' } });
    const { token } = await invite(server.as(owner), { role: 'seller' });
    const body = { token, name: 'Mallory', email, password };
    expect(await server.anonymous.refused(acceptInvitation, { body })).toMatchObject({
      status: 409,
      code: 'identity.email_taken',
    });
    expect(await server.as(owner).call(getUser, { params: { id: manager.id } })).toMatchObject({
      name: 'Boss',
      canSignIn: false,
    });
  });

  test('a link without an address asks for one', async () => {
    const workspace = await buildWorkspace(server.db);
    const { token } = await invite(server.as(workspace.owner), { role: 'seller' });
    expect(await server.anonymous.refused(acceptInvitation, { body: { token, name: 'X', password } })).toMatchObject({
      errors: [{ pointer: '/body/email', code: 'required' }],
    });
  });
});
