import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Database } from './db.ts';
import { DomainError } from './errors.ts';

interface Count {
  current: number;
  /** Milliseconds until the count begins anew. */
  ttl: number;
}

type Answer = (error: Error | null, count?: Count) => void;

/**
 * Where `@fastify/rate-limit` keeps its counts: in the database, so that a limit is one however many processes serve, and a
 * restart does not lift it. Who asks is kept as a hash alone.
 */
export function rateLimitStore(db: Database) {
  return class Store {
    private readonly route: string;

    constructor(options: unknown) {
      this.route = routeOf(options);
    }

    /** Counts one more request of somebody. */
    incr(who: string, answer: Answer, milliseconds: number): void {
      const key = createHash('sha256').update(`${this.route} ${who}`).digest('base64url');
      count(db, key, milliseconds).then(
        (counted) => answer(null, counted),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
    }

    /** The counts of one route. */
    child(options: unknown): Store {
      return new Store(options);
    }
  };
}

/** The library names the route in `routeInfo`, which its types leave out. */
function routeOf(options: unknown): string {
  const { routeInfo } = Object(options);
  const { method = '', url = '' } = Object(routeInfo);
  return `${String(method)} ${String(url)}`;
}

async function count(db: Database, key: string, milliseconds: number): Promise<Count> {
  const { rows } = await sql<Count>`insert into rate_limits as r (key, count, ends_at)
    values (${key}, 1, now() + ${milliseconds} * interval '1 millisecond')
    on conflict (key) do update set
      count = case when r.ends_at <= now() then 1 else r.count + 1 end,
      ends_at = case when r.ends_at <= now() then excluded.ends_at else r.ends_at end
    returning count as current, ceil(extract(epoch from ends_at - now()) * 1000)::int as ttl`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('no count');
  return row;
}

export type KeyLimiter = (request: FastifyRequest, reply: FastifyReply, keyId: string) => Promise<void>;

/**
 * Counts the requests of each API key and refuses those above so many a minute (`rate_limited`, with `retry-after`). Every
 * reply says what is left, in `ratelimit-*` headers. None is counted where the limit is 0.
 */
export function keyLimiter(app: FastifyInstance, perMinute: number): KeyLimiter {
  if (perMinute === 0) return async () => {};
  const keys = new WeakMap<FastifyRequest, string>();
  const check = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => keys.get(request) ?? '',
  });
  return async (request, reply, keyId) => {
    keys.set(request, keyId);
    const found = await check(request);
    if (found.isAllowed) return;
    const { max, remaining, ttlInSeconds } = found;
    reply.headers({ 'ratelimit-limit': max, 'ratelimit-remaining': remaining, 'ratelimit-reset': ttlInSeconds });
    if (!found.isExceeded) return;
    reply.header('retry-after', ttlInSeconds);
    throw new DomainError('rate_limited');
  };
}
