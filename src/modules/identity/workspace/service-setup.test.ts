import { expect, test } from 'vitest';
import { testServer } from '../../../../test/http.ts';
import { getSession, getSetup, setUp } from '../contract.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test' });
const body = {
  workspaceName: 'Acme',
  currency: 'USD',
  timeZone: 'Asia/Shanghai',
  language: 'zh-Hans',
  name: 'Ann',
  password: 'correct horse',
} as const;

test('the first run: bad input leaves nothing, two at once make one workspace, a third is refused', async () => {
  expect(await server.anonymous.call(getSetup, {})).toEqual({ isNeeded: true, canSendLinks: false, singleSignOn: null });
  const bad = await server.anonymous.refused(setUp, { body: { ...body, email: 'ann@acme.test', currency: 'ZZZ' } });
  expect(bad).toMatchObject({ status: 400, errors: [{ pointer: '/body/currency', code: 'not_a_currency' }] });
  expect(await server.db.selectFrom('workspaces').select('id').execute()).toEqual([]);

  const url = '/api/v1/setup';
  const [a, b] = await Promise.all([
    server.anonymous.post(url, { ...body, email: 'ann@acme.test' }),
    server.anonymous.post(url, { ...body, email: 'bob@acme.test' }),
  ]);
  expect([a.status, b.status].toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect([a, b].find((reply) => reply.status === 409)?.json.code).toBe('identity.already_set_up');
  expect(await server.db.selectFrom('workspaces').select(['slug', 'currency']).execute()).toEqual([
    { slug: 'acme', currency: 'USD' },
  ]);
  expect(await server.db.selectFrom('auth.user').select('id').execute()).toHaveLength(1);

  const first = a.status === 201 ? a : b;
  const setCookie = String(first.headers['set-cookie']);
  expect(setCookie).toMatch(/^__Secure-chengdan\.session_token=.*; HttpOnly; Secure; SameSite=Lax/);
  const signedIn = server.anonymous.with({ cookie: setCookie.split(';')[0] ?? '' });
  expect(await signedIn.call(getSession, {})).toMatchObject({
    user: { role: 'owner' },
    workspace: { name: 'Acme', language: 'zh-Hans' },
  });

  expect(await server.anonymous.call(getSetup, {})).toMatchObject({ isNeeded: false });
  expect(await server.anonymous.refused(setUp, { body: { ...body, email: 'eve@acme.test' } })).toMatchObject({ status: 409 });
});
