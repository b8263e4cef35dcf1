import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Logger as GraphileLogger, runMigrations } from 'graphile-worker';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { createDb } from './db.ts';
import { explain, StartError } from './start-error.ts';

const folder = join(import.meta.dirname, '..', '..', 'migrations');
const table = 'schema_migrations';
/** Migrations are `.ts` in a checkout and `.js` in the package that `npx` runs; their names have neither. */
const extension = extname(import.meta.filename);

/** What stands in the folder against what the database has had. */
export interface MigrationState {
  applied: string[];
  pending: string[];
  /** Applied by a newer program: this one does not know them. */
  unknown: string[];
}

/** The names of this program's migrations, oldest first. */
export async function knownMigrations(from: string = folder): Promise<string[]> {
  const files = await readdir(from);
  return files
    .filter((name) => extname(name) === extension && /^\d{8}T\d{6}Z-[a-z0-9-]+\.\w+$/.test(name))
    .map((name) => basename(name, extension))
    .toSorted();
}

/** Compares the database with the program, without changing anything. */
export async function migrationState<T>(db: Kysely<T>, from: string = folder): Promise<MigrationState> {
  const [known, applied] = await Promise.all([knownMigrations(from), appliedMigrations(db)]);
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

async function appliedMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const plain = db.withoutPlugins();
  const exists = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(plain);
  if (!exists.rows[0]?.found) return [];
  const names = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(plain);
  return names.rows.map((row) => row.name);
}

// Any number of our own, the same in every release.
const startersLock = 7_310_144_205_118;

/**
 * Brings a whole database up to date: the job queue's schema, then ours, so that a migration may rely on the queue.
 * Starters wait for each other. Returns the names of what was applied.
 */
export async function migrateDatabase(connectionString: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString, max: 3, application_name: 'chengdan-migrate' });
  const ignore = () => {};
  pool.on('error', ignore).on('connect', (client) => client.on('error', ignore));
  const db = createDb(pool);
  try {
    refuseNewer(await migrationState(db));
    const held = await pool.connect();
    try {
      await held.query('select pg_advisory_lock($1)', [startersLock]);
      await runMigrations({ pgPool: pool, logger: new GraphileLogger(() => () => {}) });
      return await migrateToLatest(db);
    } finally {
      // The lock ends with the connection, even where unlocking would fail.
      held.release(true);
    }
  } finally {
    await db.destroy();
  }
}

/**
 * Brings the database to this program's schema and returns the names of what was applied. All pending migrations are one
 * transaction: either the whole step is taken, or none of it. An advisory lock keeps two starters apart. A database that a
 * newer program has migrated is refused before anything is touched.
 */
export async function migrateToLatest<T>(db: Kysely<T>, from: string = folder): Promise<string[]> {
  const state = await migrationState(db, from);
  refuseNewer(state);
  if (state.pending.length === 0) return [];
  return db
    .withoutPlugins()
    .connection()
    .execute(async (connection) => {
      // A migration may build an index for longer than a request may take, or wait for another starter.
      await sql`set statement_timeout = 0`.execute(connection);
      await sql`set idle_in_transaction_session_timeout = 0`.execute(connection);
      try {
        return await runPending(connection, from);
      } finally {
        await sql`reset statement_timeout`.execute(connection);
        await sql`reset idle_in_transaction_session_timeout`.execute(connection);
      }
    });
}

function refuseNewer({ unknown }: MigrationState): void {
  if (unknown.length === 0) return;
  throw new StartError(
    `This database was migrated by a newer release of Chengdan (${unknown.join(', ')} is unknown here), and this one would damage it. Nothing was changed.`,
    'Start the newer release again, or restore a backup from before the upgrade.',
  );
}

async function runPending<T>(db: Kysely<T>, from: string): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => loadMigrations(from) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
    // Two branches may have been merged in another order than they were written.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return (results ?? []).map((result) => result.migrationName);
  // Another starter of a newer release may have been first while this one waited for the lock.
  refuseNewer(await migrationState(db, from));
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'migrating';
  throw new StartError(
    `The migration ${failed} failed: ${explain(error)}. The database is as it was before.`,
    'Report this with the log.',
    error,
  );
}

/** A migration's file is read when it runs, so that a start with nothing to migrate reads none. */
async function loadMigrations(from: string): Promise<Record<string, Migration>> {
  const names = await knownMigrations(from);
  return Object.fromEntries(
    names.map((name) => [name, { up: (db: Kysely<unknown>) => applyFile(join(from, name + extension), db) }]),
  );
}

async function applyFile(file: string, db: Kysely<unknown>): Promise<void> {
  const loaded: unknown = await import(pathToFileURL(file).href);
  if (typeof loaded === 'object' && loaded && 'up' in loaded && typeof loaded.up === 'function') {
    await loaded.up(db);
    return;
  }
  throw new Error(`${file} does not export a function "up"`);
}
