import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

/** A workspace with a policy, an answer, a success case, and a deal with an objection. */
async function shop(language: 'en' | 'zh-Hans'): Promise<{ owner: TestUser; dealId: string; quoteId: string }> {
  const { owner } = await buildWorkspace(app.db, { language });
  const send = async (method: 'POST' | 'PATCH', path: string, body: object) => {
    const reply = await ask(app.url, owner, method, path, body);
    expect(reply.status, reply.text).toBeLessThan(300);
    return reply.json;
  };
  await send('PATCH', '/terms-policy', { version: 1, maxPaymentDays: 30, minDepositBp: 3000, maxWarrantyMonths: 12 });
  await send('POST', '/materials', { title: 'Cost per part', objectionKind: 'price', solve: 'Let us count per part.', language });
  await send('POST', '/materials', {
    title: 'Hengchuan',
    kind: 'case',
    need: 'Missed parts',
    story: 'Two lines',
    beforeText: '1.8 %',
    afterText: '0.1 %',
  });
  const account = await send('POST', '/accounts', { name: 'Hengchuan', creditLimitMinor: 100_000 });
  const deal = await send('POST', '/deals', { title: 'Line 2', amountMinor: 500_000, accountId: account.id });
  await send('POST', `/deals/${deal.id}/objections`, { kind: 'price', said: 'Too dear' });
  const quote = await send('POST', '/quotes', { dealId: deal.id });
  return { owner, dealId: deal.id, quoteId: quote.id };
}

async function answer(page: Page, words: { tab: string; open: string; use: string; reply: string; keep: string; from: string }) {
  await page.getByRole('tab', { name: words.tab, exact: true }).click();
  await page.getByRole('button', { name: words.open, exact: true }).click();
  await page.getByRole('list', { name: words.open }).getByText('Cost per part').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: words.use, exact: true }).click();
  expect(await page.getByLabel(words.reply, { exact: true }).inputValue()).toBe('Let us count per part.');
  await page.getByRole('button', { name: words.keep, exact: true }).click();
  await page.getByRole('link', { name: words.from, exact: true }).waitFor();
}

test('an objection is answered from the library', async () => {
  const { owner, dealId } = await shop('en');
  const page = await app.open(`/deals/${dealId}`, { user: owner });
  await answer(page, {
    tab: 'Negotiation',
    open: 'Answers from the library',
    use: 'Use this answer: Cost per part',
    reply: 'Our answer',
    keep: 'Keep',
    from: 'from the library',
  });
});

test('terms that leave the policy say so, on the deal and on its quote, which takes its value block from the library', async () => {
  const { owner, dealId, quoteId } = await shop('en');
  const page = await app.open(`/deals/${dealId}`, { user: owner });
  await page.getByRole('tab', { name: 'Terms', exact: true }).click();
  await page.getByText(/exceeds the credit limit by/).waitFor();
  await page.getByRole('button', { name: 'Begin with the standard terms', exact: true }).click();
  await page.getByText('Within policy', { exact: true }).waitFor();
  await page.getByLabel('Warranty in months', { exact: true }).fill('36');
  const off = '36 months of warranty; the policy allows at most 12 months.';
  await page.getByText(off).first().waitFor();
  await page.getByText('1 term off policy', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save the terms', exact: true }).click();
  await page.getByText('The terms are saved.').waitFor();

  await page.goto(`${app.url}/quotes/${quoteId}?tab=terms`);
  await page.getByText('Not as on the deal', { exact: true }).waitFor();
  await page.getByRole('button', { name: "Take the deal's terms", exact: true }).click();
  await page.getByText('As on the deal', { exact: true }).waitFor();
  await page.getByText(off).first().waitFor();
  await page.getByRole('button', { name: 'From the library', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose from the library' });
  await dialog.getByText('1.8 % → 0.1 %', { exact: true }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take it: Hengchuan', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.getByLabel('Need', { exact: true }).inputValue()).toBe('Missed parts');
  expect(await page.getByLabel('Who has seen it', { exact: true }).inputValue()).toBe('Hengchuan: Two lines');
  await expectAccessible(page);
});

test('a policy that allows more leaves nothing to say', async () => {
  const { owner, quoteId } = await shop('en');
  const page = await app.open('/settings/terms', { user: owner });
  await page.getByLabel('Longest warranty in months', { exact: true }).fill('36');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The policy is saved.').waitFor();
  await page.goto(`${app.url}/quotes/${quoteId}?tab=terms`);
  await page.getByLabel('Warranty in months', { exact: true }).fill('37');
  await page.getByText('37 months of warranty; the policy allows at most 36 months.').first().waitFor();
  await page.getByLabel('Warranty in months', { exact: true }).fill('36');
  await page
    .getByText(/months of warranty; the policy/)
    .first()
    .waitFor({ state: 'hidden' });
});

test('an objection is answered on a phone, in Chinese', async () => {
  const { owner, dealId } = await shop('zh-Hans');
  const page = await app.open(`/deals/${dealId}`, { user: owner, viewport: 'phone', locale: 'zh-CN' });
  await answer(page, {
    tab: '谈判',
    open: '素材库里的回应',
    use: '用这条回应：Cost per part',
    reply: '我们的回应',
    keep: '保存',
    from: '来自素材库',
  });
  await expectNoSidewaysScroll(page);
});

test('terms and value block on a phone, in Chinese', async () => {
  const { owner, dealId, quoteId } = await shop('zh-Hans');
  const page = await app.open(`/deals/${dealId}`, { user: owner, viewport: 'phone', locale: 'zh-CN' });
  await page.getByRole('tab', { name: '条款', exact: true }).tap();
  await page.getByRole('button', { name: '从标准条款开始', exact: true }).tap();
  await page.getByLabel('质保期（月）', { exact: true }).fill('36');
  await page.getByText('质保 36 个月；政策最长 12 个月。').first().waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: '保存条款', exact: true }).tap();
  await page.getByText('条款已保存。').waitFor();
  await page.goto(`${app.url}/quotes/${quoteId}?tab=terms`);
  await page.getByRole('button', { name: '从素材库选', exact: true }).tap();
  await page.getByRole('button', { name: '选用：Hengchuan', exact: true }).tap();
  await page.getByLabel('需要', { exact: true }).waitFor();
  await expectNoSidewaysScroll(page);
  await page.goto(`${app.url}/materials`);
  await page.getByText('「太贵了」').first().waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
