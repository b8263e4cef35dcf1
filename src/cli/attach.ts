import { createDb, createPool, type Database } from '../platform/db.ts';
import { type Env, readEnv } from '../platform/env.ts';
import { lockFolder, readHolder, serverCommand, takeFolder } from '../platform/lock.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { migrateDatabase } from '../platform/migrate.ts';
import { openDatabase } from '../platform/postgres/open.ts';
import { StartError } from '../platform/start-error.ts';
import { version } from '../platform/version.ts';
import { composeModules } from '../modules.ts';

export interface Attached {
  db: Database;
  env: Env;
  logger: Logger;
  /** Connection string, for work that needs a connection of its own. */
  databaseUrl: string;
}

interface AttachOptions {
  /** False for a command that looks at the schema itself; every other finds it up to date. */
  isMigrating?: boolean;
}

/** A database that a command may use, and how to let go of it. */
interface Attachment {
  url: string;
  release: () => Promise<void>;
}

/**
 * Gives a command its database and closes it again: that of the server running on the data folder, else the one that the
 * environment names, started for the time of the command if it is the embedded one, and migrated.
 */
export async function withDatabase<T>(
  work: (attached: Attached) => Promise<T>,
  { isMigrating = true }: AttachOptions = {},
): Promise<T> {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL);
  const attachment = await attach(env, logger, isMigrating);
  const db = createDb(createPool({ connectionString: attachment.url }, { max: 4, applicationName: 'chengdan-command' }));
  const close = once(async () => {
    await db.destroy();
    await attachment.release();
  });
  const interrupted = onInterrupt(close);
  composeModules();
  try {
    return await work({ db, env, logger, databaseUrl: attachment.url });
  } finally {
    interrupted.forget();
    await close();
  }
}

async function attach(env: Env, logger: Logger, isMigrating: boolean): Promise<Attachment> {
  if (env.DATABASE_URL !== undefined) return open(env, logger, isMigrating);
  return (await attachToServer(env)) ?? openInFolder(env, logger, isMigrating);
}

async function open(env: Env, logger: Logger, isMigrating: boolean): Promise<Attachment> {
  const database = await openDatabase(env, logger);
  try {
    if (isMigrating) await migrateDatabase(database.url);
  } catch (error) {
    await database.stop();
    throw error;
  }
  return { url: database.url, release: () => database.stop() };
}

/** The database of the server that has the folder; null when none has. One that is just starting is waited for. */
async function attachToServer(env: Env): Promise<Attachment | null> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const free = await lockFolder(env.CHENGDAN_DATA, { command: commandName(), version });
    if (free) {
      await free.release();
      return null;
    }
    const holder = await readHolder(env.CHENGDAN_DATA);
    if (holder !== null && holder.command !== serverCommand) return null;
    if (holder?.databaseUrl !== undefined) {
      await refuseOtherSchema(holder.version);
      return { url: holder.databaseUrl, release: async () => {} };
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new StartError(`The server on ${env.CHENGDAN_DATA} is still starting.`, 'Try again when it is ready.');
}

async function refuseOtherSchema(running: string): Promise<void> {
  if (running === version) return;
  throw new StartError(
    `The running server is release ${running}, and this command is ${version}.`,
    'Restart the server, then try again.',
  );
}

async function openInFolder(env: Env, logger: Logger, isMigrating: boolean): Promise<Attachment> {
  const lock = await takeFolder(env.CHENGDAN_DATA, { command: commandName(), version }, () => {});
  try {
    const { url, release } = await open(env, logger, isMigrating);
    return {
      url,
      release: async () => {
        await release();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function commandName(): string {
  return (
    process.argv
      .slice(2, 4)
      .filter((part) => /^[a-z-]+$/.test(part) && !part.startsWith('-'))
      .join(' ') || 'command'
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

/** Ctrl-C closes the database before the process ends, so that nothing is left running. */
function onInterrupt(close: () => Promise<void>): { forget: () => void } {
  const stop = (signal: NodeJS.Signals) => {
    void close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return { forget: () => process.off('SIGINT', stop).off('SIGTERM', stop) };
}
