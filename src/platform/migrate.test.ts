import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDb, createPool, type Database } from './db.ts';
import { knownMigrations, migrateDatabase, migrateToLatest, migrationState } from './migrate.ts';
import { createDatabase, dropDatabase, newDatabaseName } from '../../test/postgres.ts';
import '../../test/db.ts';

let folder: string;
let name: string;
let url: string;
let db: Database;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengdan-migrations-'));
  name = newDatabaseName();
  url = await createDatabase(inject('serverUrl'), name);
  db = createDb(createPool({ connectionString: url }, { max: 4 }));
});
afterEach(async () => {
  await db.destroy();
  await dropDatabase(inject('serverUrl'), name);
  await rm(folder, { recursive: true, force: true });
});

async function write(migration: string, ...statements: string[]): Promise<void> {
  const kysely = JSON.stringify(import.meta.resolve('kysely'));
  const lines = statements.map((statement) => `await sql.raw(${JSON.stringify(statement)}).execute(db);`);
  await writeFile(
    join(folder, `${migration}.ts`),
    `import { sql } from ${kysely};\nexport async function up(db) {\n${lines.join('\n')}\n}\n`,
  );
}

async function tables(): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'schema_%' order by 1`.execute(
    db,
  );
  return rows.map((row) => row.name);
}

const first = '20260101T000000Z-create-first';
const second = '20260102T000000Z-create-second';

describe('migrateToLatest', () => {
  it('applies what is pending, oldest first, once', async () => {
    await write(second, 'create table second (id int references first)');
    await write(first, 'create table first (id int primary key)');
    expect(await migrateToLatest(db, folder)).toEqual([first, second]);
    expect(await migrateToLatest(db, folder)).toEqual([]);
    expect(await tables()).toEqual(['first', 'second']);
  });

  it('takes the whole step or none of it', async () => {
    await write(first, 'create table first (id int)');
    await write(second, 'create table second (id int)', 'select 1 / 0');
    await expect(migrateToLatest(db, folder)).rejects.toThrow(
      `The migration ${second} failed: division by zero. The database is as it was before.`,
    );
    expect(await tables()).toEqual([]);
    expect((await migrationState(db, folder)).applied).toEqual([]);
  });

  it('lets two starters race: one applies, the other finds it done', async () => {
    await write(first, 'create table first (id int)', 'select pg_sleep(0.2)');
    const applied = await Promise.all([migrateToLatest(db, folder), migrateToLatest(db, folder)]);
    expect(applied.flat()).toEqual([first]);
  });

  it('refuses a database that a newer program has migrated, and touches nothing', async () => {
    await write(first, 'create table first (id int)');
    await write(second, 'create table second (id int)');
    await migrateToLatest(db, folder);
    await rm(join(folder, `${second}.ts`));
    await write('20260103T000000Z-create-third', 'create table third (id int)');
    await expect(migrateToLatest(db, folder)).rejects.toThrow(/newer release of Chengdan \(20260102T000000Z-create-second/);
    expect(await tables()).toEqual(['first', 'second']);
  });

  it('applies a migration that was merged later than a younger one', async () => {
    await write(second, 'create table second (id int)');
    await migrateToLatest(db, folder);
    await write(first, 'create table first (id int)');
    expect(await migrateToLatest(db, folder)).toEqual([first]);
  });

  it('may take longer than a request may', async () => {
    await write(first, `do $$ begin if current_setting('statement_timeout') <> '0' then raise 'limited'; end if; end $$`);
    const limited = createDb(createPool({ connectionString: url, options: '-c statement_timeout=1000' }, { max: 1 }));
    expect(await migrateToLatest(limited, folder)).toEqual([first]);
    const { rows } = await sql<{ timeout: string }>`select current_setting('statement_timeout') as timeout`.execute(limited);
    expect(rows[0]?.timeout).toBe('1s');
    await limited.destroy();
  });
});

describe('knownMigrations', () => {
  it('reads only files that are named as migrations are', async () => {
    await write(first);
    await writeFile(join(folder, 'notes.md'), '');
    await writeFile(join(folder, '2026-create-first.ts'), '');
    expect(await knownMigrations(folder)).toEqual([first]);
  });
});

describe('migrateDatabase', () => {
  it('brings an empty database to the schema of this release, queue included, also when two start at once', async () => {
    const applied = await Promise.all([migrateDatabase(url), migrateDatabase(url)]);
    expect(applied.flat()).toEqual(await knownMigrations());
    expect(await migrationState(db)).toMatchObject({ pending: [], unknown: [] });
    const { rows } = await sql<{ found: boolean }>`select to_regclass('graphile_worker.jobs') is not null as found`.execute(db);
    expect(rows).toEqual([{ found: true }]);
  });
});
