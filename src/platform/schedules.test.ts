import { expect, test } from 'vitest';
import { findLateSchedules, patienceOf } from './schedules.ts';
import { testServer } from '../../test/http.ts';
import { job } from './jobs.ts';
import { sql } from 'kysely';

const server = await testServer();

test.each([
  ['*/10 * * * *', 30],
  ['41 * * * *', 180],
  ['41 2 * * *', 4320],
])('the patience of %s is %i minutes', (cron, minutes) => {
  expect(patienceOf(cron)).toBe(minutes * 60_000);
});

test('a schedule that has stopped is named, one that runs or was never begun is not', async () => {
  const jobs = ['a.stopped', 'a.running', 'a.unknown', 'a.new'].map((name) => job(name, async () => {}, '*/10 * * * *'));
  await sql`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values
    ('a.stopped', now() - interval '2 days', now() - interval '40 minutes'), ('a.running', now() - interval '2 days', now() - interval '9 minutes'),
    ('a.new', now() - interval '1 minute', null)`.execute(server.db);
  expect((await findLateSchedules(server.db, jobs)).map(({ name }) => name)).toEqual(['a.stopped']);
});

test('health names what has stopped', async () => {
  await sql`insert into graphile_worker._private_known_crontabs (identifier, known_since) values ('approvals.escalate', now() - interval '1 day')
    on conflict (identifier) do update set known_since = excluded.known_since, last_execution = null`.execute(server.db);
  expect((await server.anonymous.get('/api/health')).json).toMatchObject({ status: 'ok', lateSchedules: ['approvals.escalate'] });
});
