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
async function draft(seller: TestUser, productId: string): Promise<string> {
  const account = await post(seller, '/accounts', { name: 'Bluewater' });
  const quote = await post(seller, '/quotes', { title: 'Press line', accountId: account.id, language: 'en' });
  const { json } = await ask(app.url, seller, 'GET', `/quotes/${quote.id}/document`);
  const line = { id: 'a', kind: 'item', name: 'Press', productId, quantity: '2', unitPrice: '1000' };
  const content = { ...json.revision.content, lines: [line] };
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

test('a manager makes a promotion with a code and a budget; it is in quote and page to the cent, until the budget is used up', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const manager = await buildUser(app.db, workspace, { role: 'salesManager' });
  const seller = await buildUser(app.db, workspace);
  const { id: productId } = await post(workspace.owner, '/products', { name: 'Press', priceMinor: 100_000 });
  const books = await app.open('/price-books', { user: manager });
  await books.getByRole('button', { name: 'Add promotion', exact: true }).click();
  const form = books.getByRole('dialog', { name: 'Add promotion' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Trade fair');
  await form.getByLabel('Code', { exact: true }).fill('FAIR');
  await form.getByLabel('Per cent', { exact: true }).fill('15');
  await form.getByLabel('Budget', { exact: true }).fill('500');
  await expectAccessible(books);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await books.getByRole('button', { name: 'Trade fair', exact: true }).waitFor();
  await books.getByText('All products · Everybody').waitFor();
  await expectAccessible(books);

  const [first, second, third] = [await draft(seller, productId), await draft(seller, productId), await draft(seller, productId)];
  const beside = await app.open(`/quotes/${third}`, { user: seller });
  await takeByCode(beside);
  const page = await app.open(`/quotes/${first}`, { user: seller });
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

  const { url } = await post(seller, `/quotes/${first}/links`, { language: 'en' });
  const customer = await app.open(new URL(url).pathname, { viewport: 'phone' });
  await customer.getByText('Trade fair').waitFor();
  await customer.getByText('−CN¥300.00').waitFor();
  await customer.getByText('CN¥1,700.00').first().waitFor();
  await expectNoSidewaysScroll(customer);
  await expectAccessible(customer);

  // 300 of 500 are given away: what is left is not enough for a second one.
  await books.reload();
  await books.getByText('CN¥300 of CN¥500').waitFor();
  await page.goto(`${app.url}/quotes/${second}`);
  await page.getByRole('button', { name: 'Promotions', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Promotions' });
  await dialog.getByRole('textbox', { name: 'Code' }).fill('FAIR');
  await dialog.getByRole('button', { name: 'Find', exact: true }).click();
  await dialog.getByText(/its budget is not enough/).waitFor();
  expect(await dialog.getByRole('checkbox', { name: 'Trade fair', exact: true }).isDisabled()).toBe(true);
  await beside.reload();
  await beside.getByText('What is left of the budget of a promotion in the quote is not enough.').first().waitFor();
  await expectAccessible(beside);
  const { json } = await ask(app.url, seller, 'GET', `/quotes/${third}/document`);
  const refused = await ask(app.url, seller, 'POST', `/quotes/${third}/send`, { version: json.revision.version });
  expect(refused.json).toMatchObject({ code: 'offers.cannot_be_sent', faults: [{ code: 'offers.promotion_spent' }] });
});
