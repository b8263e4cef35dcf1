import { expect, test } from 'vitest';
import { testServer } from '../../../test/http.ts';
import { forgotPassword, signOut } from './contract.ts';
import { routes } from './routes.ts';

test('whatever a stranger may send is strictly limited, but for signing out', () => {
  const open = routes
    .filter(({ endpoint }) => endpoint.access === 'public')
    .map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
  expect(open).toEqual(['GET /setup', `${signOut.method} ${signOut.path}`]);
});

test('a stranger who tries again and again is told to wait', async () => {
  const server = await testServer();
  const statuses = [];
  for (let time = 0; time < 22; time += 1) {
    statuses.push((await server.anonymous.refused(forgotPassword, { body: { email: 'ann@acme.test' } })).code);
  }
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'mail_missing'));
  expect(statuses.slice(20)).toEqual(['rate_limited', 'rate_limited']);
});
