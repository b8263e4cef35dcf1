import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify, stripVTControlCharacters } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { lockFolder } from '../platform/lock.ts';
import { StartError } from '../platform/start-error.ts';
import { version } from '../platform/version.ts';

const root = join(import.meta.dirname, '..', '..');
const target = join(root, 'dist', 'web');
const stampName = '.stamp.json';
const vitePath = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

/** What the web app is made of: its own folders, and the files that server and browser share. */
const sources = ['src/web', 'src/modules', 'src/platform'];
const shared = ['vite.config.ts', 'package-lock.json', 'scripts/words-plugin.ts'];
/** Files of the server alone: changing them does not change the web app. */
const serverOnly =
  /(^src\/platform\/postgres\/)|(^src\/modules\/(?!.*\/web\/).*(store|service|routes|jobs|policy|entity)\.ts$)|\.(test|spec)\.tsx?$/;

interface Stamp {
  /** Of names, sizes and times: a cheap way to see that nothing changed. */
  look: string;
  /** Of names and contents: what counts. */
  content: string;
}

export interface BuildOptions {
  report: (text: string) => void;
  /** Build even when nothing changed. */
  isForced?: boolean;
}

/** Whether there is a web app to serve, and whether the next start builds another. */
export async function webState(): Promise<'current' | 'stale' | 'missing'> {
  if (!existsSync(vitePath)) return existsSync(join(target, 'index.html')) ? 'current' : 'missing';
  const stamp = await readStamp();
  return stamp && stamp.content === (await contentOf(await listSources())) ? 'current' : 'stale';
}

/**
 * Builds the web app if its sources have changed since the last time, and answers its folder. The last build stays in use
 * until the new one is complete.
 */
export async function buildWeb({ report, isForced = false }: BuildOptions): Promise<string | null> {
  // An installation without the build tools serves what it was delivered with.
  if (!existsSync(vitePath)) return existsSync(join(target, 'index.html')) ? target : null;
  const files = await listSources();
  const before = isForced ? null : await readStamp();
  const look = await lookOf(files);
  if (before?.look === look) return target;
  const content = await contentOf(files);
  if (before?.content === content) {
    await writeFile(join(target, stampName), JSON.stringify({ look, content }));
    return target;
  }
  return alone(async () => {
    // Another server may have built the same meanwhile.
    if (!isForced && (await readStamp())?.content === content) return target;
    report('Building the web app…');
    const draft = `${target}.draft`;
    await rm(draft, { recursive: true, force: true });
    await runVite(['--outDir', draft], report);
    await Promise.all([compressFiles(draft), runVite(['--ssr', 'drawing.tsx', '--outDir', join(draft, '.drawing')], report)]);
    await writeFile(join(draft, stampName), JSON.stringify({ look, content }));
    await replaceFolder(draft);
    return target;
  });
}

/** Servers on several data folders share one program, and its web app is built once. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await lockFolder(join(root, 'dist', 'building'), { command: 'build', version });
    if (!lock) await sleep(100);
    else {
      try {
        return await work();
      } finally {
        await lock.release();
      }
    }
  }
}

async function listSources(): Promise<string[]> {
  const found: string[] = shared.filter((path) => existsSync(join(root, path)));
  for (const folder of sources) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (!serverOnly.test(path)) found.push(path);
    }
  }
  return found.toSorted();
}

async function lookOf(files: string[]): Promise<string> {
  const lines = await Promise.all(
    files.map(async (path) => {
      const { size, mtimeMs } = await stat(join(root, path));
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

async function contentOf(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest('hex');
}

async function readStamp(): Promise<Stamp | null> {
  const text = await readFile(join(target, stampName), 'utf8').catch(() => null);
  if (text === null) return null;
  const stamp: unknown = JSON.parse(text);
  const isStamp = typeof stamp === 'object' && stamp && 'look' in stamp && 'content' in stamp;
  return isStamp ? { look: String(stamp.look), content: String(stamp.content) } : null;
}

/** In a process of its own, so that the bundler's memory is not the server's. */
async function runVite(more: readonly string[], report: BuildOptions['report']): Promise<void> {
  const args = [vitePath, 'build', '--config', join(root, 'vite.config.ts'), ...more, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((done) => {
    child.once('error', () => done(1));
    child.once('close', done);
  });
  if (code === 0) return;
  const lines = stripVTControlCharacters(said).split('\n');
  report(lines.filter((line) => !/^\s+at /.test(line)).join('\n'));
  throw new StartError(
    'The web app could not be built: see the lines above.',
    'Mend its sources, or put back the ones that were delivered.',
  );
}

const compress = promisify(brotliCompress);
const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest', '.map', '.txt']);

/** Compressed once here, not on every request. */
async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)) && !entry.parentPath.includes('.drawing'))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    paths.map(async (path) => {
      const content = await readFile(path);
      if (content.length < 1024) return;
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      await writeFile(`${path}.br`, await compress(content, { params }));
    }),
  );
}

async function replaceFolder(draft: string): Promise<void> {
  const old = `${target}.old`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(target)) await rename(target, old);
  await rename(draft, target);
  await rm(old, { recursive: true, force: true });
}
