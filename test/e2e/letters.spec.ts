import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, startApp } from './app.ts';
import { startMailbox } from './mail.ts';

const mailbox = await startMailbox();
const publicUrl = 'http://crm.acme.test';
const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: publicUrl });

/** The path of the link in a mail; the tests reach the program by another name than its customers. */
function pathIn(mail: string): string {
  const path = new RegExp(`${publicUrl}(/[^\\s"<>]+)`).exec(mail)?.[1];
  if (path === undefined) throw new Error(`no link in: ${mail}`);
  return path.replaceAll('&amp;', '&');
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

test('a forgotten password is set anew by a mail, and a colleague joins by another', async () => {
  const page = await app.open('/', { locale: 'zh-CN', expectedErrors: /401/ });
  await page.getByLabel('公司名称').fill('远景阀门');
  await page.getByLabel('姓名').fill('林晓雯');
  await page.getByLabel('邮箱').fill('lin@acme.test');
  await page.getByLabel('密码', { exact: true }).fill('first password');
  await page.getByRole('button', { name: '创建工作区' }).click();
  await page.getByRole('button', { name: '林晓雯的账户菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();

  await page.getByRole('link', { name: '忘记密码？' }).click();
  await page.getByLabel('邮箱').fill('lin@acme.test');
  await page.getByRole('button', { name: '发送链接' }).click();
  await page.getByRole('status').getByText('lin@acme.test').waitFor();
  const reset = (await mailbox.next('lin@acme.test')).text;
  expect(reset).toContain('重设密码');
  await page.goto(`${app.url}/reset-password?token=cut`);
  await page.getByLabel('新密码', { exact: true }).fill('second password');
  await page.getByRole('button', { name: '保存密码' }).click();
  await page.getByRole('alert').getByText('链接已使用过或已失效').waitFor();
  await page.goto(app.url + pathIn(reset));
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByRole('button', { name: '保存密码' }).click();
  await page.getByText('太短').waitFor();
  await expectAccessible(page);
  await page.getByLabel('新密码', { exact: true }).fill('second password');
  await page.getByRole('button', { name: '保存密码' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await signIn(page, 'lin@acme.test', 'first password');
  await page.getByRole('alert').getByText('邮箱或密码不正确。').waitFor();
  await signIn(page, 'lin@acme.test', 'second password');
  await page.getByRole('navigation').first().waitFor();

  await page.goto(`${app.url}/settings/members`);
  await page.getByRole('button', { name: '邀请', exact: true }).click();
  await page.getByRole('dialog').getByLabel('邮箱').fill('chen@acme.test');
  await page.getByRole('dialog').getByRole('button', { name: '邀请', exact: true }).click();
  const invitation = pathIn((await mailbox.next('chen@acme.test')).text);
  const guest = await app.open(invitation, { locale: 'zh-CN', expectedErrors: /401/, viewport: 'phone' });
  await guest.getByText('林晓雯邀请您加入成单上的「远景阀门」。').waitFor();
  await expectAccessible(guest);
  await guest.getByLabel('姓名').fill('陈明');
  await guest.getByLabel('新密码', { exact: true }).fill('one of my own');
  await guest.getByRole('button', { name: '加入「远景阀门」' }).click();
  await guest.getByRole('button', { name: '陈明的账户菜单' }).waitFor();

  // A link is answered once, and says so in words.
  const late = await app.open(invitation, { locale: 'zh-CN' });
  await late.getByRole('alert').waitFor();
});
