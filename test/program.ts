import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
// As the launcher does it: what was compiled once is not compiled again.
const compileCache = join(root, '.runtime', 'compile-cache');
const children = new Set<ChildProcess>();

export interface Run {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  ended: Promise<number | null>;
}

/** Runs the `chengdan` command in a process of its own, with this environment and no other; another program's when one is named. */
export function chengdan(args: readonly string[], env: Record<string, string>, file = join(root, 'src', 'cli.ts')): Run {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  void ended.then(() => children.delete(child));
  return { child, out: () => out, err: () => err, ended };
}

/** Waits until a server says where it is. */
export async function ready(run: Run): Promise<Run & { address: string }> {
  let isEnded = false;
  void run.ended.then(() => (isEnded = true));
  for (;;) {
    const address = /is ready: (http:\S+)/.exec(run.out())?.[1];
    if (address) return { ...run, address };
    if (isEnded) throw new Error(`did not start: ${run.err()}`);
    await sleep(20);
  }
}

/** Asks a process to stop, and answers its exit code. */
export async function stopped({ child, ended }: Run): Promise<number | null> {
  child.kill('SIGTERM');
  return ended;
}

/** For the end of a test file: nothing it started goes on. */
export async function killAll(): Promise<void> {
  const all = [...children];
  for (const child of all) child.kill('SIGKILL');
  await Promise.all(all.map((child) => new Promise((done) => child.once('close', done))));
}
