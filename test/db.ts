import { afterAll, inject, onTestFinished, TestRunner } from 'vitest';
import { createDb, createPool, type Database } from '../src/platform/db.ts';
import { createDatabase, dropDatabase, newDatabaseName } from './postgres.ts';

export interface TestDb {
  db: Database;
  url: string;
}

/** Does the work when the file is done with, or the test, when it is a test that asks. */
export function atEnd(work: () => Promise<void>): void {
  if (TestRunner.getCurrentTest()) onTestFinished(work);
  else afterAll(work);
}

/**
 * A database of this test file alone, a copy of the migrated one; dropped at the end. Call it once at the top of the file:
 * `const { db } = await testDb();`. Tests of one file share it and stay apart by workspace (`buildWorkspace`).
 */
export async function testDb(): Promise<TestDb> {
  const server = inject('serverUrl');
  const name = newDatabaseName();
  const url = await createDatabase(server, name, inject('template'));
  const db = createDb(createPool({ connectionString: url }, { max: 8 }));
  atEnd(async () => {
    await db.destroy();
    await dropDatabase(server, name);
  });
  return { db, url };
}
