import { composeModules } from '../modules.ts';
import { findLateSchedules } from '../platform/schedules.ts';
import { createConnection } from 'node:net';
import { constants } from 'node:fs';
import { access, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { isTimeZone } from '../platform/days.ts';
import type { Database } from '../platform/db.ts';
import { type Env, hideSecrets, readEnv } from '../platform/env.ts';
import { clockGap, failedJobs } from '../platform/health.ts';
import { refuseTakenPort } from '../platform/listen.ts';
import { readHolder } from '../platform/lock.ts';
import { deliver } from '../platform/mail.ts';
import { migrationState } from '../platform/migrate.ts';
import { checkPackage } from '../platform/postgres/binaries.ts';
import { inspect } from '../platform/postgres/open.ts';
import { explain, StartError } from '../platform/start-error.ts';
import { withDatabase } from './attach.ts';
import { printJson } from './output.ts';
import { webState } from './web-build.ts';

interface Finding {
  check: string;
  isOk: boolean;
  detail: string;
  fix?: string;
}

export function register(program: Command): void {
  program
    .command('doctor')
    .description('check what Chengdan needs on this machine, and say how to mend what is wrong')
    .option('--mail <address>', 'also send a test mail there')
    .option('--json', 'print JSON')
    .action(doctor);
}

interface Options {
  mail?: string;
  json?: boolean;
}

async function doctor({ mail, json }: Options): Promise<void> {
  const findings = await findAll(mail);
  if (json) printJson(findings);
  else
    for (const { isOk, check, detail, fix } of findings)
      console.log(`${isOk ? 'ok  ' : 'fail'} ${check}: ${detail}${fix ? ` ${fix}` : ''}`);
  if (findings.some(({ isOk }) => !isOk)) process.exitCode = 1;
}

async function findAll(mail: string | undefined): Promise<Finding[]> {
  let env: Env;
  try {
    env = readEnv();
  } catch (error) {
    return [await examine('node', checkNode), { check: 'environment', isOk: false, detail: explain(error) }];
  }
  const findings = [await examine('node', checkNode)];
  findings.push(await examine('data folder', () => checkFolder(env)));
  findings.push(await examine('disk space', () => checkSpace(env)));
  if (env.DATABASE_URL === undefined) findings.push(await examine('embedded PostgreSQL', checkPackage));
  findings.push(await examine('database', () => checkDatabase(env)));
  findings.push(await examine('schedules', () => checkSchedules(env)));
  findings.push(await examine('port', () => checkPort(env)));
  findings.push(await examine('web app', checkWeb));
  findings.push(await examine('time zone', checkTimeZone));
  findings.push(await examine('address', () => checkAddress(env)));
  if (env.SMTP_URL !== undefined) findings.push(await examine('mail server', () => checkMail(env.SMTP_URL ?? '')));
  const { OTEL_EXPORTER_OTLP_ENDPOINT: collector } = env;
  if (collector !== undefined) findings.push(await examine('traces', () => checkCollector(collector)));
  if (mail !== undefined) findings.push(await examine('test mail', () => sendTestMail(env, mail)));
  return findings;
}

/** A check answers what it found, or throws what is wrong with the fix. */
async function examine(check: string, look: () => Promise<string> | string): Promise<Finding> {
  try {
    return { check, isOk: true, detail: await look() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return error instanceof StartError ? { check, isOk: false, detail, fix: error.fix } : { check, isOk: false, detail };
  }
}

function checkNode(): string {
  if (Number.parseInt(process.versions.node, 10) >= 24) return `version ${process.versions.node}`;
  throw new StartError(`version ${process.versions.node} is too old.`, 'Use "npm start", which fetches Node 24, or install it.');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function checkFolder({ CHENGDAN_DATA: folder }: Env): Promise<string> {
  const nearest = await existingParent(folder);
  try {
    await access(nearest, constants.W_OK);
  } catch (error) {
    throw new StartError(`${nearest} cannot be written.`, 'Set CHENGDAN_DATA to a folder that you can write to.', error);
  }
  if (nearest === folder) await tryWriting(folder);
  const holder = nearest === folder ? await readHolder(folder) : null;
  const used = holder ? `, in use by "chengdan ${holder.command}" (process ${holder.pid})` : '';
  return nearest === folder ? `${folder}${used}` : `${folder} (made at the first start)`;
}

/** Rights on paper are not all: a file system may be read only, or have no room left for this user. */
async function tryWriting(folder: string): Promise<void> {
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    await writeFile(probe, 'x', { flag: 'wx' });
  } catch (error) {
    throw new StartError(`nothing can be written into ${folder}: ${explain(error)}.`, 'Free it, or set CHENGDAN_DATA.', error);
  } finally {
    await rm(probe, { force: true });
  }
}

async function existingParent(folder: string): Promise<string> {
  let nearest = folder;
  while (!(await isThere(nearest)) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return nearest;
}

async function checkSpace({ CHENGDAN_DATA: folder }: Env): Promise<string> {
  const { bavail, bsize } = await statfs(await existingParent(folder));
  const megabytes = Math.floor((bavail * bsize) / 1_000_000);
  if (megabytes >= 1000) return `${Math.floor(megabytes / 1000)} GB free`;
  throw new StartError(`only ${megabytes} MB are free at ${folder}.`, 'Free at least 1 GB: a database with a full disk stops.');
}

async function checkDatabase(env: Env): Promise<string> {
  if (env.DATABASE_URL === undefined && !(await isThere(env.CHENGDAN_DATA))) return 'made at the first start';
  if (env.DATABASE_URL !== undefined) await inspect(env.DATABASE_URL);
  return withDatabase(
    async ({ db, databaseUrl }) => {
      const [{ version }, { pending, unknown }] = await Promise.all([inspect(databaseUrl), migrationState(db)]);
      if (unknown.length > 0)
        throw new StartError(
          `PostgreSQL ${version}, migrated by a newer release (${unknown.join(', ')}).`,
          'Start that release.',
        );
      await compareClocks(db);
      const rest = pending.length === 0 ? 'schema up to date' : `${pending.length} migrations pending, applied by the next start`;
      const kind = env.DATABASE_URL === undefined ? 'embedded' : 'external';
      return [`PostgreSQL ${version} (${kind})`, rest, ...(pending.length === 0 ? [await jobsOf(db)] : [])].join(', ');
    },
    { isMigrating: false },
  );
}

/** Sessions, links and jobs end by both clocks: they must agree. */
async function compareClocks(db: Database): Promise<void> {
  const apart = await clockGap(db);
  if (Math.abs(apart) < 30) return;
  throw new StartError(`its clock is ${apart} s apart from this machine's.`, 'Keep both by NTP.');
}

/** What the queue holds: jobs that gave up are looked for in the log by their task. */
async function jobsOf(db: Database): Promise<string> {
  const failed = await failedJobs(db);
  if (failed.length === 0) return 'no job has given up';
  return `jobs that gave up: ${failed.map(({ task, jobs }) => `${jobs} × ${task}`).join(', ')} (see the log)`;
}

/** What a clock should have started and did not: late approvals would go to nobody, and nobody would know. */
async function checkSchedules(env: Env): Promise<string> {
  if (env.DATABASE_URL === undefined && !(await isThere(env.CHENGDAN_DATA))) return 'begin with the first start';
  const late = await withDatabase(({ db }) => findLateSchedules(db, composeModules().jobs), { isMigrating: false });
  if (late.length === 0) return 'on time';
  const named = late.map(({ name, since }) => `${name} (since ${since})`).join(', ');
  throw new StartError(`not run: ${named}.`, 'Start Chengdan, or its worker ("--role worker"), and look into its log.');
}

async function checkPort(env: Env): Promise<string> {
  const holder = await readHolder(env.CHENGDAN_DATA);
  if (holder?.address && new URL(holder.address).port === String(env.PORT))
    return `${env.PORT} is served by Chengdan (${holder.address})`;
  await refuseTakenPort(env);
  return `${env.PORT} on ${env.HOST} is free`;
}

async function checkWeb(): Promise<string> {
  const state = await webState();
  if (state !== 'missing') return state === 'current' ? 'built' : 'sources changed, built by the next start';
  throw new StartError('it is not built, and the tools to build it are not installed.', 'Run "npm ci", then "npm start".');
}

/** Days begin at midnight in a workspace's own zone; the machine's only has to be one that exists. */
function checkTimeZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isTimeZone(zone)) return `${zone} (a workspace has its own)`;
  throw new StartError(`${zone} is not a time zone.`, 'Set TZ to a name such as Asia/Shanghai.');
}

function checkAddress({ PUBLIC_URL }: Env): string {
  return PUBLIC_URL ?? 'PUBLIC_URL is unset: links for customers, invitations by mail and password resets are refused';
}

/** Sends it nothing, in the way traces are sent. */
async function checkCollector(endpoint: string): Promise<string> {
  const { tryCollector } = await import('../platform/tracing/otlp.ts');
  try {
    await tryCollector(endpoint);
  } catch (error) {
    throw new StartError(
      `${hideSecrets(endpoint)} takes no traces: ${explain(error)}.`,
      'Check OTEL_EXPORTER_OTLP_ENDPOINT: a collector that speaks OTLP over HTTP, mostly at port 4318.',
      error,
    );
  }
  return `${hideSecrets(endpoint)} takes them`;
}

async function sendTestMail(env: Env, to: string): Promise<string> {
  if (env.SMTP_URL === undefined)
    throw new StartError('SMTP_URL is unset.', 'Set it, for example smtp://user:password@host:587.');
  const paragraphs = ['This is the test mail of "chengdan doctor --mail".'];
  const mail = { to, language: 'en' as const, subject: 'Chengdan can send mail', paragraphs, messageId: randomUUID() };
  try {
    await deliver(env, env.SMTP_URL, mail);
  } catch (error) {
    throw new StartError(`not sent: ${explain(error)}.`, 'Check user, password and sender in SMTP_URL.', error);
  }
  return `sent to ${to}`;
}

/** Connects and waits for the greeting; signs in nowhere and sends nothing. */
async function checkMail(text: string): Promise<string> {
  const url = new URL(text);
  const port = Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587);
  const socket = createConnection({ host: url.hostname, port, timeout: 5000 });
  try {
    await new Promise<void>((done, fail) => {
      socket.once('connect', done).once('error', fail);
      socket.once('timeout', () => fail(new Error('no answer within 5 seconds')));
    });
    return `${url.hostname}:${port} answers`;
  } catch (error) {
    throw new StartError(`${hideSecrets(text)} does not answer: ${explain(error)}.`, 'Check SMTP_URL and the network.', error);
  } finally {
    socket.destroy();
  }
}
