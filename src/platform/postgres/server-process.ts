import { execFile, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { chown, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Where one embedded server lives. */
export interface Cluster {
  /** Holds everything below; belongs to the account. */
  folder: string;
  data: string;
  log: string;
  account: Account;
  binaries: Binaries;
}

/** What PostgreSQL's own lock file says. */
export interface Running {
  pid: number;
  port: number;
  socketFolder: string;
  isReady: boolean;
}

const run = promisify(execFile);
const isWindows = process.platform === 'win32';

/** The environment of PostgreSQL's programs: ours without the variables that would turn its head. */
export function databaseEnvironment(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|LD_|DYLD_|NODE_|npm_)/.test(name));
  return { ...Object.fromEntries(own), LC_ALL: 'C', TZ: 'UTC', HOME: folder };
}

export async function readLockFile(data: string): Promise<Running | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid = '', , , port = '', socketFolder = '', , , status = ''] = text.split('\n').map((line) => line.trim());
  if (!/^\d+$/.test(pid)) return null;
  return { pid: Number(pid), port: Number(port), socketFolder, isReady: status === 'ready' };
}

/** True while a process runs. One that is dead and not yet reaped (its parent was killed, and there is no init) is dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** The command line of a process, or null when it cannot be told. */
async function commandLine(pid: number): Promise<string | null> {
  if (isWindows) return null;
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (fromProc !== null) return fromProc.replaceAll('\0', ' ');
  const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return listed.status === 0 ? listed.stdout : null;
}

/** The server that runs on this data, left behind by one of ours that was killed. */
export async function findRunning(cluster: Cluster): Promise<Running | null> {
  const running = await readLockFile(cluster.data);
  if (!running || !isAlive(running.pid)) return null;
  const command = await commandLine(running.pid);
  return command === null || command.includes('postgres') ? running : null;
}

/**
 * Removes what a server that is no more has left to keep others away: its lock file and its socket. PostgreSQL itself takes
 * them for those of a living one when their process number now belongs to another program (after a restart of the machine or
 * the container) or to a process that nobody has reaped.
 */
export async function clearStaleLocks(cluster: Cluster, socketFolder: string | null): Promise<void> {
  await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  if (socketFolder === null) return;
  for (const name of await readdir(socketFolder)) {
    if (name.startsWith('.s.PGSQL.')) await rm(join(socketFolder, name), { force: true });
  }
}

/** True when the running server is the very program that this release brings. */
export async function isOurProgram(cluster: Cluster): Promise<boolean> {
  const started = await readFile(join(cluster.data, 'postmaster.opts'), 'utf8').catch(() => '');
  return started.startsWith(cluster.binaries.postgres);
}

/** Starts the server and waits until it takes connections; after a crash it first recovers, which may take its time. */
export async function launch(cluster: Cluster, onProgress: (seconds: number) => void): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchOnce(cluster, onProgress);
    } catch (error) {
      // A server that was killed leaves processes that finish what they are at; PostgreSQL waits for none of them.
      const isOccupied = error instanceof StartError && error.message.includes('pre-existing shared memory block');
      if (!isOccupied || attempt === 120) throw error;
      await sleep(500);
    }
  }
}

async function launchOnce(cluster: Cluster, onProgress: (seconds: number) => void): Promise<Running> {
  const logged = await turnLog(cluster);
  const launched = isWindows ? await launchByControl(cluster) : launchDetached(cluster);
  const startedAt = Date.now();
  for (let tick = 1; ; tick++) {
    const running = await readLockFile(cluster.data);
    if (running?.isReady && isAlive(running.pid)) return running;
    if (launched.hasDied()) throw await startFailure(cluster, launched, logged);
    if (tick % 1000 === 0) onProgress(Math.round((Date.now() - startedAt) / 1000));
    await sleep(5);
  }
}

interface Launched {
  hasDied(): boolean;
  /** Of the server; unknown where another program starts it, or nothing was started. */
  pid: number | undefined;
}

/** A group of its own, so that Ctrl-C reaches us alone and the server is there until we have drained. */
function launchDetached(cluster: Cluster): Launched {
  const log = openSync(cluster.log, 'a', 0o600);
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.data], {
    ...cluster.account,
    cwd: cluster.folder,
    env: databaseEnvironment(cluster.folder),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let isDead = false;
  child.once('exit', () => (isDead = true));
  child.once('error', () => (isDead = true));
  child.unref();
  return { hasDied: () => isDead, pid: child.pid };
}

/** On Windows `pg_ctl` starts it: it gives up administrator's rights, with which the server would refuse to run. */
async function launchByControl(cluster: Cluster): Promise<Launched> {
  const { binaries, data, log, folder } = cluster;
  const started = spawn(binaries.pgCtl, ['start', '-W', '-s', '-D', data, '-l', log], {
    cwd: folder,
    env: databaseEnvironment(folder),
    stdio: 'ignore',
    windowsHide: true,
  });
  const code = await new Promise<number | null>((done) => {
    started.once('exit', done);
    started.once('error', () => done(1));
  });
  const deadline = Date.now() + 120_000;
  return { hasDied: () => code !== 0 || Date.now() > deadline, pid: undefined };
}

/** Makes the log ready to be written to, and returns how many bytes it has already. */
async function turnLog({ log, account }: Cluster): Promise<number> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  const isFull = size > 10_000_000;
  if (isFull) await rename(log, `${log}.1`);
  closeSync(openSync(log, 'a', 0o600));
  if (account.uid !== undefined && account.gid !== undefined) await chown(log, account.uid, account.gid);
  return isFull ? 0 : size;
}

/** Why a server did not start, in its own words: those that a killed one still writes into the same log are not meant. */
async function startFailure(cluster: Cluster, { pid }: Launched, logged: number): Promise<StartError> {
  const log = await readFile(cluster.log).catch(() => Buffer.alloc(0));
  const lines = log.subarray(logged).toString('utf8').trim().split('\n');
  const own = lines.filter((line) => pid !== undefined && line.includes(`[${pid}]`));
  const told = own.length > 0 ? own : lines;
  const reason = told.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? told.at(-1) ?? '';
  return new StartError(
    `The embedded PostgreSQL did not start: ${reason.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')}.`,
    `See ${cluster.log}.`,
  );
}

/** Stops the server: open transactions are rolled back, what is committed is written, the files are closed. */
export async function shutDown(cluster: Cluster): Promise<void> {
  const running = await readLockFile(cluster.data);
  if (!running || !isAlive(running.pid)) return;
  if (isWindows) {
    await run(cluster.binaries.pgCtl, ['stop', '-D', cluster.data, '-m', 'fast', '-w', '-s'], {
      env: databaseEnvironment(cluster.folder),
    });
    return;
  }
  process.kill(running.pid, 'SIGINT');
  if (await isGone(cluster, running.pid, 60_000)) return;
  // It recovers from its journal at the next start; nothing committed is lost.
  process.kill(running.pid, 'SIGQUIT');
  await isGone(cluster, running.pid, 10_000);
}

/** A process that nobody reaps stays as a zombie (a container without an init): its lock file is the sign. */
async function isGone(cluster: Cluster, pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  let unlockedAt = Infinity;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    // The lock file goes a moment before the process does.
    if (unlockedAt === Infinity && (await readLockFile(cluster.data)) === null) unlockedAt = Date.now();
    if (Date.now() - unlockedAt > 1000) return true;
    await sleep(10);
  }
  return false;
}
