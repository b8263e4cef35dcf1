import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { createUserWithPassword, updateUser } from '../members/service.ts';
import { forgotPassword, getSession, resetPassword, signIn } from '../contract.ts';
import { sendReset } from './service.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: 'smtp://127.0.0.1:1' });
const plain = await testServer();

async function person() {
  const workspace = await buildWorkspace(server.db, { language: 'zh-Hans' });
  const email = `r${randomUUID()}@acme.test`;
  const made = await createUserWithPassword(server.db, workspace.scope, {
    name: 'Ria',
    email,
    password: 'correct horse',
    role: 'seller',
  });
  return { workspace, email, userId: made.user.id };
}

/** Jobs of the queue whose payload holds the address. */
async function jobsOf(email: string) {
  const { rows } = await server.db.executeQuery<{ payload: { subject?: string; button?: { url: string } } }>({
    sql: `select payload from graphile_worker._private_jobs where payload::text like '%' || $1 || '%' order by id`,
    parameters: [email],
    query: { kind: 'RawNode' } as never,
    queryId: { queryId: randomUUID() },
  });
  return rows.map((row) => row.payload);
}

async function resetToken(email: string): Promise<string> {
  await sendReset(server.db, server.env, email);
  const mail = (await jobsOf(email)).at(-1);
  return new URL(mail?.button?.url ?? '').searchParams.get('token') ?? '';
}

test('forgotPassword answers alike and leaves a job for a known and an unknown address', async () => {
  const { email } = await person();
  const unknown = `u${randomUUID()}@acme.test`;
  const replies = [email, unknown].map((one) => server.anonymous.call(forgotPassword, { body: { email: one } }));
  expect(await Promise.all(replies)).toEqual([{ ok: true }, { ok: true }]);
  expect(await jobsOf(email)).toEqual([{ email }]);
  expect(await jobsOf(unknown)).toEqual([{ email: unknown }]);
  await sendReset(server.db, server.env, unknown);
  expect(await jobsOf(unknown)).toHaveLength(1);
});

test('the mail is in the language of the person; its link works once and ends every session', async () => {
  const { email } = await person();
  const before = await server.anonymous.post('/api/v1/session', { email, password: 'correct horse' });
  const cookie = String(before.headers['set-cookie']).split(';')[0] ?? '';
  const token = await resetToken(email);
  expect((await jobsOf(email)).at(-1)?.subject).toBe('重设成单的登录密码');
  expect(await server.anonymous.refused(resetPassword, { body: { token, password: 'short' } })).toMatchObject({ status: 400 });
  await server.anonymous.call(resetPassword, { body: { token, password: 'battery staple' } });
  expect(await server.anonymous.with({ cookie }).refused(getSession, {})).toMatchObject({ status: 401 });
  expect(await server.anonymous.refused(signIn, { body: { email, password: 'correct horse' } })).toMatchObject({ status: 401 });
  expect(await server.anonymous.call(signIn, { body: { email, password: 'battery staple' } })).toMatchObject({ user: { email } });
  expect(await server.anonymous.refused(resetPassword, { body: { token, password: 'battery again' } })).toMatchObject({
    code: 'identity.link_expired',
  });
});

test('a link past its hour is refused, and only the hash of its token is kept', async () => {
  const { email } = await person();
  const token = await resetToken(email);
  const rows = await server.db.selectFrom('auth.verification').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
  await server.db
    .updateTable('auth.verification')
    .set({ expiresAt: new Date(Date.now() - 1000).toISOString() })
    .execute();
  expect(await server.anonymous.refused(resetPassword, { body: { token, password: 'battery staple' } })).toMatchObject({
    code: 'identity.link_expired',
  });
});

test('somebody who is active nowhere gets no link', async () => {
  const { workspace, email, userId } = await person();
  await updateUser(server.db, workspace.scope, userId, { version: 1, isActive: false });
  await sendReset(server.db, server.env, email);
  expect(await jobsOf(email)).toEqual([]);
});

test('says what is missing when links cannot be sent, whoever asks', async () => {
  for (const email of ['known@acme.test', 'unknown@acme.test']) {
    expect(await plain.anonymous.refused(forgotPassword, { body: { email } })).toMatchObject({
      status: 503,
      code: 'mail_missing',
    });
  }
});
