import { expect, test } from 'vitest';
import { buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

async function post(user: TestUser, path: string, body: object, method: 'POST' | 'PUT' = 'POST') {
  const { status, json, text } = await ask(app.url, user, method, path, body);
  expect(status, text).toBeLessThan(300);
  return json;
}

/** A pump for 1,000 that costs 600, with a competitor's price and a quote of two of it. */
async function quotedPump(owner: TestUser) {
  const product = await post(owner, '/products', {
    name: 'Pump',
    code: 'P-1',
    priceMinor: 100_000,
    costMinor: 60_000,
    floorMarginBp: 1000,
    targetMarginBp: 3000,
  });
  const rival = await post(owner, '/competitors', { name: 'Rival' });
  const observedOn = new Date().toISOString().slice(0, 10);
  await post(owner, '/competitor-prices', {
    productId: product.id,
    competitorId: rival.id,
    amountMinor: 105_000,
    currency: 'CNY',
    source: 'Tender',
    observedOn,
  });
  const account = await post(owner, '/accounts', { name: 'Steel' });
  const deal = await post(owner, '/deals', { title: 'Pumps', accountId: account.id });
  const lines = [{ productId: product.id, quantity: '2', unitPriceMinor: 100_000 }];
  await post(owner, `/deals/${deal.id}/products`, { version: deal.version, lines }, 'PUT');
  const quote = await post(owner, '/quotes', { dealId: deal.id });
  return { quoteId: String(quote.id), productId: String(product.id) };
}

test('a line is priced by value after the four were compared, and sending says so', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const { quoteId } = await quotedPump(owner);
  const page = await app.open(`/quotes/${quoteId}`, { user: owner });
  const grid = page.getByRole('grid', { name: 'Lines of the quote', exact: true });
  await grid.getByText('Pump').first().waitFor();
  await page.getByRole('button', { name: 'More for Pump', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Compare the four prices', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Four prices for Pump' });
  const column = (name: string) => dialog.getByRole('region', { name, exact: true });
  await column('Competition-based').getByText('CN¥1,050.00').first().waitFor();
  await column('Competition-based').getByText('Recommended', { exact: true }).waitFor();
  await column('Cost-plus').getByText('CN¥857.15').waitFor();
  await column('Value-based').getByText('Type what meeting a need is worth to the customer.').waitFor();

  await column('Value-based').getByRole('button', { name: 'Add a need', exact: true }).click();
  await column('Value-based').getByRole('textbox', { name: 'Need 1', exact: true }).fill('Saves power');
  await column('Value-based').getByRole('textbox', { name: 'Worth to them, per piece 1', exact: true }).fill('4000');
  await column('Value-based').getByRole('checkbox').check();
  await column('Value-based').getByText('CN¥1,200.00').waitFor();
  await column('Value-based').getByText('Margin 50%').waitFor();
  await dialog.getByText('Value-based fits best.').waitFor();
  await expectAccessible(page);
  await column('Value-based').getByRole('button', { name: 'Choose: Value-based', exact: true }).click();

  await page.getByRole('status').getByText('Saved').waitFor();
  await grid.getByRole('gridcell', { name: /1,200/ }).first().waitFor();
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  await page.getByText(/Pump: Value-based price\..*agreed on what only we offer/).waitFor();
  await page.getByRole('button', { name: 'Mark as sent', exact: true }).click();
  await page.getByRole('button', { name: 'New revision', exact: true }).waitFor();
  const { json } = await ask(app.url, owner, 'GET', `/quotes/${quoteId}/document`);
  expect(json.revision).toMatchObject({
    netMinor: 240_000,
    content: { lines: [{ unitPrice: '1200.00', pricedBy: { method: 'valueBased', reason: 'differentiated' } }] },
  });
  // What was sent still tells how its price came about.
  await page.getByRole('button', { name: 'How the price came about: Pump', exact: true }).click();
  await page.getByText(/Worth CN¥4,000.00 a piece to the customer/).waitFor();
});

test('on the phone, in Chinese: all lines by one way, and a survey on the product', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY', language: 'zh-Hans' });
  const { quoteId, productId } = await quotedPump(owner);
  const page = await app.open(`/quotes/${quoteId}`, { user: owner, viewport: 'phone', locale: 'zh-CN' });
  await page.getByRole('button', { name: '四种定价', exact: true }).tap();
  const dialog = page.getByRole('dialog', { name: '四种定价' });
  await dialog.getByText('Pump').waitFor();
  await dialog.getByRole('button', { name: '选用：竞争定价（所有明细）', exact: true }).waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: '选用：竞争定价（所有明细）', exact: true }).tap();
  await page.getByText('已更新 1 行价格。').waitFor();
  await page
    .getByLabel('合计')
    .getByText(/2,100\.00/)
    .first()
    .waitFor();

  await page.goto(`${app.url}/products/${productId}?tab=prices`);
  const survey = page.getByRole('region', { name: '客户愿付价格', exact: true });
  for (const [name, amount] of [
    ['太便宜', '500'],
    ['便宜', '800'],
    ['贵', '1200'],
    ['太贵', '1500'],
  ] as const)
    await survey.getByRole('textbox', { name, exact: true }).fill(amount);
  await survey.getByRole('button', { name: '添加', exact: true }).tap();
  await survey.getByText('可接受上限', { exact: true }).waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
