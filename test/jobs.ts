import { Logger, runOnce, type TaskList } from 'graphile-worker';
import pg from 'pg';
import { runJob } from '../src/platform/jobs.ts';
import { createLogger } from '../src/platform/logger.ts';
import { composition } from './build.ts';
import type { TestServer } from './http.ts';

/** Runs what changes have written as jobs until none is due, as the worker would; the error of a failing job is thrown. */
export async function runJobs({ db, url, env }: TestServer): Promise<void> {
  const failed: unknown[] = [];
  const context = { db, env, logger: createLogger('silent'), signal: new AbortController().signal };
  const taskList: TaskList = Object.fromEntries(
    composition.jobs.map((job) => [
      job.name,
      async (payload: unknown) => {
        await runJob(job, payload, context).catch((error: unknown) => {
          failed.push(error);
          throw error;
        });
      },
    ]),
  );
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const ignore = (): void => {};
  pool.on('error', ignore).on('connect', (client) => client.on('error', ignore));
  try {
    // A job whose queue is busy is not seen at first: those of one queue take a round each.
    do await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger: new Logger(() => () => {}) });
    while (failed.length === 0 && (await isAnyDue(pool)));
  } finally {
    await pool.end();
  }
  if (failed.length > 0) throw failed[0];
}

async function isAnyDue(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    'select from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts limit 1',
  );
  return rowCount === 1;
}
