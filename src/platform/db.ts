import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './db-types.ts';
import { TenantPlugin } from './tenant-plugin.ts';
import { traceStatement } from './tracing/spans.ts';

export type Database = Kysely<DB>;
/** A handle to the database: the pool, or an open transaction. Always an argument, never an import. */
export type Db = Database | Transaction<DB>;

/** int8 as a number: every bigint here is money in minor units or a count, checked to be within 2^53. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
}

/** `2026-11-23 19:09:03.123456+00` (the session's zone is UTC) as ISO 8601 with milliseconds. */
function parseInstant(text: string): string {
  const dot = text.indexOf('.');
  const seconds = dot < 0 ? text.slice(0, 19) : text.slice(0, dot);
  const fraction = dot < 0 ? '' : text.slice(dot + 1, text.indexOf('+', dot));
  return `${seconds.replace(' ', 'T')}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

const parsers = new Map<number, (text: string) => unknown>([
  [20, parseInt8],
  [1082, (text) => text],
  [1114, (text) => text],
  [1184, parseInstant],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * Starts the text of a statement that is run again and again in the same shape: each connection then parses and plans it
 * once. Not for shapes whose best plan depends on the values (filters), and not for text made of user input.
 */
export const prepared = '/* prepared */ ';

const statementNames = new Map<string, string>();
const maxNames = 500;

function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined || statementNames.size >= maxNames) return known;
  const name = `cd${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

/**
 * A client that names the statements marked as `prepared`, which is how the driver is told to keep them, and that tells of
 * what it sends where the program is traced.
 */
class Client extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values] = args;
    const name = typeof text === 'string' && text.startsWith(prepared) ? nameOf(text) : undefined;
    const run = super.query as unknown as (...given: unknown[]) => never;
    const sent: unknown = name === undefined ? run.apply(this, args) : run.apply(this, [{ name, text, values }]);
    return (typeof text === 'string' && sent instanceof Promise ? traceStatement(text, sent) : sent) as never;
  }
}

export interface PoolOptions {
  max?: number;
  onError?: (error: Error) => void;
  applicationName?: string;
}

/** Opens a pool with the parsers and the session settings that the rest relies on (UTC, bounded statements). */
export function createPool(config: pg.PoolConfig, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'chengdan',
    options: '-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c jit=off',
    ...config,
    types,
    Client,
  });
  const onError = options.onError ?? (() => {});
  // A connection may also be lost while it is lent out; nobody listening would end the process.
  pool.on('error', onError).on('connect', (client) => client.on('error', onError));
  return pool;
}

/** The query builder over a pool. Column names are camelCase in code; values inside JSON keep their keys. */
export function createDb(pool: pg.Pool): Database {
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new TenantPlugin(), new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, pg.Pool>();

/** The pool under a query builder, for what it cannot say: `COPY` streams. Business code goes through `platform/copy.ts`. */
export function poolOf(db: Database): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('a database that createDb did not make');
  return pool;
}
