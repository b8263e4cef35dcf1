import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { chengdan, killAll, ready, stopped } from './program.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'chengdan-package-'));
const data = mkdtempSync(join(tmpdir(), 'chengdan-start-'));

afterAll(async () => {
  await killAll();
  for (const made of [folder, data]) rmSync(made, { recursive: true, force: true });
});

/** Installs the package as npm does, but for the dependencies, which are those of the checkout. */
function install(): string {
  const built = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/package.ts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'chengdan');
  mkdirSync(own, { recursive: true });
  execFileSync('tar', ['xzf', join(root, built.trim()), '--strip-components=1', '-C', own]);
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== 'chengdan' && !name.startsWith('.') && name !== 'vite')
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
  return join(own, 'scripts', 'chengdan.mjs');
}

it('runs from an installed package: the web app is in it, and nothing is built', async () => {
  const file = install();
  const env = { CHENGDAN_DATA: data };
  const server = await ready(chengdan(['start'], env, file));
  const page = await fetch(server.address);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script type="module"')]);
  expect((await fetch(`${server.address}/help/zh-Hans/import`)).status).toBe(200);
  expect(server.err()).not.toContain('Building');
  const options = ['--workspace', 'acme', '--currency', 'CNY', '--name', 'Ann', '--email', 'ann@acme.test', '--role', 'owner'];
  const made = chengdan(['user', 'create', ...options, '--password', 'step by step 1'], env, file);
  expect([await made.ended, made.out()]).toEqual([0, 'Created Ann <ann@acme.test> as owner of acme.\n']);
  // Documents come from the package's own engine, templates and fonts.
  expect(readdirSync(join(folder, 'node_modules', 'chengdan', 'dist', 'fonts'))).toHaveLength(5);
  const send = (path: string, body: object, headers: object = {}) =>
    fetch(`${server.address}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const session = await send('/session', { email: 'ann@acme.test', password: 'step by step 1' });
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0] ?? '')
    .join('; ');
  const letter = await send('/branding/preview', { language: 'zh-Hans' }, { cookie });
  expect([letter.status, letter.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(
    Buffer.from(await letter.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(await stopped(server)).toBe(0);
});
