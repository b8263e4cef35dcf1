import { expect, test } from 'vitest';
import { registerPages } from '../src/modules.ts';
import { signIn } from '../src/modules/identity/contract.ts';
import { authenticate } from '../src/modules/identity/access/service.ts';
import { whyRefused } from '../src/modules/identity/keys/service.ts';
import { createApiKey } from '../src/modules/identity/keys/contract.ts';
import { createUserWithPassword } from '../src/modules/identity/members/service.ts';
import { Done, endpoint } from '../src/platform/endpoint.ts';
import { buildApp } from '../src/platform/http.ts';
import { createLogger } from '../src/platform/logger.ts';
import { on } from '../src/platform/route.ts';
import { buildWorkspace, composition } from './build.ts';
import { Caller, testServer } from './http.ts';

const server = await testServer();
const lines: string[] = [];
const fails = endpoint({ method: 'POST', path: '/fails', tag: 'test', summary: 'Fails', body: signIn.body, reply: Done });
const app = await buildApp({
  db: server.db,
  env: server.env,
  logger: createLogger('trace', { write: (line) => lines.push(line) }),
  routes: [
    ...composition.routes,
    on(fails, () => Promise.reject(Object.assign(new Error('failed'), { detail: 'Key (email)=(ann@acme.test)' }))),
  ],
  authenticate,
  whyRefused,
});
registerPages(app, server.db, server.env);

test('no password, token, cookie or key reaches the log, whatever goes wrong', async () => {
  const { scope } = await buildWorkspace(server.db);
  const [password, wrong, email] = ['Very-Secret-1', 'Very-Secret-2', 'ann@acme.test'];
  await createUserWithPassword(server.db, scope, { name: 'Ann', email, password, role: 'owner' });
  const anybody = new Caller(app, { 'user-agent': 'test' });
  const reply = await anybody.post('/api/v1/session', { email, password });
  expect(reply.status).toBe(201);
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
  const ann = new Caller(app, { cookie });
  const { key } = await ann.call(createApiKey, { body: { name: 'k' } });
  const byKey = new Caller(app, { authorization: `Bearer ${key}` });
  expect((await byKey.post('/api/v1/fails', { email, password })).status).toBe(500);
  const token = 'token-of-a-link-0123456789';
  const attempts = [
    await anybody.post('/api/v1/session', { email, password: wrong }),
    await anybody.post('/api/v1/session', `{"email":"${email}","password":"${wrong}`),
    await anybody.post('/api/v1/password/reset', { token, password: wrong }),
    await anybody.post('/api/v1/invitations/accept', { token, name: 'x', email, password: wrong }),
    await ann.post('/api/v1/me/password', { currentPassword: wrong, newPassword: password }),
    await byKey.get(`/api/v1/search?q=${encodeURIComponent(wrong)}&x=${token}`),
    await anybody.get(`/p/${token}`),
    await new Caller(app, { authorization: `Bearer ${key}x` }).get('/api/v1/session'),
    await new Caller(app, { cookie: cookie.replace('=', '=x') }).get('/api/v1/session'),
  ];
  expect(attempts.filter(({ status }) => status < 400)).toEqual([]);
  const log = lines.join('');
  for (const secret of [password, wrong, token, key, cookie.split('=')[1] ?? '', email]) expect(log).not.toContain(secret);
  const failure = lines.find((line) => line.includes('request failed')) ?? '{}';
  expect(JSON.parse(failure)).toMatchObject({ level: 'error', requestId: expect.any(String), err: { message: 'failed' } });
  expect(lines.filter((line) => line.includes('"answered"')).length).toBeGreaterThan(8);
});

test('an export leaves no warning in the log', async () => {
  const { owner } = await buildWorkspace(server.db);
  const before = lines.length;
  const reply = await new Caller(app, { cookie: owner.cookie }).get('/api/v1/accounts/export');
  expect(reply.status).toBe(200);
  expect(lines.slice(before).filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
});
