import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FloorWork } from './floor.ts';
import type { LoadOptions, LoadResult } from './load.ts';
import type { WorkerTask } from './worker.ts';

const root = join(import.meta.dirname, '..');

async function ask(child: ChildProcess, task: WorkerTask): Promise<Record<string, unknown>> {
  const replied = once(child, 'message');
  child.send(task);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('a process of the bench ended early')));
  ended.catch(() => undefined);
  const [reply]: unknown[] = await Promise.race([replied, ended]);
  if (typeof reply !== 'object' || reply === null) throw new Error('no answer of a process of the bench');
  if ('error' in reply) throw new Error(String(reply.error));
  return { ...reply };
}

const startWorker = (): ChildProcess => fork(join(import.meta.dirname, 'worker.ts'));

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

/** Runs the load in a process of its own. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = startWorker();
  try {
    const { requestsPerSecond, p50, p95, p99, errors } = await ask(child, { kind: 'load', options });
    return {
      requestsPerSecond: Number(requestsPerSecond),
      p50: Number(p50),
      p95: Number(p95),
      p99: Number(p99),
      errors: Number(errors),
    };
  } finally {
    await end(child);
  }
}

/** Runs the work with a floor server in a process of its own. */
export async function withFloor<T>(floor: FloorWork, work: (port: number, pid: number) => Promise<T>): Promise<T> {
  const child = startWorker();
  try {
    const { port } = await ask(child, { kind: 'floor', work: floor });
    return await work(Number(port), child.pid ?? 0);
  } finally {
    await end(child);
  }
}

/** A port of the loopback address that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

export interface Program {
  port: number;
  pid: number;
  /** From the call of the command until it answered that it is ready. */
  startMs: number;
  stop: () => Promise<void>;
}

/** Starts the program as its users do: the launcher, `start`, the data folder. */
export async function startProgram(dataFolder: string, nodeOptions = ''): Promise<Program> {
  const port = await freePort();
  const env = { ...process.env, CHENGDAN_DATA: dataFolder, PORT: String(port), LOG_LEVEL: 'warn', NODE_OPTIONS: nodeOptions };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(root, 'scripts', 'chengdan.mjs'), 'start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error('the program did not start');
    await sleep(10);
  }
  const startMs = performance.now() - startedAt;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { port, pid: child.pid ?? 0, startMs, stop };
}

async function isReady(port: number): Promise<boolean> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null);
  return reply?.ok ?? false;
}

/** Proportional memory of processes in bytes; null where the system does not tell. */
export async function memoryOf(pids: readonly number[]): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const parts = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  return parts.reduce((sum, part) => sum + part, 0);
}

/** The most memory that a process has held so far, in MB; 0 where the system does not tell. */
export async function peakMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Processor time in milliseconds that processes and all that came from them have used; null where the system does not tell. */
export async function processorTimeOf(roots: readonly number[]): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const pids = new Set((await Promise.all(roots.map(descendantsOf))).flat().map(({ pid }) => pid));
  const parts = await Promise.all(
    [...pids].map(async (pid) => {
      // After the name in brackets; hundredths of a second since Linux 2.6.
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
    }),
  );
  return parts.reduce((sum, part) => sum + part, 0);
}

/** The process of an embedded database. */
export async function databasePid(dataFolder: string): Promise<number> {
  return Number((await readFile(join(dataFolder, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A process and all that came from it. */
export async function descendantsOf(pid: number): Promise<{ pid: number; command: string }[]> {
  const all = await Promise.all((await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(readProcess));
  const known = new Set([pid]);
  for (let size = 0; size !== known.size;) {
    size = known.size;
    for (const one of all) if (one && known.has(one.parent)) known.add(one.pid);
  }
  return all.flatMap((one) => (one && known.has(one.pid) ? [{ pid: one.pid, command: one.command }] : []));
}

async function readProcess(name: string): Promise<{ pid: number; parent: number; command: string } | null> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
  const found = /^(\d+) \((.*)\) \S (\d+)/s.exec(text);
  return found ? { pid: Number(found[1]), command: found[2] ?? '', parent: Number(found[3]) } : null;
}
