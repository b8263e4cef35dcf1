import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Language } from '../src/platform/languages.ts';
import { findJourneyBrowser } from '../test/e2e/chromium.ts';

export const root = join(import.meta.dirname, '..');
const person = { email: 'lin@example.test', password: 'step by step to the order' };

/** Whose program it is: the workspace as it is set up, with the name of its owner. */
export interface Setup {
  workspaceName: string;
  name: string;
  currency: string;
  timeZone: string;
  language: Language;
}

const usual: Setup = { workspaceName: 'Acme', name: '林晓雯', currency: 'USD', timeZone: 'Asia/Shanghai', language: 'zh-Hans' };

export type Send = <T = { id: string }>(method: string, path: string, data?: object) => Promise<T>;

export interface RunningProgram {
  base: string;
  browser: Browser;
  /** Calls the API as the workspace's owner. */
  send: Send;
  /** Runs a command of the program on its data. */
  command(...words: string[]): void;
  /** A page signed in as the owner. */
  page: Page;
}

/** The address that the program says it is ready at: any free port, so that no other program there is written to. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /is ready: (http:\S+)/.exec(said)?.[1];
      if (address) done(address);
    });
    child.once('exit', (code) => fail(new Error(`the program ended with ${String(code)}:\n${said}`)));
  });
}

function sender(page: Page, base: string): Send {
  return async (method, path, data) => {
    const reply = await page.request.fetch(`${base}/api/v1${path}`, { method, timeout: 0, ...(data ? { data } : {}) });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`);
    return reply.json();
  };
}

async function open(base: string, folder: string, setup: Setup): Promise<RunningProgram> {
  const browser = await chromium.launch({
    executablePath: findJourneyBrowser() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: base });
  const send = sender(page, base);
  await send('POST', '/setup', { ...setup, ...person });
  const env = { ...process.env, CHENGDAN_DATA: folder };
  const command = (...words: string[]): void =>
    void execFileSync('npm', ['run', '-s', 'chengdan', '--', ...words], { cwd: root, env, stdio: 'inherit' });
  return { base, browser, send, command, page };
}

/** Starts the program with a workspace of its own and a browser, and leaves nothing behind. */
export async function withProgram(work: (program: RunningProgram) => Promise<void>, setup = usual): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chengdan-pictures-'));
  const server = spawn(process.execPath, [join(root, 'scripts', 'chengdan.mjs'), 'start'], {
    env: { ...process.env, PORT: '0', CHENGDAN_DATA: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    const program = await open(await addressOf(server), folder, setup);
    await work(program).finally(() => program.browser.close());
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
