import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { generate, PostgresDialect } from 'kysely-codegen';
import type { Database } from '../src/platform/db.ts';
import { migrateToLatest } from '../src/platform/migrate.ts';
import { createDatabase, dropDatabase, newDatabaseName, startTestServer, withDb } from '../test/postgres.ts';

const target = join(import.meta.dirname, '../src/platform/db-types.ts');

/** What the driver's parsers (platform/db.ts) make of a column, where that is not kysely-codegen's own idea. */
const typeMapping = {
  int8: 'number',
  timestamptz: 'string',
  timestamp: 'string',
  date: 'string',
  interval: 'string',
  tsvector: 'string',
};

/** The text of src/platform/db-types.ts as the migrated database would have it. */
export async function generateTypes<T>(db: Kysely<T>): Promise<string> {
  return generate({
    db: db.withoutPlugins(),
    camelCase: true,
    dialect: new PostgresDialect({ dateParser: 'string', numericParser: 'string' }),
    defaultSchemas: ['public'],
    outFile: null,
    typeMapping,
    typeOnlyImports: true,
  });
}

export const readTypes = (): string => readFileSync(target, 'utf8');

/** Runs the work on a database that has just had every migration, on a server of its own. */
export async function onMigratedDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const server = await startTestServer();
  const name = newDatabaseName();
  try {
    const url = await createDatabase(server.url, name);
    return await withDb(url, async (db) => {
      await migrateToLatest(db);
      return work(db);
    });
  } finally {
    await dropDatabase(server.url, name);
    await server.stop();
  }
}

if (import.meta.main) {
  writeFileSync(target, await onMigratedDatabase(generateTypes));
  console.log('src/platform/db-types.ts is written');
}
