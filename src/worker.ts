import { EventEmitter } from 'node:events';
import { Logger as QueueLogger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { createDb, createPool } from './platform/db.ts';
import type { Env } from './platform/env.ts';
import { type Job, runJob } from './platform/jobs.ts';
import type { Logger } from './platform/logger.ts';
import type { Metrics } from './platform/metrics.ts';
import { WorkerLocks } from './platform/worker-locks.ts';

export interface WorkerOptions {
  databaseUrl: string;
  env: Env;
  logger: Logger;
  jobs: readonly Job[];
  /** How many jobs run at the same time. */
  concurrency?: number;
  metrics?: Metrics | null;
}

export interface RunningWorker {
  /** Tells running jobs to stop, waits for them, and gives back what was not begun. */
  stop(): Promise<void>;
}

/** Starts the worker: it runs the jobs that changes have written, and those that a clock starts. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { databaseUrl: connectionString, logger, concurrency = 4 } = options;
  // The queue reads its own rows with the driver's usual types; jobs get ours, and may take longer than a request.
  const queuePool = new pg.Pool({ connectionString, max: concurrency + 2, application_name: 'chengdan-queue' });
  watchPool(queuePool, logger);
  const onError = (error: Error) => logger.warn({ err: error }, 'worker lost a connection');
  const jobPool = createPool(
    { connectionString, options: '-c timezone=UTC -c statement_timeout=0 -c jit=off' },
    { max: concurrency + 1, applicationName: 'chengdan-worker', onError },
  );
  const db = createDb(jobPool);
  const stopping = new AbortController();
  const locks = new WorkerLocks({ connectionString }, logger);
  await locks.start();
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked by the name of the pool, whichever of its workers runs them.
  events.on('pool:create', ({ workerPool }) => void locks.hold(workerPool.id));
  const runner = await run({
    pgPool: queuePool,
    concurrency,
    noHandleSignals: true,
    taskList: tasksOf(options, db, stopping.signal),
    parsedCronItems: parseCronItems(
      options.jobs.flatMap(({ name, cron }) => (cron ? [{ task: name, match: cron, identifier: name }] : [])),
    ),
    logger: new QueueLogger(
      ({ jobId, taskIdentifier }) =>
        (level, text, meta) =>
          writeLine(logger, level, text, { jobId, task: taskIdentifier, err: meta?.['error'] }),
    ),
    events,
  });
  return {
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await locks.stop();
      await db.destroy();
      await queuePool.end();
    },
  };
}

/** A connection may be lost while it is idle or while it is lent out; either would end the process if nobody listened. */
function watchPool(pool: pg.Pool, logger: Logger): void {
  const onError = (error: Error) => logger.warn({ err: error }, 'queue lost a connection');
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
}

function tasksOf({ jobs, env, logger, metrics }: WorkerOptions, db: ReturnType<typeof createDb>, signal: AbortSignal): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload, { job: { id } }) => {
        const context = { db, env, logger: logger.child({ jobId: id, task: job.name }), signal };
        await runJob(job, payload, context, (outcome, milliseconds) => {
          metrics?.jobEnded(job.name, outcome, milliseconds / 1000);
          context.logger.debug({ outcome, milliseconds }, 'job ended');
        });
      },
    ]),
  );
}

function writeLine(logger: Logger, level: string, text: string, data: object): void {
  if (level === 'error') logger.error(data, text);
  else if (level === 'warning') logger.warn(data, text);
  else logger.debug(data, text);
}
