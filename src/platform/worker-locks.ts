import pg from 'pg';
import type { Logger } from './logger.ts';

// The first half of the advisory locks that workers hold while they live; the second is the hash of their name.
const lockSpace = 7_310_145;

/**
 * Gives back the jobs of workers that are no more. The queue alone would wait four hours, for it cannot tell a dead worker
 * from a slow one; here every living worker holds an advisory lock by its name, which ends with its process.
 */
export class WorkerLocks {
  private readonly config: pg.ClientConfig;
  private readonly logger: Logger;
  private readonly names = new Set<string>();
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;
  /** The end of the last piece of work: one connection does one thing at a time. */
  private last: Promise<void> = Promise.resolve();

  constructor(config: pg.ClientConfig, logger: Logger) {
    this.config = config;
    this.logger = logger;
  }

  /** Connects, frees what dead workers left, and looks again every half minute. */
  async start(): Promise<void> {
    await this.sweep();
    this.timer = setInterval(() => void this.sweep(), 30_000);
    this.timer.unref();
  }

  /** Holds the lock of a worker of this process until it ends. */
  async hold(name: string): Promise<void> {
    this.names.add(name);
    await this.attempt(async (client) => lock(client, name));
  }

  async stop(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearInterval(this.timer);
    await this.last;
    await this.client?.end().catch(() => undefined);
  }

  private async sweep(): Promise<void> {
    await this.attempt(async (client) => {
      const freed = await client.query<{ locked_by: string }>(abandoned, [lockSpace]);
      const names = freed.rows.map((row) => row.locked_by);
      if (names.length === 0) return;
      await client.query('select graphile_worker.force_unlock_workers($1::text[])', [names]);
      this.logger.warn({ workers: names.length }, 'gave back the jobs of workers that are gone');
    });
  }

  private attempt(work: (client: pg.Client) => Promise<void>): Promise<void> {
    this.last = this.last.then(async () => {
      if (this.isClosed) return;
      try {
        await work((this.client ??= await this.connect()));
      } catch (error) {
        this.logger.warn({ err: error }, 'worker locks: the database did not answer');
      }
    });
    return this.last;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...this.config, application_name: 'chengdan-worker-locks' });
    const forget = () => {
      if (this.client !== client) return;
      this.client = null;
      // Others take our jobs for abandoned while we hold no locks: hold them again as soon as may be.
      if (!this.isClosed) setTimeout(() => void this.sweep(), 1000).unref();
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    for (const name of this.names) await lock(client, name);
    return client;
  }
}

async function lock(client: pg.Client, name: string): Promise<void> {
  await client.query('select pg_try_advisory_lock($1, hashtext($2))', [lockSpace, name]);
}

// A worker takes its lock just after it has begun: two seconds of grace.
const abandoned = `
  select distinct locked_by from (
    select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
    union all
    select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
  ) held
  where locked_at < now() - interval '2 seconds' and not exists (
    select 1 from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
      and classid = $1::int and objid::bigint = (hashtext(held.locked_by)::bigint & 4294967295) and objsubid = 2 and granted)`;
