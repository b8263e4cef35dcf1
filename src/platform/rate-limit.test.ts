import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { buildApiKey, buildWorkspace } from '../../test/build.ts';
import { testServer } from '../../test/http.ts';
import { housekeepingJobs } from './housekeeping.ts';
import { createLogger } from './logger.ts';
import { runJob } from './jobs.ts';

const server = await testServer({ API_KEY_LIMIT: '3' });
const workspace = await buildWorkspace(server.db);
const [first, second] = [await buildApiKey(server.db, workspace.owner), await buildApiKey(server.db, workspace.owner)];

it('counts the requests of each API key by itself, says what is left and when to come again', async () => {
  const replies = [];
  for (let time = 0; time < 4; time++) replies.push(await server.withKey(first).get('/api/v1/session'));
  expect(replies.map(({ status, headers }) => [status, headers['ratelimit-remaining']])).toEqual([
    [200, '2'],
    [200, '1'],
    [200, '0'],
    [429, '0'],
  ]);
  expect(replies[3]?.json).toMatchObject({ code: 'rate_limited' });
  expect(Number(replies[3]?.headers['retry-after'])).toBeGreaterThan(50);
  expect((await server.withKey(second).get('/api/v1/session')).status).toBe(200);
  const person = await server.as(workspace.owner).get('/api/v1/session');
  expect([person.status, person.headers['ratelimit-limit']]).toEqual([200, undefined]);
});

it('begins anew when the time is over, and forgets what is', async () => {
  await sql`update rate_limits set ends_at = now() - interval '1 second'`.execute(server.db);
  expect((await server.withKey(first).get('/api/v1/session')).headers['ratelimit-remaining']).toBe('2');
  const { db, env } = server;
  for (const job of housekeepingJobs)
    await runJob(job, {}, { db, env, logger: createLogger('silent'), signal: new AbortController().signal });
  expect((await sql`select 1 from rate_limits`.execute(db)).rows).toHaveLength(1);
});
