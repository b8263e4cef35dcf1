import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { StartError } from '../start-error.ts';

/** The user that PostgreSQL runs as: nobody in particular when we are root (it refuses root), else ourselves. */
export interface Account {
  uid?: number;
  gid?: number;
}

const nobody = { uid: 65_534, gid: 65_534 };

export function databaseAccount(): Account {
  return process.getuid?.() === 0 ? nobody : {};
}

/** Makes a folder that only the account can read. */
export async function ownFolder(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
  if (process.platform !== 'win32') await chmod(folder, 0o700);
}

/**
 * Makes the data folder and lets the account pass through it (not list it). Refuses one that the account cannot reach,
 * such as a folder in root's home.
 */
export async function reachableFolder(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  if (account.uid === undefined) return;
  const { mode } = await stat(folder);
  if ((mode & 0o011) !== 0o011) await chmod(folder, (mode & 0o7777) | 0o011);
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' });
  if (probe.status === 0) return;
  throw new StartError(
    `PostgreSQL does not run as root, and the user it runs as instead (${account.uid}) cannot enter ${folder}.`,
    'Set CHENGDAN_DATA to a folder that all users can reach, for example /var/lib/chengdan, or start as another user than root.',
  );
}
