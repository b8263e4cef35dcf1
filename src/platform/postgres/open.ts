import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Env, hideSecrets } from '../env.ts';
import type { Logger } from '../logger.ts';
import { explain, StartError } from '../start-error.ts';
import { startEmbedded } from './embedded.ts';

/** A database that is there and may be used. */
export interface OpenDatabase {
  url: string;
  kind: 'embedded' | 'external';
  /** Of the server, for people: `18.4`. */
  version: string;
  /** False once an embedded server is gone without having been asked to. */
  isRunning(): boolean;
  /** Stops an embedded server; leaves the operator's own alone. */
  stop(): Promise<void>;
}

const oldest = 15;

/** The database that the environment names: the operator's own (`DATABASE_URL`), else the embedded one of the data folder. */
export async function openDatabase(env: Env, logger: Logger): Promise<OpenDatabase> {
  if (env.DATABASE_URL !== undefined) {
    const found = await inspect(env.DATABASE_URL);
    return { url: env.DATABASE_URL, kind: 'external', version: found.version, isRunning: () => true, stop: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir: env.CHENGDAN_DATA, logger });
  const { version } = await inspect(embedded.url);
  return { url: embedded.url, kind: 'embedded', version, isRunning: () => embedded.isRunning(), stop: () => embedded.stop() };
}

/** Resolves when an embedded server has gone without having been asked to. */
export function lossOf(database: OpenDatabase): Promise<void> {
  return new Promise((done) => {
    setInterval(() => {
      if (!database.isRunning()) done();
    }, 2000).unref();
  });
}

interface Facts {
  version: string;
  versionNumber: number;
  encoding: string;
  mayCreate: boolean;
  isReplica: boolean;
}

/** Connects once and refuses a server that Chengdan cannot live on, with the reason. */
export async function inspect(url: string): Promise<Facts> {
  const facts = await readFacts(url);
  if (facts.versionNumber < oldest * 10_000) {
    throw new StartError(
      `The PostgreSQL of DATABASE_URL is version ${facts.version}; Chengdan needs ${oldest} or newer.`,
      'Upgrade it, or name another server.',
    );
  }
  if (facts.encoding !== 'UTF8') {
    throw new StartError(
      `The database of DATABASE_URL has the encoding ${facts.encoding}; Chengdan needs UTF8.`,
      `Make it anew with: create database … encoding 'UTF8' template template0.`,
    );
  }
  if (facts.isReplica) throw new StartError('The PostgreSQL of DATABASE_URL is a read-only replica.', 'Name the primary server.');
  if (!facts.mayCreate) {
    throw new StartError(
      'The role of DATABASE_URL may not create schemas in its database.',
      'Make it the owner: alter database … owner to ….',
    );
  }
  return facts;
}

async function readFacts(url: string): Promise<Facts> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await askFacts(url);
    } catch (error) {
      // 57P03: it is starting up or recovering.
      if (codeOf(error) !== '57P03' || Date.now() > deadline) throw refusalOf(url, error);
      await sleep(500);
    }
  }
}

async function askFacts(connectionString: string): Promise<Facts> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'chengdan' });
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await client.query<Facts>(`select split_part(current_setting('server_version'), ' ', 1) as version,
      current_setting('server_version_num')::int as "versionNumber", current_setting('server_encoding') as encoding,
      has_database_privilege(current_database(), 'CREATE') as "mayCreate", pg_is_in_recovery() as "isReplica"`);
    const [facts] = found.rows;
    if (!facts) throw new Error('no answer');
    return facts;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function codeOf(error: unknown): string {
  // Several addresses of one host fail together.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function refusalOf(url: string, error: unknown): StartError {
  const place = hideSecrets(url);
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return new StartError(
        `No PostgreSQL answers at ${place} (DATABASE_URL).`,
        'Check that it runs, and the host and port.',
        error,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(`The host of ${place} (DATABASE_URL) is not known.`, 'Check its name.', error);
    case '28P01':
    case '28000':
      return new StartError(
        `PostgreSQL refused the user or the password of ${place} (DATABASE_URL).`,
        'Check both, and pg_hba.conf.',
        error,
      );
    case '3D000':
      return new StartError(
        `The database of ${place} (DATABASE_URL) does not exist.`,
        'Make it first, for example with createdb.',
        error,
      );
    default:
      if (/client password must be a string/.test(messageOf(error)))
        return new StartError(`PostgreSQL asks for a password, and ${place} (DATABASE_URL) has none.`, 'Add it.', error);
      if (/does not support SSL/.test(messageOf(error)))
        return new StartError(
          `The PostgreSQL at ${place} (DATABASE_URL) does not speak TLS.`,
          'Leave out sslmode, or turn on ssl on the server.',
          error,
        );
      return new StartError(
        `The database at ${place} (DATABASE_URL) cannot be used: ${messageOf(error)}.`,
        'Check DATABASE_URL.',
        error,
      );
  }
}

function messageOf(error: unknown): string {
  return error instanceof AggregateError ? messageOf(error.errors[0]) : explain(error).replace(/\.$/, '');
}
