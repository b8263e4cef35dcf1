import { registerApiDocs } from './platform/api-docs.ts';
import { createDb, createPool } from './platform/db.ts';
import type { Env } from './platform/env.ts';
import { registerHealth } from './platform/health.ts';
import { buildApp } from './platform/http.ts';
import { drain, listen, refuseTakenPort } from './platform/listen.ts';
import type { Logger } from './platform/logger.ts';
import { migrateDatabase } from './platform/migrate.ts';
import { lossOf, openDatabase } from './platform/postgres/open.ts';
import { folderFor, type ProcessRole } from './platform/process-role.ts';
import { LiveUpdates } from './platform/realtime.ts';
import { startTracing } from './platform/tracing/start.ts';
import { registerWebApp } from './platform/web-app.ts';
import { composeModules, registerPages } from './modules.ts';
import { authenticate } from './modules/identity/access/service.ts';
import { whyRefused } from './modules/identity/keys/service.ts';
import { startWorker } from './worker.ts';

export interface ServerOptions {
  env: Env;
  role?: ProcessRole;
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
  { env, logger, prepareWeb, role = 'all' }: ServerOptions,
  undo: (() => Promise<void>)[],
): Promise<Omit<RunningServer, 'stop'>> {
  const lock = await folderFor(role, env, logger);
  undo.push(() => lock.release());
  await refuseTakenPort(env);
  undo.push(await startTracing(env, logger));
  const web = role === 'worker' ? Promise.resolve(null) : prepareWeb();
  undo.push(async () => void (await Promise.allSettled([web])));
  const database = await openDatabase(env, logger);
  undo.push(() => database.stop());
  const applied = await migrateDatabase(database.url);
  if (applied.length > 0) logger.info({ applied }, 'migrated');
  await lock.publish({ databaseUrl: database.url });
  const onError = (error: Error) => logger.warn({ err: error }, 'lost a database connection');
  const pool = createPool({ connectionString: database.url }, { max: 20, onError });
  const db = createDb(pool);
  undo.push(() => db.destroy());
  const { routes, jobs } = composeModules();
  // Read only where figures are asked for.
  const observing = env.METRICS_TOKEN === undefined ? null : await import('./platform/metrics.ts');
  const metrics = observing?.createMetrics(db, pool) ?? null;
  if (role !== 'web') {
    const worker = await startWorker({ databaseUrl: database.url, env, logger, jobs, metrics });
    undo.push(() => worker.stop());
  }
  const live = new LiveUpdates({ connectionString: database.url });
  // A worker answers for its health and its figures alone.
  const isWeb = role !== 'worker';
  const app = await buildApp({ db, env, logger, routes: isWeb ? routes : [], authenticate, whyRefused });
  let isServing = true;
  registerHealth(app, { db, database, isServing: () => isServing, jobs });
  if (metrics) observing?.registerMetrics(app, metrics, env.METRICS_TOKEN ?? '');
  if (isWeb) {
    registerApiDocs(app, routes);
    registerPages(app, db, env);
    live.register(app, db, authenticate);
  }
  const webFolder = await web;
  if (webFolder !== null) await registerWebApp(app, webFolder);
  undo.push(async () => {
    isServing = false;
    await lock.publish({ isStopping: true });
    await Promise.all([live.stop(), drain(app, 10_000)]);
  });
  if (isWeb) await live.start();
  const address = await listen(app, env);
  await lock.publish({ address });
  return { address, databaseLost: lossOf(database) };
}
