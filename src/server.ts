import { registerApiDocs } from './platform/api-docs.ts';
import { createDb, createPool } from './platform/db.ts';
import type { Env } from './platform/env.ts';
import { registerHealth } from './platform/health.ts';
import { buildApp } from './platform/http.ts';
import { drain, listen, refuseTakenPort } from './platform/listen.ts';
import { serverCommand, takeFolder } from './platform/lock.ts';
import type { Logger } from './platform/logger.ts';
import { migrateDatabase } from './platform/migrate.ts';
import { type OpenDatabase, openDatabase } from './platform/postgres/open.ts';
import { LiveUpdates } from './platform/realtime.ts';
import { version } from './platform/version.ts';
import { registerWebApp } from './platform/web-app.ts';
import { composeModules } from './modules.ts';
import { authenticate } from './modules/identity/access/service.ts';
import { startWorker } from './worker.ts';

export interface ServerOptions {
  env: Env;
  logger: Logger;
  /** Answers the folder of the built web app, building it first if need be; null where there is none. */
  prepareWeb: () => Promise<string | null>;
}

export interface RunningServer {
  address: string;
  /** Resolves when the embedded database has gone without having been asked to. */
  databaseLost: Promise<void>;
  /** Lets requests and jobs end, stops the worker and the database, frees the data folder. */
  stop(): Promise<void>;
}

/** Composes the program and starts it: data folder, database, schema, worker, API, web app. What was begun is undone when a step fails. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop())
      await step().catch((error: unknown) => options.logger.error({ err: error }, 'while stopping'));
  };
  try {
    return { ...(await compose(options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  { env, logger, prepareWeb }: ServerOptions,
  undo: (() => Promise<void>)[],
): Promise<Omit<RunningServer, 'stop'>> {
  const lock = await takeFolder(env.CHENGDAN_DATA, { command: serverCommand, version }, (holder) =>
    logger.info({ command: holder?.command }, 'waiting for a command to end'),
  );
  undo.push(() => lock.release());
  await refuseTakenPort(env);
  const web = prepareWeb();
  undo.push(() => web.then(noop, noop));
  const database = await openDatabase(env, logger);
  undo.push(() => database.stop());
  const applied = await migrateDatabase(database.url);
  if (applied.length > 0) logger.info({ applied }, 'migrated');
  await lock.publish({ databaseUrl: database.url });
  const onError = (error: Error) => logger.warn({ err: error }, 'lost a database connection');
  const db = createDb(createPool({ connectionString: database.url }, { max: 20, onError }));
  undo.push(() => db.destroy());
  const { routes, jobs } = composeModules();
  const worker = await startWorker({ databaseUrl: database.url, env, logger, jobs });
  undo.push(() => worker.stop());
  const live = new LiveUpdates({ connectionString: database.url });
  const app = await buildApp({ db, env, logger, routes, authenticate });
  let isServing = true;
  registerHealth(app, { db, database, isServing: () => isServing });
  registerApiDocs(app, routes);
  live.register(app, db, authenticate);
  const webFolder = await web;
  if (webFolder !== null) await registerWebApp(app, webFolder);
  undo.push(async () => {
    isServing = false;
    await lock.publish({ isStopping: true });
    await Promise.all([live.stop(), drain(app, 10_000)]);
  });
  await live.start();
  const address = await listen(app, env);
  await lock.publish({ address });
  return { address, databaseLost: lossOf(database) };
}

const noop = () => undefined;

function lossOf(database: OpenDatabase): Promise<void> {
  return new Promise((done) => {
    setInterval(() => {
      if (!database.isRunning()) done();
    }, 2000).unref();
  });
}
