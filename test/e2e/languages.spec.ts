import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { startApp } from './app.ts';

const app = await startApp();

test('the language changes every text, date and number at once and stays with the person; so does light and dark', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'USD' });
  const seller = await buildUser(app.db, workspace, { name: 'Bo' });
  const made = await ask(app.url, seller, 'POST', '/deals', {
    title: 'Pumps',
    amountMinor: 123_456_700,
    currency: 'USD',
    expectedCloseOn: '2031-03-09',
  });
  expect(made.status, made.text).toBe(201);
  const page = await app.open(`/deals/${made.json.id}`, { user: seller });
  const choose = async (menu: RegExp, item: string): Promise<void> => {
    await page.getByRole('button', { name: menu }).click();
    await page.getByRole('menuitemradio', { name: item, exact: true }).click();
  };
  await page.getByText('$1,234,567').first().waitFor();
  await page
    .getByText(/9 Mar 2031/)
    .first()
    .waitFor();
  // Whatever a reload would lose is still there afterwards.
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''));

  await choose(/account menu/, '简体中文');
  await page.getByText('US$1,234,567').first().waitFor();
  await page
    .getByText(/2031年3月9日/)
    .first()
    .waitFor();
  await page.getByRole('tab', { name: '动态' }).waitFor();
  await choose(/账户菜单/, '繁體中文');
  await page.getByRole('link', { name: '商機' }).first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant');
  expect(await page.locator('body').getAttribute('data-same-page')).toBe('');

  await page.getByRole('tab', { name: '資料' }).click();
  await page.getByRole('button', { name: '編輯', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: '預計成交日期' }).and(page.locator('[data-dates-input]')).click();
  await page.getByRole('button', { name: '2031年3月' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await expect.poll(async () => (await ask(app.url, seller, 'GET', '/session')).json.user.language).toBe('zh-Hant');
  const elsewhere = await app.open('/my-day', { user: seller, locale: 'en-US' });
  await elsewhere.getByRole('heading', { name: '我的一天' }).waitFor();
  // What the server names comes in the person's language too, though the screen asked before it was known.
  const board = await app.open('/deals', { user: seller, locale: 'en-US' });
  await board.getByRole('heading', { name: /^接觸/ }).waitFor();

  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  expect(await scheme()).toBe('light');
  await choose(/選單|菜單/, '深色');
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect.poll(scheme).toBe('dark');
  await choose(/選單|菜單/, '跟隨系統');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(scheme).toBe('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(scheme).toBe('dark');
});
