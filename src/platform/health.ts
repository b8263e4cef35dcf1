import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Database } from './db.ts';
import type { Job } from './jobs.ts';
import { findLateSchedules } from './schedules.ts';
import { version } from './version.ts';

export interface Health {
  db: Database;
  database: { kind: 'embedded' | 'external'; version: string };
  /** False from the moment the process is asked to stop, so that a balancer sends nothing more. */
  isServing: () => boolean;
  /** Jobs of which those that a clock starts are watched. */
  jobs: readonly Job[];
}

/**
 * `GET /api/health` says that the process is alive and what it is, and which schedules have stopped; `GET /api/ready` that it can do its work now, which takes
 * an answer of the database.
 */
export function registerHealth(app: FastifyInstance, health: Health): void {
  app.get('/api/health', async (_request, reply) => {
    const { kind, version: databaseVersion } = health.database;
    const lateSchedules = await lateNames(health);
    const database = { kind, version: databaseVersion };
    return reply.header('cache-control', 'no-store').send({ status: 'ok', version, database, lateSchedules });
  });
  app.get('/api/ready', async (request, reply) => {
    const isReady = health.isServing() && (await answers(health.db));
    if (!isReady) request.log.warn('not ready');
    return reply
      .header('cache-control', 'no-store')
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'unavailable' });
  });
}

/** Names of schedules that have stopped; null where the database does not say, for the process is alive all the same. */
async function lateNames({ db, jobs }: Health): Promise<string[] | null> {
  const timeout = new Promise<null>((done) => setTimeout(done, 2000, null).unref());
  const asked = findLateSchedules(db, jobs).then(
    (late) => late.map(({ name }) => name),
    () => null,
  );
  return Promise.race([asked, timeout]);
}

async function answers(db: Database): Promise<boolean> {
  const timeout = new Promise<false>((done) => setTimeout(done, 3000, false).unref());
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, timeout]);
}

/** By how many seconds the database's clock is ahead of this machine's; below zero where it is behind. */
export async function clockGap(db: Database): Promise<number> {
  const before = Date.now();
  const { rows } = await sql<{ at: string }>`select now() as at`.execute(db);
  return Math.round((Date.parse(rows[0]?.at ?? '') - (before + Date.now()) / 2) / 1000);
}

/** Jobs that were tried as often as they may, by task. */
export async function failedJobs(db: Database): Promise<{ task: string; jobs: number }[]> {
  const { rows } = await sql<{ task: string; jobs: number }>`select task_identifier as task, count(*)::int as jobs
    from graphile_worker.jobs where attempts >= max_attempts group by 1 order by 1`.execute(db);
  return rows;
}
