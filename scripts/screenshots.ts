import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root, type RunningProgram, type Send, withProgram } from './running-program.ts';

/**
 * Makes the pictures of the README from the running program: a fresh workspace, the public pipeline of
 * `examples/crm-sales-opportunities` imported, one deal worked on. `node scripts/screenshots.ts FOLDER_OF_THE_CSV_FILES`
 */
const images = join(root, 'docs', 'images');

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

const [data = join(root, '..', 'shared', 'data', 'crm-sales-opportunities')] = process.argv.slice(2);

async function take({ base, page, send, command }: RunningProgram): Promise<void> {
  command('import', '--workspace', 'acme', '--map', join('examples', 'crm-sales-opportunities', 'map.json'), data);
  const deal = await workedDeal(send);
  const targets = { winRate: 6500, salesCycleDays: 55, revenue: 950_000_000 };
  for (const [kpi, value] of Object.entries(targets))
    await send('PUT', '/insights/targets', { kpi, teamId: null, year: 2017, value });
  await shoot(page, `${base}/deals`, 'board-en', 'en');
  await shoot(page, `${base}/deals/${deal}`, 'deal-zh', 'zh-Hans');
  await shoot(page, `${base}/insights?period=year&from=2017-01-01`, 'insights-en', 'en');
}

mkdirSync(images, { recursive: true });
await withProgram(take);
