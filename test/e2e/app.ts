import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished } from 'vitest';
import type { Database } from '../../src/platform/db.ts';
import type { TestUser } from '../build.ts';
import { testDb } from '../db.ts';
import { launchArguments } from './chromium.ts';

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'test-results');

export const viewports = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } } as const;

export interface PageOptions {
  /** Signed in as this person; nobody when left out. */
  user?: TestUser;
  viewport?: keyof typeof viewports;
  /** Language of the browser, which decides before anybody has signed in. */
  locale?: 'en-US' | 'zh-CN' | 'zh-TW';
  colorScheme?: 'light' | 'dark';
  timeZone?: string;
  /** As a browser in which scripts are switched off. */
  isWithoutScripts?: boolean;
  /** Texts of console errors that this journey provokes on purpose (a refused request is one in the browser's eyes). */
  expectedErrors?: RegExp;
}

export interface App {
  db: Database;
  databaseUrl: string;
  /** Address of the running program. */
  url: string;
  /** Opens a window of its own: own cookies, own storage. It is closed with the test, which fails if the page had an error. */
  open(path: string, options?: PageOptions): Promise<Page>;
}

/** Refusals that a journey provokes show in the browser's console as "Failed to load resource"; they are no faults of the page. */
const refusedRequest = /^Failed to load resource: the server responded with a status of (400|401|403|404|409|422)/;

/**
 * The program as people run it, on a database of this file and a free port, with a browser: `const app = await startApp();`
 * at the top of a journey. Everything is ended with the file.
 */
export async function startApp(environment: Record<string, string> = {}): Promise<App> {
  const { db, url: databaseUrl } = await testDb();
  const data = await mkdtemp(join(tmpdir(), 'chengdan-e2e-'));
  const server = await startServer({
    ...environment,
    DATABASE_URL: databaseUrl,
    CHENGDAN_DATA: data,
    PORT: '0',
    LOG_LEVEL: 'warn',
  });
  const browser = await chromium.launch({ executablePath: inject('chromium'), args: launchArguments, chromiumSandbox: false });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await rm(data, { recursive: true, force: true });
  });
  return { db, databaseUrl, url: server.url, open: (path, options) => openPage(browser, server.url, path, options) };
}

async function startServer(environment: Record<string, string>): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', 'start'], {
    cwd: root,
    // The server follows its parent: should this process be killed, it ends too.
    env: { ...process.env, NODE_ENV: 'production', CHENGDAN_PARENT: String(process.pid), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(child);
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Waits for the line that a person would wait for: "Chengdan 0.1.0 is ready: http://127.0.0.1:…". */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /is ready: (http:\S+)/.exec(said)?.[1];
      if (address) done(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => fail(new Error(`the server ended with ${String(code)} before it was ready:\n${said}`)));
  });
}

async function openPage(browser: Browser, url: string, path: string, options: PageOptions = {}): Promise<Page> {
  const {
    user,
    viewport = 'desktop',
    locale = 'en-US',
    colorScheme = 'light',
    timeZone = 'Asia/Shanghai',
    isWithoutScripts = false,
    expectedErrors,
  } = options;
  const isPhone = viewport === 'phone';
  const settings: BrowserContextOptions = {
    viewport: viewports[viewport],
    locale,
    colorScheme,
    timezoneId: timeZone,
    reducedMotion: 'reduce',
    javaScriptEnabled: !isWithoutScripts,
  };
  const context = await browser.newContext({ ...settings, hasTouch: isPhone, isMobile: isPhone, baseURL: url });
  if (user) {
    const [name = '', value = ''] = user.cookie.split('=', 2);
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !refusedRequest.test(text) && !expectedErrors?.test(text)) errors.push(text);
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await takePicture(page, task.name);
    await context.close();
    expect(errors, 'errors in the console of the page').toEqual([]);
  });
  await page.goto(path);
  // What the server drew can be read, not used: a person who saw nothing happen would press again.
  if (!isWithoutScripts) await page.locator('#drawn').waitFor({ state: 'detached' });
  return page;
}

/** What the page looked like when its test failed, for a person to see: test-results/<test>.png. */
async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const file = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80);
  await page.screenshot({ path: join(pictures, `${file}.png`) }).catch(() => undefined);
}

/** Fails with what axe finds against WCAG 2.2 A and AA on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} — ${nodes.map((node) => node.target.join(' ')).join('; ')}`,
  );
  expect(found, 'accessibility').toEqual([]);
}

/** Fails when the page scrolls sideways, which it never should at any width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { inner, scroll } = await page.evaluate(() => ({
    inner: window.innerWidth,
    scroll: document.documentElement.scrollWidth,
  }));
  expect(scroll, `page is ${scroll} wide in a window of ${inner}`).toBeLessThanOrEqual(inner);
}
