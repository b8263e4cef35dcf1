import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { Job } from './jobs.ts';

/** A job that a clock starts, and did not for longer than it should. */
export interface LateSchedule {
  name: string;
  /** When it last ran; since when it is known, where it never did. */
  since: string;
}

/** Milliseconds after which a schedule is late: three of its rounds, a round being read from its minutes and hours. */
export function patienceOf(cron: string): number {
  const [minute = '', hour = ''] = cron.split(' ');
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  const round = every === undefined ? (hour === '*' ? 60 : 24 * 60) : Number(every);
  return Math.max(3 * round, 30) * 60_000;
}

/**
 * Schedules that have stopped: no worker has started them, or what they started still waits to run. What depends on them (late
 * approvals going to the superior) would otherwise end without anybody noticing. None before a worker has ever run.
 */
export async function findLateSchedules(db: Db, jobs: readonly Job[], now: Date = new Date()): Promise<LateSchedule[]> {
  const { rows: tables } = await sql<{ isThere: boolean }>`
    select to_regclass('graphile_worker._private_known_crontabs') is not null as "isThere"`.execute(db);
  if (!tables[0]?.isThere) return [];
  const { rows } = await sql<{ name: string; since: string; waitingSince: string | null }>`
    select c.identifier as name, coalesce(c.last_execution, c.known_since) as since,
      (select min(j.run_at) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = c.identifier and j.run_at <= now()) as "waitingSince"
    from graphile_worker._private_known_crontabs c`.execute(db);
  return jobs.flatMap(({ name, cron }) => {
    const found = rows.find((row) => row.name === name);
    if (cron === undefined || !found) return [];
    const since = [found.since, found.waitingSince ?? found.since].toSorted()[0] ?? found.since;
    return now.getTime() - Date.parse(since) > patienceOf(cron) ? [{ name, since }] : [];
  });
}
