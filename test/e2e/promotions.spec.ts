import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp({ PUBLIC_URL: 'https://crm.test' });

async function post(user: TestUser, path: string, body: object, method: 'POST' | 'PUT' = 'POST') {
  const { status, json, text } = await ask(app.url, user, method, path, body);
  expect(status, text).toBeLessThan(300);
  return json;
}

/** A quote of two presses for 1,000 each, without tax. */
async function draft(seller: TestUser, productId: string, more: object = {}): Promise<string> {
  const account = await post(seller, '/accounts', { name: 'Bluewater' });
  const quote = await post(seller, '/quotes', { title: 'Press line', accountId: account.id, language: 'en' });
  const { json } = await ask(app.url, seller, 'GET', `/quotes/${quote.id}/document`);
  const line = { id: 'a', kind: 'item', name: 'Press', productId, quantity: '2', unitPrice: '1000', taxBp: 0 };
  const content = { ...json.revision.content, lines: [line], ...more };
  await post(seller, `/quotes/${quote.id}/document`, { version: json.revision.version, content }, 'PUT');
  return quote.id;
}

/** Takes the promotion with the code FAIR into the quote that is open. */
async function takeByCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Promotions', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Promotions' });
  await dialog.getByText('No promotion without a code runs now.').waitFor();
  await dialog.getByRole('textbox', { name: 'Code' }).fill('nothing');
  await dialog.getByRole('button', { name: 'Find', exact: true }).click();
  await dialog.getByText('No promotion has the code nothing.').waitFor();
  await dialog.getByRole('textbox', { name: 'Code' }).fill('fair');
  await dialog.getByRole('button', { name: 'Find', exact: true }).click();
  await dialog.getByText(/15% off · CN¥300.00 off this quote/).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('checkbox', { name: 'Trade fair', exact: true }).check();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByRole('status').getByText('Saved').waitFor();
}

test('a manager makes a promotion with a code and a budget; a seller takes it by its code, and the customer reads the same amount', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const manager = await buildUser(app.db, workspace, { role: 'salesManager' });
  const seller = await buildUser(app.db, workspace);
  const { id: productId } = await post(workspace.owner, '/products', { name: 'Press', priceMinor: 100_000 });
  const books = await app.open('/price-books', { user: manager });
  await books.getByRole('button', { name: 'Add promotion', exact: true }).click();
  const form = books.getByRole('dialog', { name: 'Add promotion' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Trade fair');
  await form.getByRole('textbox', { name: 'Name in Chinese', exact: true }).fill('展会优惠');
  await form.getByLabel('Code', { exact: true }).fill('FAIR');
  await form.getByLabel('Per cent', { exact: true }).fill('15');
  await form.getByLabel('Budget', { exact: true }).fill('500');
  await expectAccessible(books);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await books.getByRole('button', { name: 'Trade fair', exact: true }).waitFor();
  const promotion = books.getByRole('row').filter({ hasText: 'Trade fair' });
  await promotion.getByText('All products', { exact: true }).waitFor();
  await promotion.getByText('Everybody', { exact: true }).waitFor();
  await books.getByText('展会优惠', { exact: true }).waitFor();

  const quoteId = await draft(seller, productId);
  const page = await app.open(`/quotes/${quoteId}`, { user: seller });
  await page.getByRole('columnheader', { name: 'Unit price (CNY)', exact: true }).waitFor();
  await takeByCode(page);
  const totals = page.getByLabel('Totals');
  await totals.getByText('Trade fair').waitFor();
  await totals.getByText('-CN¥300.00').first().waitFor();
  await totals.getByText('CN¥1,700.00').first().waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as sent', exact: true }).click();
  await page.getByRole('button', { name: 'New revision', exact: true }).waitFor();
  await totals.getByText('CN¥1,700.00').first().waitFor();

  const { url } = await post(seller, `/quotes/${quoteId}/links`, { language: 'en' });
  const customer = await app.open(new URL(url).pathname, { viewport: 'phone' });
  await customer.getByText('Trade fair').waitFor();
  await customer.getByText('−CN¥300.00').waitFor();
  await customer.getByText('CN¥1,700.00').first().waitFor();
  await expectNoSidewaysScroll(customer);
  await expectAccessible(customer);
  await customer.goto(`${app.url}${new URL(url).pathname}?lang=zh-Hans`);
  await customer.getByText('展会优惠').waitFor();
  expect(await customer.getByText('Trade fair').count()).toBe(0);
  await books.reload();
  await books.getByText('CN¥300 of CN¥500').waitFor();
  await expectAccessible(books);
});

test('what is left of a budget is not enough for the next quote: it cannot be taken, and one that has it is not sent', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const seller = await buildUser(app.db, workspace);
  const { id: productId } = await post(workspace.owner, '/products', { name: 'Press', priceMinor: 100_000 });
  const action = { kind: 'percent', bp: 1500 };
  const { id } = await post(workspace.owner, '/promotions', { name: 'Trade fair', budgetMinor: 500_00, action });
  const promotions = [{ id, name: 'Trade fair', isForAll: true, action }];
  const first = await draft(seller, productId, { promotions });
  const second = await draft(seller, productId, { promotions });
  const third = await draft(seller, productId);
  const version = async (quoteId: string): Promise<number> =>
    (await ask(app.url, seller, 'GET', `/quotes/${quoteId}/document`)).json.revision.version;
  await post(seller, `/quotes/${first}/send`, { version: await version(first) });

  const page = await app.open(`/quotes/${second}`, { user: seller });
  await page.getByText('What is left of the budget of a promotion in the quote is not enough.').first().waitFor();
  await expectAccessible(page);
  const refused = await ask(app.url, seller, 'POST', `/quotes/${second}/send`, { version: await version(second) });
  expect(refused.json).toMatchObject({ code: 'offers.cannot_be_sent', faults: [{ code: 'offers.promotion_spent' }] });

  await page.goto(`${app.url}/quotes/${third}`);
  await page.getByRole('button', { name: 'Promotions', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Promotions' });
  await dialog.getByText(/its budget is not enough/).waitFor();
  expect(await dialog.getByRole('checkbox', { name: 'Trade fair', exact: true }).isDisabled()).toBe(true);
});
