import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../src/platform/migrate.ts';
import { createDatabase, dropDatabase, newDatabaseName, startTestServer } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server's maintenance database. */
    serverUrl: string;
    /** Name of the migrated database that every test file copies. */
    template: string;
  }
}

/** One server for the whole run, and one migrated database that every test file copies in a few milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = newDatabaseName();
  const stop = async (): Promise<void> => {
    await dropDatabase(server.url, template).catch(() => undefined);
    await server.stop();
  };
  try {
    await migrateDatabase(await createDatabase(server.url, template));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('template', template);
  return stop;
}
