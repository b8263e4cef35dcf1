import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { buildWeb } from '../src/cli/web-build.ts';
import { copyFonts } from './fonts.ts';
import { isTestFile, listFiles } from './source.ts';

/**
 * Makes the npm package: `npm run package` writes `dist/chengdan-VERSION.tgz`, which `npx` runs without a checkout. Node
 * strips types from a project's own files but not from those of an installed package, so here it is done beforehand; lines
 * and columns stay, and the web app comes built.
 */
const root = join(import.meta.dirname, '..');
const target = join(root, 'dist', 'package');

/** The files of the server: what the browser is made of comes built. */
const served = listFiles(root, 'src').filter((path) => !isTestFile(path) && !/(^src|\/)web\//.test(path));

/** `from './x.ts'` and `import('./x.ts')` name the file that is there. */
const named = (text: string): string => text.replaceAll(/((?:from|import\()\s*'\.[^']*)\.ts'/g, "$1.js'");

function put(path: string, text: string): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), text);
}

function putProgram(): void {
  for (const path of [...served, ...listFiles(root, 'migrations').filter((each) => !isTestFile(each))]) {
    const text = readFileSync(join(root, path), 'utf8');
    if (path.endsWith('.ts')) put(path.replace(/\.ts$/, '.js'), named(stripTypeScriptTypes(text, { mode: 'strip' })));
    else put(path, text);
  }
  put('scripts/chengdan.mjs', readFileSync(join(root, 'scripts/chengdan.mjs'), 'utf8').replaceAll('src/cli.ts', 'src/cli.js'));
  chmodSync(join(target, 'scripts/chengdan.mjs'), 0o755);
  copyFileSync(join(root, 'scripts/runtime.mjs'), join(target, 'scripts/runtime.mjs'));
}

/** The manifest without what only a checkout has. */
function putManifest(): void {
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const left = ['scripts', 'devDependencies', 'private'];
  put(
    'package.json',
    JSON.stringify(Object.fromEntries(Object.entries(manifest).filter(([key]) => !left.includes(key))), null, 2),
  );
}

const web = await buildWeb({ report: (text) => console.error(text) });
if (web === null) throw new Error('there is no web app to pack');
rmSync(target, { recursive: true, force: true });
putProgram();
putManifest();
cpSync(web, join(target, 'dist', 'web'), { recursive: true });
copyFonts(join(target, 'dist', 'fonts'));
for (const path of ['README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'LICENSE', 'examples', 'docs/guide'])
  cpSync(join(root, path), join(target, path), { recursive: true });
const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', join(root, 'dist'), target], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
if (packed.status !== 0) throw new Error('npm pack failed');
console.log(join('dist', packed.stdout.trim()));
