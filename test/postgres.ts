import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDb, createPool, type Database } from '../src/platform/db.ts';
import { startEmbedded } from '../src/platform/postgres/embedded.ts';

/** A server for tests: what it holds is thrown away, so nothing waits for the disk. */
const hasty = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  archive_mode: 'off',
};

export interface TestServer {
  /** Connection string of the server's maintenance database, whose user may create databases. */
  url: string;
  stop(): Promise<void>;
}

/** The PostgreSQL of `TEST_DATABASE_URL`, or an embedded one in a temporary folder that is removed at the end. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };
  const dataDir = await mkdtemp(join(tmpdir(), 'chengdan-test-'));
  const embedded = await startEmbedded({ dataDir, logger: { info: () => {}, warn: () => {} }, settings: hasty });
  return {
    url: embedded.maintenanceUrl,
    stop: async () => {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  return server.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}

export const newDatabaseName = (): string => `test_${randomBytes(6).toString('hex')}`;

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database made as a copy of another (`template1` unless named); the name must be one of `newDatabaseName`. */
export async function createDatabase(server: string, name: string, template = 'template1'): Promise<string> {
  await onServer(server, `create database ${name} template ${template}`);
  return urlOf(server, name);
}

export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, `drop database if exists ${name} with (force)`);
}

/** Opens a database, runs the work and closes it again. */
export async function withDb<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = createDb(createPool({ connectionString: url }, { max: 4 }));
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
