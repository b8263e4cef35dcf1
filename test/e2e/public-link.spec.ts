import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';
import { startMailbox } from './mail.ts';

const mailbox = await startMailbox();
const app = await startApp({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
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

test('a link with a code opens for whoever gets the mail, and stays shut for a wrong code', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const { json: deal } = await ask(app.url, owner, 'POST', '/deals', { title: '灌装线改造' });
  const page = await app.open(`/deals/${deal.id}`, { user: owner });
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Share with the customer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Ask for a code' }).click();
  await page.getByRole('option', { name: 'By text message (no provider is connected)' }).waitFor();
  await page.getByRole('option', { name: 'By mail', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Mail address of the reader' }).fill('nobody');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByText('This is not an email address').waitFor();
  await dialog.getByRole('textbox', { name: 'Mail address of the reader' }).fill('jia@bluewater.test');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const url = await dialog.getByRole('textbox', { name: 'Link for the customer' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByText('code to jia@bluewater.test').waitFor();

  const stranger = await app.open('/help/zh-Hans/', { viewport: 'phone', locale: 'zh-CN', isWithoutScripts: true });
  await stranger.setExtraHTTPHeaders({ 'user-agent': wechat });
  await stranger.goto(`${app.url}${new URL(url).pathname}?lang=zh-Hans`);
  await stranger.getByRole('heading', { name: '还差一步' }).waitFor();
  expect(await stranger.locator('body').innerText()).not.toContain('灌装线改造');
  await expectNoSidewaysScroll(stranger);
  await stranger.getByRole('button', { name: '发送验证码到邮箱' }).click();
  await stranger.getByText('验证码已发送至 j•••@bluewater.test').waitFor();
  const code = /^\s*(\d{6})\s*$/m.exec((await mailbox.next('jia@bluewater.test')).text)?.[1] ?? '';
  const input = stranger.getByRole('textbox', { name: '六位验证码' });
  await input.fill(code === '000000' ? '111111' : '000000');
  await stranger.getByRole('button', { name: '打开页面' }).click();
  await stranger.getByText('验证码不正确').waitFor();
  await input.fill(code);
  await stranger.getByRole('button', { name: '打开页面' }).click();
  await stranger.getByRole('heading', { name: '灌装线改造' }).waitFor();
  // What a form leads to is asked for by the browser's own name, which is that of a program here.
  await stranger.reload();
  await stranger.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(stranger);
  await page.reload();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Share with the customer' }).click();
  await dialog.getByText(/^Opened once/).waitFor();
});
