import type { Env } from './env.ts';
import { type FolderLock, serverCommand, shareFolder, takeFolder } from './lock.ts';
import type { Logger } from './logger.ts';
import { StartError } from './start-error.ts';
import { version } from './version.ts';

/** What a process does: everything, or one half of it beside others on one database. */
export const processRoles = ['all', 'web', 'worker'] as const;
export type ProcessRole = (typeof processRoles)[number];

/** Takes the data folder: alone for a whole program; shared by processes that share the operator's database. */
export async function folderFor(role: ProcessRole, env: Env, logger: Logger): Promise<FolderLock> {
  if (role === 'all') {
    return takeFolder(env.CHENGDAN_DATA, { command: serverCommand, version }, (holder) =>
      logger.info({ command: holder?.command }, 'waiting for a command to end'),
    );
  }
  if (env.DATABASE_URL !== undefined) return shareFolder(env.CHENGDAN_DATA);
  throw new StartError(
    `A ${role} process shares its database with others, and DATABASE_URL is unset.`,
    'Set DATABASE_URL to your own PostgreSQL and CHENGDAN_DATA to a folder that all processes reach, or start without --role.',
  );
}
