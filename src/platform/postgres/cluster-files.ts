import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFile, chown, lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';
import type { Account } from './account.ts';
import { type Cluster, databaseEnvironment } from './server-process.ts';
import { settingsFile } from './settings.ts';

const run = promisify(execFile);

/** The name of the role and of the database. */
export const databaseName = 'chengdan';

const passwordFile = (cluster: Cluster): string => join(cluster.folder, 'password');

/** The password of a server that listens on TCP; empty where a private socket is the lock. */
export async function readPassword(cluster: Cluster): Promise<string> {
  return readFile(passwordFile(cluster), 'utf8').catch(() => '');
}

/**
 * Makes the database's files when there are none. They are made under another name and renamed, so that a first start that
 * was killed begins anew. Files of another major version are refused: no PostgreSQL reads those of another.
 */
export async function ensureCluster(cluster: Cluster): Promise<boolean> {
  const version = await readFile(join(cluster.data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) {
    await createCluster(cluster);
    return true;
  }
  const [made, brought] = [version.trim(), String(cluster.binaries.major)];
  if (made === brought) return false;
  throw new StartError(
    `The data in ${cluster.data} was made by PostgreSQL ${made}, and this release brings PostgreSQL ${brought}, which cannot read it. Nothing was changed.`,
    `Start the release of Chengdan that brought PostgreSQL ${made} with this data folder and copy the database out (pg_dump of PostgreSQL ${made} or newer), ` +
      `then restore the copy into your own server and set DATABASE_URL, or into an empty CHENGDAN_DATA of this release.`,
  );
}

async function createCluster(cluster: Cluster): Promise<void> {
  const draft = `${cluster.data}.draft`;
  await rm(draft, { recursive: true, force: true });
  const { binaries, folder, account } = cluster;
  const onSocket = process.platform !== 'win32';
  if (!onSocket) await writeFile(passwordFile(cluster), randomBytes(24).toString('base64url'), { mode: 0o600 });
  const locale =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale-provider=icu', '--icu-locale=und'];
  const access = onSocket
    ? ['--auth-local=trust', '--auth-host=reject']
    : ['--auth=scram-sha-256', `--pwfile=${passwordFile(cluster)}`];
  const options = [
    '-D',
    draft,
    '-U',
    databaseName,
    '--encoding=UTF8',
    '--locale=C',
    ...locale,
    ...access,
    '--data-checksums',
    '--no-instructions',
  ];
  try {
    await run(binaries.initdb, options, { ...account, cwd: folder, env: databaseEnvironment(folder), windowsHide: true });
  } catch (error) {
    throw initFailure(cluster, error);
  }
  await appendFile(join(draft, 'postgresql.conf'), "\ninclude 'chengdan.conf'\ninclude_if_exists 'local.conf'\n");
  await rename(draft, cluster.data);
}

function initFailure(cluster: Cluster, error: unknown): StartError {
  const said = typeof error === 'object' && error && 'stderr' in error ? String(error.stderr) : String(error);
  const reason = said.trim().split('\n').at(-1) ?? '';
  const fix = reason.includes('could not look up effective user')
    ? 'PostgreSQL wants a user that the system knows by name. Start as one, or set DATABASE_URL to a PostgreSQL of your own.'
    : 'Check the free space and the rights of the folder.';
  return new StartError(`The embedded database could not be made in ${cluster.data}: ${reason}.`, fix, error);
}

/** Writes the settings; tells whether they differ from those of the last start. */
export async function writeSettings(cluster: Cluster, settings: Record<string, string>): Promise<boolean> {
  const path = join(cluster.data, 'chengdan.conf');
  const text = settingsFile(settings);
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return false;
  await writeFile(`${path}.draft`, text, { mode: 0o600 });
  const { uid, gid } = cluster.account;
  if (uid !== undefined && gid !== undefined) await chown(`${path}.draft`, uid, gid);
  await rename(`${path}.draft`, path);
  return true;
}

/** The longest path of a socket that every system takes (macOS 103 bytes, Linux 107). */
const longestSocketPath = 100;

/**
 * A private folder for the socket. A path below the data folder may be too long for a socket or on a file system that has
 * none, so it is a short name in the temporary folder, the same one for the same data folder.
 */
export async function socketFolder(dataFolder: string, account: Account, temporary = tmpdir()): Promise<string> {
  const hash = createHash('sha256')
    .update(await realpath(dataFolder))
    .digest('hex')
    .slice(0, 12);
  for (const parent of new Set([temporary, '/tmp'])) {
    for (const suffix of ['', '-1', '-2', '-3']) {
      const folder = join(parent, `chengdan-${hash}${suffix}`);
      if (Buffer.byteLength(join(folder, '.s.PGSQL.65535')) > longestSocketPath) break;
      if (await isPrivateFolder(folder, account)) return folder;
    }
  }
  throw new StartError(
    `No folder for the database's socket could be made in ${temporary}.`,
    'Set TMPDIR to a short path that is writable.',
  );
}

/** Makes the folder; false when something of that name is there that is not ours alone, such as a link put there by another user. */
async function isPrivateFolder(folder: string, account: Account): Promise<boolean> {
  const owner = account.uid ?? process.getuid?.();
  try {
    await mkdir(folder, { mode: 0o700 });
    if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
    return true;
  } catch {
    const found = await lstat(folder).catch(() => null);
    return found !== null && found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0;
  }
}
