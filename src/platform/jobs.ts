import { sql } from 'kysely';
import type { Database } from './db.ts';
import type { Env } from './env.ts';
import { traced, traceHeaders } from './tracing/spans.ts';
import type { Tx } from './tx.ts';

export interface JobOptions {
  /** Not before this instant. */
  runAt?: string;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** A job with this key that has not started yet is replaced, not repeated. */
  key?: string;
  maxAttempts?: number;
  /** Smaller runs first. */
  priority?: number;
}

/** What a job is given besides its payload. */
export interface JobContext {
  db: Database;
  env: Env;
  logger: {
    info: (data: object, message: string) => void;
    warn: (data: object, message: string) => void;
    error: (data: object, message: string) => void;
  };
  /** Aborted when the process is asked to stop. */
  signal: AbortSignal;
}

/** A task of the worker. The payload holds ids; the work is idempotent, because it may run more than once. */
export interface Job {
  name: string;
  run: (payload: never, context: JobContext) => Promise<void>;
  /** Cron expression (UTC) for a job that runs by itself. */
  cron?: string;
}

/** Declares a job with a typed payload. */
export function job<P>(name: string, run: (payload: P, context: JobContext) => Promise<void>, cron?: string): Job {
  return cron === undefined ? { name, run: run as Job['run'] } : { name, run: run as Job['run'], cron };
}

/**
 * Writes a job in the transaction of the change it follows: it runs once that is committed, and never otherwise. Where the
 * program is traced, the payload names the trace that goes on in it.
 */
export async function enqueue(tx: Tx, name: string, payload: object, options: JobOptions = {}): Promise<void> {
  await traced({ name: `enqueue ${name}`, kind: 'producer' }, () => addJob(tx, name, { ...payload, ...traceHeaders() }, options));
}

async function addJob(tx: Tx, name: string, payload: object, options: JobOptions): Promise<void> {
  await sql`select graphile_worker.add_job(
    identifier => ${name}, payload => ${JSON.stringify(payload)}::json, queue_name => ${options.queue ?? null}, run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${options.maxAttempts ?? 10}::int, job_key => ${options.key ?? null}, priority => ${options.priority ?? 0}::int)`.execute(
    tx,
  );
}

export type JobOutcome = 'done' | 'failed';

/**
 * Runs a job on a payload read from the queue, which is what `enqueue` was given for a job of this name. Says at its end how
 * it went and how long it took; what it throws is thrown on.
 */
export async function runJob(
  job: Job,
  payload: unknown,
  context: JobContext,
  onEnd: (outcome: JobOutcome, milliseconds: number) => void = () => {},
): Promise<void> {
  const startedAt = performance.now();
  let outcome: JobOutcome = 'failed';
  try {
    const carrier = typeof payload === 'object' && payload !== null ? payload : undefined;
    await traced({ name: `job ${job.name}`, kind: 'consumer', carrier }, () => job.run(payload as never, context));
    outcome = 'done';
  } finally {
    onEnd(outcome, Math.round(performance.now() - startedAt));
  }
}
