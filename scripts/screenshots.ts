import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

/**
 * Makes the pictures of the README from the running program: a fresh workspace, the public pipeline of
 * `examples/crm-sales-opportunities` imported, one deal worked on. `node scripts/screenshots.ts FOLDER_OF_THE_CSV_FILES`
 */
const root = join(import.meta.dirname, '..');
const images = join(root, 'docs', 'images');
const person = { email: 'lin@example.test', password: 'step by step to the order' };

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

type Send = (method: string, path: string, data?: object) => Promise<{ id: string }>;

function sender(page: Page, base: string): Send {
  return async (method, path, data) => {
    const reply = await page.request.fetch(`${base}/api/v1${path}`, { method, ...(data ? { data } : {}) });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${await reply.text()}`);
    return reply.json();
  };
}

/** One Chinese deal with a customer, a decision maker and something on its timeline. */
async function workedDeal(send: Send): Promise<string> {
  const account = await send('POST', '/accounts', { name: '远景智造(苏州)有限公司', industry: '装备制造' });
  const contact = await send('POST', '/contacts', {
    name: '周明',
    accountId: account.id,
    jobTitle: '采购总监',
    phones: [{ value: '138 0013 8000' }],
  });
  const deal = await send('POST', '/deals', {
    title: '产线视觉检测二期',
    accountId: account.id,
    primaryContactId: contact.id,
    amountMinor: 128_600_000,
    currency: 'USD',
    interest: '减少停线,提高检出率',
  });
  await send('PUT', `/deals/${deal.id}/contacts/${contact.id}`, { role: 'decisionMaker', attitude: 'supporter' });
  const said = {
    recordId: deal.id,
    kind: 'call',
    direction: 'out',
    isTwoWay: true,
    subject: '通话 · 周明',
    body: '同意验收后付 30%,要求年底前上线。',
  };
  await send('POST', '/activities', { ...said, doneAt: new Date().toISOString() });
  return deal.id;
}

async function shoot(page: Page, url: string, name: string, language: string): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('chengdan.language', chosen), language);
  await page.goto(url);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(images, `${name}.png`) });
}

async function take(base: string, data: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const send = sender(page, base);
  await send('POST', '/setup', {
    workspaceName: 'Acme',
    currency: 'USD',
    timeZone: 'Asia/Shanghai',
    name: '林晓雯',
    language: 'zh-Hans',
    ...person,
  });
  const map = join('examples', 'crm-sales-opportunities', 'map.json');
  const command = ['run', '-s', 'chengdan', '--', 'import', '--workspace', 'acme', '--map', map, data];
  execFileSync('npm', command, { cwd: root, env: { ...process.env, CHENGDAN_DATA: folder }, stdio: 'inherit' });
  const deal = await workedDeal(send);
  const targets = { winRate: 6500, salesCycleDays: 55, revenue: 950_000_000 };
  for (const [kpi, value] of Object.entries(targets))
    await send('PUT', '/insights/targets', { kpi, teamId: null, year: 2017, value });
  await shoot(page, `${base}/deals`, 'board-en', 'en');
  await shoot(page, `${base}/deals/${deal}`, 'deal-zh', 'zh-Hans');
  await shoot(page, `${base}/insights?period=year&from=2017-01-01`, 'insights-en', 'en');
  await browser.close();
}

const folder = mkdtempSync(join(tmpdir(), 'chengdan-pictures-'));
const [data = join(root, '..', 'shared', 'data', 'crm-sales-opportunities')] = process.argv.slice(2);
mkdirSync(images, { recursive: true });
const server = spawn(process.execPath, [join(root, 'scripts', 'chengdan.mjs'), 'start'], {
  env: { ...process.env, PORT: '0', CHENGDAN_DATA: folder },
  stdio: ['ignore', 'pipe', 'ignore'],
});
const ended = new Promise((resolve) => server.once('exit', resolve));
try {
  await take(await addressOf(server), data);
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
