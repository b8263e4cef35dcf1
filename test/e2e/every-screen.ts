import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildUser, buildWorkspace, type TestWorkspace } from '../build.ts';
import type { Language } from '../../src/platform/languages.ts';
import { ask } from './api.ts';
import { type App, expectAccessible, expectNoSidewaysScroll, type PageOptions } from './app.ts';

/** A workspace with one of everything, so that no screen is an empty one. */
async function filled({ url }: App, workspace: TestWorkspace, colleague: string) {
  const make = async (path: string, body: object): Promise<string> => {
    const made = await ask(url, workspace.owner, 'POST', path, body);
    expect(made.status, `${path}: ${made.text}`).toBe(201);
    return made.json.id;
  };
  const name = '一个名字非常长的客户以至于任何一列都放不下它的有限责任公司 (Shanghai) Co., Ltd.';
  const account = await make('/accounts', { name, industry: 'energy' });
  const contact = await make('/contacts', { name: '周明', accountId: account, phones: [{ value: '138 0013 8000' }] });
  const product = await make('/products', { name: 'Pump', priceMinor: 120_000, currency: 'CNY' });
  const competitor = await make('/competitors', { name: '海康' });
  const lead = await make('/leads', { name: '王芳', company: '恒泰', phones: [{ value: '139 0013 8000' }] });
  const deal = await make('/deals', {
    title: '产线视觉检测二期',
    accountId: account,
    primaryContactId: contact,
    amountMinor: 128_600_000,
    currency: 'CNY',
  });
  await make('/activities', { recordId: deal, kind: 'call', subject: '通话', isTwoWay: true, doneAt: new Date().toISOString() });
  await make('/activities', { recordId: deal, kind: 'task', subject: '报价', dueAt: '2026-01-05T02:00:00.000Z' });
  await ask(url, workspace.owner, 'PUT', `/deals/${deal}/contacts/${contact}`, { role: 'decisionMaker' });
  const about = { accountId: account, contactId: contact };
  const quote = await make('/quotes', { title: '产线视觉检测二期', dealId: deal, ...about });
  const order = await make('/orders', { orderedOn: '2026-01-05', currency: 'CNY', ...about });
  const material = await make('/materials', { title: '太贵了', said: '比我们预算高不少。' });
  const book = await make('/price-books', { name: '重点客户' });
  const imported = await make('/imports', { name: '导入' });
  const roles = await ask(url, workspace.owner, 'GET', '/roles');
  const role: string = roles.json.data.at(-1).id;
  const approval = await make('/approvals', {
    subject: 'accountTransfer',
    subjectId: account,
    input: { toUserId: colleague, withDeals: false },
    note: '他们认识',
  });
  const processes = await ask(url, workspace.owner, 'GET', '/processes');
  const process = await make(`/processes/${processes.json.data[0].id}/draft`, {});
  const webhook = await make('/webhooks', { url: 'https://example.com/hook' });
  return {
    role,
    approval,
    process,
    webhook,
    quote,
    order,
    material,
    book,
    account,
    contact,
    product,
    competitor,
    lead,
    deal,
    imported,
  };
}

const plain = [
  '/sign-in',
  '/forgot-password',
  '/reset-password?token=aaaaaaaaaaaaaaaaaaaaaaaa',
  '/invitation?token=aaaaaaaaaaaaaaaaaaaaaaaa',
];

const settingsPages =
  'profile sign-in members teams roles keys webhooks approvals fields company rates terms quote-template taxes calendar'.split(
    ' ',
  );

function inside(id: Awaited<ReturnType<typeof filled>>): string[] {
  const kinds = ['account', 'contact', 'lead', 'product', 'competitor', 'deal', 'quote', 'order', 'material'] as const;
  const lists = kinds.map((kind) => `/${kind}s`);
  const records = kinds.map((kind) => `/${kind}s/${id[kind]}`);
  const settings = ['', ...settingsPages.map((name) => `/${name}`)];
  return [
    '/my-day',
    ...lists,
    '/deals/list',
    '/price-books',
    `/price-books/${id.book}`,
    '/rate-card',
    '/approvals',
    `/approvals/${id.approval}`,
    `/process/${id.process}`,
    `/settings/roles/${id.role}`,
    `/settings/webhooks/${id.webhook}`,
    '/accounts?new=true',
    '/accounts?q=zzzz',
    '/deals?new=true',
    ...records,
    '/insights',
    '/process',
    '/import',
    `/import/${id.imported}`,
    ...settings.map((path) => `/settings${path}`),
    '/nowhere',
  ];
}

const rawKey =
  /\b(web|platform|records|timeline|customers|catalogue|process|deals|prospecting|exchange|insights|identity|settings|webhooks|menu|tour|demo|offers|orders|library|approvals|transfers):[a-z][\w.]+|\{\{|\bundefined\b|\bNaN\b/;

/** Goes to a screen and notes what is wrong with it. */
export async function look({ url }: App, page: Page, path: string, problems: string[]): Promise<void> {
  await page.goto(url + path);
  await page.locator('h1, [role=alert], [role=dialog]').first().waitFor();
  const note = async (check: Promise<unknown>): Promise<void> => {
    await check.catch((error: unknown) =>
      problems.push(`${path}: ${String(error)} ${JSON.stringify(Object(error).actual ?? '')}`),
    );
  };
  await note(page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null, null, { timeout: 10_000 }));
  await note(expectAccessible(page));
  await note(expectNoSidewaysScroll(page));
  const raw = rawKey.exec(await page.locator('body').innerText());
  if (raw) problems.push(`${path}: ${raw[0]}`);
}

/** The first run and the second step ask for a place where nothing else has been yet: their journeys look at them. */
const elsewhere = ['/first-run', '/second-step'];

/** Screens that the table of the product names and none of these addresses leads to. */
async function unseen(addresses: readonly string[]): Promise<string[]> {
  const table = await readFile(join(import.meta.dirname, '../../src/web/screens.tsx'), 'utf8');
  const paths = [...table.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(30);
  const isSeen = (path: string): boolean => {
    const wanted = new RegExp(`^${path.replaceAll('$id', '[^/]+')}$`);
    return addresses.some((address) => wanted.test(address.split('?', 1)[0] ?? ''));
  };
  return paths.filter((path) => !isSeen(path) && !elsewhere.includes(path));
}

type Looks = Required<Pick<PageOptions, 'viewport' | 'colorScheme' | 'locale'>> & { language: Language };

/** What is wrong with any screen of a workspace that has one of everything, and with those before the sign-in. */
export async function problemsOf(app: App, { language, ...looks }: Looks): Promise<string[]> {
  const workspace = await buildWorkspace(app.db, { language });
  const colleague = await buildUser(app.db, workspace, {
    name: 'Somebody with a very long name, and titles before and after it',
  });
  const ids = await filled(app, workspace, colleague.id);
  const problems = (await unseen([...plain, ...inside(ids)])).map((path) => `${path}: nobody looks at it`);
  const stranger = await app.open('/sign-in', { ...looks, expectedErrors: /422|429/ });
  for (const path of plain) await look(app, stranger, path, problems);
  const owner = await app.open('/my-day', { ...looks, user: workspace.owner });
  for (const path of inside(ids)) await look(app, owner, path, problems);
  return problems;
}
