import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain, StartError } from './start-error.ts';

/** Who holds a data folder, written beside its lock for the commands that attach to a running server. */
export interface Holder {
  pid: number;
  /** `start` for a server, else the command's name. */
  command: string;
  version: string;
  /** Connection string of the database, once it can be used. */
  databaseUrl?: string;
  /** Address of a server that listens. */
  address?: string;
  /** Set by a server that will be gone in a moment. */
  isStopping?: boolean;
}

export interface FolderLock {
  /** Tells others about this process; only our own user can read it. */
  publish(more: Partial<Holder>): Promise<void>;
  release(): Promise<void>;
}

const lockFile = (folder: string): string => join(folder, 'lock');
const holderFile = (folder: string): string => join(folder, 'holder.json');

/**
 * Takes a data folder for this process; null when another one has it. Node has no file lock of its own, so this is the one
 * of an empty SQLite file, which nothing is ever written to: the operating system holds it, and lets go when the process
 * ends, however it ends. A file with a process number in it would be wrong after a kill or a restart of a container.
 */
export async function lockFolder(folder: string, self: Pick<Holder, 'command' | 'version'>): Promise<FolderLock | null> {
  await makeFolder(folder);
  const handle = openLock(folder);
  if (!handle) return null;
  let holder: Holder = { ...self, pid: process.pid };
  const publish = async (more: Partial<Holder>) => {
    holder = { ...holder, ...more };
    const draft = `${holderFile(folder)}.draft`;
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
    await rename(draft, holderFile(folder));
  };
  await publish({});
  return {
    publish,
    release: async () => {
      await rm(holderFile(folder), { force: true });
      handle.close();
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeAll(folder);
    // Ours alone: whoever can open the file can hold the lock.
    await (await open(lockFile(folder), 'a', 0o600)).close();
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be written: ${explain(error)}.`,
      'Set CHENGDAN_DATA to a folder that you can write to.',
      error,
    );
  }
}

/** Makes a folder and those above it. The `recursive` of `mkdir` never ends where a file system takes no folder (`/proc/x`). */
async function makeAll(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o711 });
  } catch (error) {
    if (await isFolder(folder)) return;
    const above = dirname(folder);
    if (above === folder || (await isFolder(above))) throw error;
    await makeAll(above);
    await makeAll(folder);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function openLock(folder: string): DatabaseSync | null {
  let handle: DatabaseSync | undefined;
  try {
    handle = new DatabaseSync(lockFile(folder));
    handle.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive');
    return handle;
  } catch (error) {
    handle?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return null;
    throw new StartError(
      `The data folder ${folder} cannot be locked: ${explain(error)}.`,
      'Set CHENGDAN_DATA to a folder that you can write to.',
      error,
    );
  }
}

/** What the holder of the folder says about itself; null when it has not said anything yet. */
export async function readHolder(folder: string): Promise<Holder | null> {
  const text = await readFile(holderFile(folder), 'utf8').catch(() => null);
  if (text === null) return null;
  const holder: unknown = JSON.parse(text);
  return isHolder(holder) ? holder : null;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'command' in value;
}

/**
 * Takes the folder for a server or for a command that needs the database to itself. A command that is running is waited for,
 * and a server that is stopping; a server that has the folder is a refusal. The first second is always waited: a server whose
 * npm was killed notices it within that time.
 */
export async function takeFolder(
  folder: string,
  self: Pick<Holder, 'command' | 'version'>,
  onWait: (holder: Holder | null) => void,
): Promise<FolderLock> {
  const startedAt = Date.now();
  for (let tries = 1; ; tries++) {
    const lock = await lockFolder(folder, self);
    if (lock) return lock;
    const holder = await readHolder(folder);
    const isServing = holder?.command === serverCommand && !holder.isStopping;
    if (Date.now() - startedAt > (isServing ? 1000 : 90_000)) throw heldRefusal(folder, holder);
    if (tries === 40) onWait(holder);
    await sleep(50);
  }
}

/** Makes the folder of a process that shares it with others: those on the operator's own database, of which each has a part. */
export async function shareFolder(folder: string): Promise<FolderLock> {
  await makeFolder(folder);
  return { publish: async () => {}, release: async () => {} };
}

/** What a server calls itself. */
export const serverCommand = 'start';

function heldRefusal(folder: string, holder: Holder | null): StartError {
  if (holder?.command !== serverCommand) {
    return new StartError(
      `The data folder ${folder} is in use by "chengdan ${holder?.command ?? '?'}".`,
      'Wait until it has ended, or set CHENGDAN_DATA to another folder.',
    );
  }
  const place = holder.address ? ` at ${holder.address}` : '';
  return new StartError(
    `Chengdan is already running${place} on the data folder ${folder} (process ${holder.pid}).`,
    'Stop it first, or set CHENGDAN_DATA to another folder and PORT to another port.',
  );
}
