import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db.ts';
import { DomainError } from './errors.ts';
import type { JobOutcome } from './jobs.ts';

/** Figures of one process, in the form Prometheus reads. Several processes are told apart by the reader's `instance`. */
export interface Metrics {
  registry: Registry;
  /** Notes a job that has ended. */
  jobEnded(task: string, outcome: JobOutcome, seconds: number): void;
}

interface Queue {
  state: 'ready' | 'planned' | 'failed';
  jobs: number;
  oldestSeconds: number;
}

/** Makes the figures of this process: Node's own (memory, event loop, garbage), the database's, and how long jobs take. */
export function createMetrics(db: Database, pool: pg.Pool): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  observeDatabase(registry, db, pool);
  const jobs = new Histogram({
    name: 'chengdan_job_duration_seconds',
    help: 'How long jobs took, by task and how they ended.',
    labelNames: ['task', 'outcome'] as const,
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120, 600],
    registers: [registry],
  });
  return { registry, jobEnded: (task, outcome, seconds) => jobs.observe({ task, outcome }, seconds) };
}

/**
 * Adds how long requests take, by route (never by address: people's ids stay out), and `GET /metrics` for whoever shows the
 * token of `METRICS_TOKEN`; anybody else gets 401.
 */
export function registerMetrics(app: FastifyInstance, { registry }: Metrics, token: string): void {
  const requests = new Histogram({
    name: 'chengdan_http_request_duration_seconds',
    help: 'How long requests took, by method, route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (request, reply) => {
    if (!isSame(request.headers.authorization, `Bearer ${token}`)) throw new DomainError('unauthorized');
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
}

/** Compared by their hashes, in a time that says nothing about either. */
function isSame(given: string | undefined, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given ?? ''), hash(expected));
}

/** Adds what the database knows, asked for when somebody reads the figures: connections of the pool, and jobs that wait. */
function observeDatabase(registry: Registry, db: Database, pool: pg.Pool): void {
  new Gauge({
    name: 'chengdan_database_connections',
    help: 'Connections of the pool, by what they do, and requests that wait for one.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  const age = new Gauge({
    name: 'chengdan_jobs_oldest_seconds',
    help: 'For how long the oldest job of a state has been due.',
    labelNames: ['state'] as const,
    registers: [registry],
  });
  new Gauge({
    name: 'chengdan_jobs',
    help: 'Jobs in the queue: ready to run, planned for later, failed for good.',
    labelNames: ['state'] as const,
    registers: [registry],
    async collect() {
      for (const { state, jobs, oldestSeconds } of await readQueue(db)) {
        this.set({ state }, jobs);
        age.set({ state }, oldestSeconds);
      }
    },
  });
}

/** How many jobs are in each state; every state is named, also where there is none. */
async function readQueue(db: Database): Promise<Queue[]> {
  const { rows } = await sql<Queue>`select s.state, count(j.id)::int as jobs,
      coalesce(greatest(0, extract(epoch from now() - min(j.run_at))), 0)::float8 as oldest_seconds
    from unnest(array['ready', 'planned', 'failed']) as s(state)
    left join graphile_worker._private_jobs j on s.state = case when j.attempts >= j.max_attempts then 'failed' when j.run_at > now() then 'planned' else 'ready' end
    group by s.state`.execute(db);
  return rows;
}
