import { expect, test } from 'vitest';
import { buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

async function send(owner: TestUser, method: 'POST' | 'PUT' | 'GET', path: string, body?: object) {
  const { status, json, text } = await ask(app.url, owner, method, path, body);
  expect(status, text).toBeLessThan(300);
  return json;
}

/** A quote that its customer has accepted: two cameras, less five per cent. */
async function acceptedQuote(owner: TestUser): Promise<{ quoteId: string; accountId: string; totalMinor: number }> {
  const account = await send(owner, 'POST', '/accounts', { name: 'Feldmann GmbH' });
  const camera = await send(owner, 'POST', '/products', { name: 'Line camera', code: 'LC-1', priceMinor: 120_000, unit: 'pc' });
  const deal = await send(owner, 'POST', '/deals', { title: 'Inspection, line 4', accountId: account.id });
  const lines = [{ productId: camera.id, quantity: '2', unitPriceMinor: 120_000 }];
  await send(owner, 'PUT', `/deals/${deal.id}/products`, { version: deal.version, lines });
  const quote = await send(owner, 'POST', '/quotes', { dealId: deal.id });
  const url = `/quotes/${quote.id}`;
  const { revision } = await send(owner, 'GET', `${url}/document`);
  const content = { ...revision.content, discount: { kind: 'share', bp: 500 } };
  const saved = await send(owner, 'PUT', `${url}/document`, { version: revision.version, content });
  await send(owner, 'POST', `${url}/send`, { version: saved.revision.version });
  await send(owner, 'POST', `${url}/accept`, { revision: 1, by: 'Ann' });
  return { quoteId: quote.id, accountId: account.id, totalMinor: saved.quote.totalMinor };
}

test('an accepted quote becomes an order with the same amounts, which its account shows', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const { quoteId, accountId, totalMinor } = await acceptedQuote(owner);
  const page = await app.open(`/quotes/${quoteId}`, { user: owner });
  await page.getByRole('button', { name: 'Create order', exact: true }).click();
  await page.getByRole('heading', { name: /^SO-20\d\d-0001$/ }).waitFor();
  await page.getByText('As accepted in the quote').waitFor();
  // 2 × 1,200 less 5 % and 13 % tax.
  expect(totalMinor).toBe(257_640);
  await page.getByLabel('Totals').getByText('CN¥2,576.40').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Inspection, line 4' }).first().click();
  await page.getByRole('link', { name: /^Order SO-/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Create order', exact: true }).count()).toBe(0);

  await page.goto(`${app.url}/accounts/${accountId}?tab=orders`);
  await page.getByText('1 order · CN¥2,576.40').waitFor();
  await page.getByRole('link', { name: /^SO-20/ }).waitFor();
  await expectAccessible(page);
});

test('a customer’s purchase order is typed in with its file, on the phone too', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  await send(owner, 'POST', '/accounts', { name: 'Harbour Ltd' });
  await send(owner, 'POST', '/products', { name: 'Line camera', code: 'LC-1', priceMinor: 120_000, unit: 'pc' });
  const page = await app.open('/orders', { user: owner });
  await page.getByRole('button', { name: 'New order', exact: true }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Account', { exact: true }).fill('Harb');
  await page.getByRole('option', { name: 'Harbour Ltd' }).click();
  await form.getByLabel("Customer's order number", { exact: true }).fill('PO-4711');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { name: /^SO-20\d\d-0001$/ }).waitFor();

  await page.getByRole('textbox', { name: 'Add a product' }).fill('camera');
  await page.getByRole('option', { name: 'Line camera' }).click();
  await page.getByRole('columnheader', { name: 'Unit price (CNY)', exact: true }).waitFor();
  const quantity = page.getByLabel('Quantity of Line camera', { exact: true });
  await quantity.fill('3');
  await quantity.press('Tab');
  await page.getByLabel('Totals').getByText('CN¥4,068.00').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'hidden' });

  await page
    .locator('input[type="file"]')
    .last()
    .setInputFiles({ name: 'po-4711.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 PO') });
  await page.getByRole('link', { name: 'po-4711.pdf' }).waitFor();
  await expectAccessible(page);
  const { data } = await send(owner, 'GET', '/orders');
  expect(data).toMatchObject([{ poNumber: 'PO-4711', source: 'purchaseOrder', totalMinor: 406_800, lineCount: 1 }]);

  const phone = await app.open(`/orders/${data[0].id}`, { user: owner, viewport: 'phone' });
  const onPhone = phone.getByLabel('Quantity of Line camera', { exact: true });
  await onPhone.fill('4');
  await onPhone.press('Tab');
  await phone.getByRole('button', { name: 'Save', exact: true }).click();
  await phone.getByLabel('Totals').getByText('CN¥5,424.00').waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
});
