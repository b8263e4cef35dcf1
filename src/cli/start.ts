import { type Command, Option } from 'commander';
import { readEnv } from '../platform/env.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { followParent } from '../platform/parent.ts';
import { type ProcessRole, processRoles } from '../platform/process-role.ts';
import { version } from '../platform/version.ts';
import { type RunningServer, startServer } from '../server.ts';
import { buildWeb } from './web-build.ts';

export function register(program: Command): void {
  program
    .command('start')
    .description('start the server: database, API, worker and web app in one process')
    .addOption(new Option('--role <role>', roleHelp).choices(processRoles).default('all'))
    .addHelpText('after', `\n${environment}`)
    .action(start);
}

const roleHelp =
  'what this process does: everything, or web (API and web app) or worker (jobs) beside others on one DATABASE_URL and data folder';

const environment = `Environment:
  PORT            port to listen on (3300)
  HOST            address to listen on (127.0.0.1)
  CHENGDAN_DATA   data folder
  DATABASE_URL    your own PostgreSQL 15 or newer; without it, the one that comes with Chengdan
  PUBLIC_URL      the address customers reach; links for them are refused while it is unset
  SMTP_URL        where mail is sent, for example smtp://user:password@host:587
  LOG_LEVEL       trace, debug, info, warn, error, fatal or silent (info)
  OUTGOING_ALLOW  private addresses that webhooks may call, for example 10.20.0.5
  TRUSTED_PROXIES proxies on other machines that say whom they ask for, for example 10.0.0.7
  API_KEY_LIMIT   requests of each API key in a minute (6000; 0 for any number)
  METRICS_TOKEN   whoever shows it reads /metrics (Prometheus); not there while it is unset
  OTEL_EXPORTER_OTLP_ENDPOINT
                  where traces are sent, for example http://localhost:4318; none are made while it is unset
  OTEL_TRACES_SAMPLER_ARG
                  which share of traces is kept, 0 to 1 (1)`;

async function start({ role }: { role: ProcessRole }): Promise<void> {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
  const asked = stopRequest();
  const starting = startServer({ env, role, logger, prepareWeb: () => buildWeb({ report: (text) => console.error(text) }) });
  // A stop that is asked for while we start is heeded as soon as we have.
  const server = await starting;
  const name = role === 'all' ? 'Chengdan' : `Chengdan ${role}`;
  console.log(`${name} ${version} is ready: ${server.address}`);
  console.log(`Data: ${env.CHENGDAN_DATA} · stop with Ctrl-C`);
  const reason = await Promise.race([asked, server.databaseLost.then(() => 'database lost' as const)]);
  await stop(server, logger, reason);
  process.exit(reason === 'database lost' ? 1 : 0);
}

async function stop(server: RunningServer, logger: Logger, reason: string): Promise<void> {
  if (reason === 'database lost') logger.fatal('the embedded database has gone; start again');
  else logger.info({ reason }, 'stopping');
  const stuck = setTimeout(() => {
    logger.error('stopping took too long; ended hard. Nothing committed is lost.');
    process.exit(1);
  }, 75_000);
  stuck.unref();
  await server.stop();
  logger.info('stopped');
}

/** Resolves when somebody wants us to stop. A second Ctrl-C, well after the first, ends the process at once. */
function stopRequest(): Promise<string> {
  return new Promise((done) => {
    let firstAt = 0;
    const onSignal = (signal: NodeJS.Signals) => {
      // One Ctrl-C may arrive several times: from the terminal, from npm, from the launcher.
      if (firstAt > 0 && Date.now() - firstAt > 1500) process.exit(130);
      if (firstAt === 0) firstAt = Date.now();
      done(signal);
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
    // With nohup the output is no terminal, and hanging up must not end us.
    if (process.stdout.isTTY) process.on('SIGHUP', onSignal);
    followParent(() => done('the process that started us is gone'));
  });
}
