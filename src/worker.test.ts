import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv } from './platform/env.ts';
import { enqueue, job, type Job } from './platform/jobs.ts';
import { createLogger } from './platform/logger.ts';
import { inTx } from './platform/tx.ts';
import { WorkerLocks } from './platform/worker-locks.ts';
import { type RunningWorker, startWorker } from './worker.ts';
import { testDb } from '../test/db.ts';

const { db, url } = await testDb();
const logger = createLogger('silent');
let worker: RunningWorker | null = null;

afterEach(async () => {
  await worker?.stop();
  worker = null;
  await sql`delete from graphile_worker._private_jobs`.execute(db);
});

async function start(jobs: Job[]): Promise<void> {
  worker = await startWorker({ databaseUrl: url, env: readEnv({}), logger, jobs, concurrency: 2 });
}

async function lockedBy(name: string): Promise<void> {
  await sql`update graphile_worker._private_jobs set locked_by = ${name}, locked_at = now() - interval '1 minute', attempts = 1`.execute(
    db,
  );
}

describe('startWorker', () => {
  it('runs a job once its transaction is committed, with its payload and a database of its own', async () => {
    const ran = vi.fn<(payload: { id: string }, answer: unknown) => void>();
    await start([
      job('test.note', async (payload: { id: string }, context) => {
        const { rows } = await sql`select 1 as one`.execute(context.db);
        ran(payload, rows);
      }),
    ]);
    await inTx(db, async (tx) => {
      await enqueue(tx, 'test.note', { id: 'a' });
      await sleep(100);
      expect(ran).not.toHaveBeenCalled();
    });
    await expect.poll(() => ran.mock.calls).toEqual([[{ id: 'a' }, [{ one: 1 }]]]);
  });

  it('never runs the job of a transaction that was rolled back', async () => {
    const ran = vi.fn<() => void>();
    await start([job('test.note', async () => ran())]);
    const rolledBack = inTx(db, async (tx) => {
      await enqueue(tx, 'test.note', {});
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await sleep(200);
    expect(ran).not.toHaveBeenCalled();
  });

  it('tells a running job that it stops, and waits for it', async () => {
    let state = 'waiting';
    await start([
      job('test.long', async (_payload: object, { signal }) => {
        state = 'running';
        await new Promise((done) => signal.addEventListener('abort', done));
        state = 'put away';
      }),
    ]);
    await inTx(db, (tx) => enqueue(tx, 'test.long', {}));
    await expect.poll(() => state).toBe('running');
    await worker?.stop();
    worker = null;
    expect(state).toBe('put away');
  });

  it('takes up a job whose worker was killed, at once', async () => {
    await inTx(db, (tx) => enqueue(tx, 'test.note', {}));
    await lockedBy('worker-killed');
    const ran = vi.fn<() => void>();
    await start([job('test.note', async () => ran())]);
    await expect.poll(() => ran.mock.calls.length, { timeout: 5000 }).toBe(1);
  });

  it('is known to live while it runs a long job: nobody gives the job back', async () => {
    let runs = 0;
    let end: () => void = () => undefined;
    await start([
      job('test.long', async () => {
        runs += 1;
        await new Promise<void>((done) => (end = done));
      }),
    ]);
    await inTx(db, (tx) => enqueue(tx, 'test.long', {}));
    await expect.poll(() => runs).toBe(1);
    await sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by is not null`.execute(
      db,
    );
    const other = new WorkerLocks({ connectionString: url }, logger);
    await other.start();
    await other.stop();
    const { rows } = await sql`select from graphile_worker._private_jobs where locked_by is not null`.execute(db);
    expect([rows.length, runs]).toEqual([1, 1]);
    end();
  });

  it('leaves a job alone whose worker lives, however long it takes', async () => {
    const other = new WorkerLocks({ connectionString: url }, logger);
    await other.hold('worker-living');
    await inTx(db, (tx) => enqueue(tx, 'test.note', {}));
    await lockedBy('worker-living');
    const ran = vi.fn<() => void>();
    await start([job('test.note', async () => ran())]);
    await sleep(500);
    expect(ran).not.toHaveBeenCalled();
    await other.stop();
  });
});
