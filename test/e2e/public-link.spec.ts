import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp({ PUBLIC_URL: 'https://crm.test' });
const wechat =
  'Mozilla/5.0 (Linux; Android 15; V2324) AppleWebKit/537.36 Chrome/134.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.60';

test('a deal is shared, read by a stranger in WeChat, seen in the log, revoked, and gone', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'USD' });
  const make = async (path: string, body: object) => (await ask(app.url, owner, 'POST', path, body)).json;
  const account = await make('/accounts', { name: 'Blue Water' });
  const product = await make('/products', { name: 'Filler 200' });
  const deal = await make('/deals', { title: 'Packing line', accountId: account.id, amountMinor: 120_000_00 });
  const line = { productId: product.id, quantity: '3', unitPriceMinor: 40_000_00 };
  await ask(app.url, owner, 'PUT', `/deals/${deal.id}/products`, { version: deal.version, lines: [line] });

  const page = await app.open(`/deals/${deal.id}`, { user: owner });
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Share with the customer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Amount' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const url = await dialog.getByRole('textbox', { name: 'Link for the customer' }).inputValue();
  expect(url).toMatch(/^https:\/\/crm\.test\/p\/[\w-]{43}$/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByText('Not opened yet').waitFor();

  const { pathname } = new URL(url);
  const stranger = await app.open('/help/en/', { viewport: 'phone', locale: 'zh-CN' });
  await stranger.setExtraHTTPHeaders({ 'user-agent': wechat });
  await stranger.goto(app.url + pathname);
  await stranger.getByRole('heading', { name: 'Packing line' }).waitFor();
  await stranger.getByText('$120,000.00').first().waitFor();
  await expectNoSidewaysScroll(stranger);
  await expectAccessible(stranger);
  await stranger.getByRole('link', { name: '简体中文' }).click();
  await stranger.getByRole('heading', { name: '当前进展' }).waitFor();
  expect(await stranger.locator('body').innerText()).not.toMatch(/\b(deals|platform|records):/);

  await page.reload();
  await page.getByText('The shared page was opened for the first time').waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Share with the customer' }).click();
  await dialog.getByText(/^Opened once/).waitFor();
  await dialog.getByRole('button', { name: 'Visits' }).click();
  await dialog.getByText('Phone · WeChat').waitFor();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: 'Revoke this link?' }).getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByText('Revoked', { exact: true }).waitFor();

  const gone = await stranger.reload();
  expect(gone?.status()).toBe(404);
  await stranger.getByRole('heading', { name: '此页面无法打开' }).waitFor();
});
