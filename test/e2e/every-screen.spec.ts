import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildUser, buildWorkspace, type TestWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

/** A workspace with one of everything, so that no screen is an empty one. */
async function filled(workspace: TestWorkspace) {
  const make = async (path: string, body: object): Promise<string> => {
    const made = await ask(app.url, workspace.owner, 'POST', path, body);
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
  await ask(app.url, workspace.owner, 'PUT', `/deals/${deal}/contacts/${contact}`, { role: 'decisionMaker' });
  const imported = await make('/imports', { name: '导入' });
  return { account, contact, product, competitor, lead, deal, imported };
}

const plain = [
  '/sign-in',
  '/forgot-password',
  '/reset-password?token=aaaaaaaaaaaaaaaaaaaaaaaa',
  '/invitation?token=aaaaaaaaaaaaaaaaaaaaaaaa',
];

function inside(id: Awaited<ReturnType<typeof filled>>): string[] {
  const lists = ['/accounts', '/contacts', '/leads', '/products', '/competitors', '/deals', '/deals/list'];
  const kinds = ['account', 'contact', 'lead', 'product', 'competitor', 'deal'] as const;
  const records = kinds.map((kind) => `/${kind}s/${id[kind]}`);
  const settings = ['', '/profile', '/members', '/teams', '/roles', '/keys', '/webhooks', '/fields', '/rates', '/calendar'];
  return [
    '/my-day',
    ...lists,
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
  /\b(web|platform|records|timeline|customers|catalogue|process|deals|prospecting|exchange|insights|identity|settings|webhooks|menu|tour|demo):[a-z][\w.]+|\{\{|\bundefined\b|\bNaN\b/;

async function look(page: Page, path: string, problems: string[]): Promise<void> {
  await page.goto(app.url + path);
  await page.locator('h1, [role=alert], [role=dialog]').first().waitFor();
  const note = async (check: Promise<unknown>): Promise<void> => {
    await check.catch((error: unknown) => problems.push(`${path}: ${String(error)}`));
  };
  await note(page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null, null, { timeout: 10_000 }));
  await note(expectAccessible(page));
  await note(expectNoSidewaysScroll(page));
  const raw = rawKey.exec(await page.locator('body').innerText());
  if (raw) problems.push(`${path}: ${raw[0]}`);
}

test.each([
  { viewport: 'desktop', colorScheme: 'light', locale: 'en-US', language: 'en' },
  { viewport: 'phone', colorScheme: 'dark', locale: 'zh-CN', language: 'zh-Hans' },
] as const)(
  'every screen is accessible, fits and speaks: $viewport, $colorScheme, $language',
  async (looks) => {
    const workspace = await buildWorkspace(app.db, { language: looks.language });
    await buildUser(app.db, workspace, { name: 'Somebody with a very long name, and titles before and after it' });
    const ids = await filled(workspace);
    const problems: string[] = [];
    const stranger = await app.open('/sign-in', { ...looks, expectedErrors: /422|429/ });
    for (const path of plain) await look(stranger, path, problems);
    const owner = await app.open('/my-day', { ...looks, user: workspace.owner });
    for (const path of inside(ids)) await look(owner, path, problems);
    expect(problems).toEqual([]);
  },
  240_000,
);

test('a new workspace says on every list what to do next', async () => {
  const { owner } = await buildWorkspace(app.db);
  const page = await app.open('/my-day', { user: owner });
  const problems: string[] = [];
  for (const path of ['/my-day', '/accounts', '/leads', '/deals', '/insights', '/import']) await look(page, path, problems);
  expect(problems).toEqual([]);
});
