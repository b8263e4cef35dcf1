import { execFileSync, spawn } from 'node:child_process';
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
const port = 3391;
const base = `http://127.0.0.1:${port}`;
const person = { email: 'lin@example.test', password: 'step by step to the order' };

async function ready(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const up = await fetch(`${base}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the server did not come up');
}

type Send = (method: string, path: string, data?: object) => Promise<{ id: string }>;

function sender(page: Page): Send {
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

async function shoot(page: Page, path: string, name: string, language: string): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem('chengdan.language', chosen), language);
  await page.goto(`${base}${path}`);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(images, `${name}.png`) });
}

async function take(data: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const send = sender(page);
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
  await shoot(page, '/deals', 'board-en', 'en');
  await shoot(page, `/deals/${deal}`, 'deal-zh', 'zh-Hans');
  await shoot(page, '/insights?from=2017-01-01&to=2017-12-31', 'insights-en', 'en');
  await browser.close();
}

const folder = mkdtempSync(join(tmpdir(), 'chengdan-pictures-'));
const [data = join(root, '..', 'shared', 'data', 'crm-sales-opportunities')] = process.argv.slice(2);
mkdirSync(images, { recursive: true });
const server = spawn(process.execPath, [join(root, 'scripts', 'chengdan.mjs'), 'start'], {
  env: { ...process.env, PORT: String(port), CHENGDAN_DATA: folder },
  stdio: 'ignore',
});
const ended = new Promise((resolve) => server.once('exit', resolve));
try {
  await ready();
  await take(data);
} finally {
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
