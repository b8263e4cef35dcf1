import { expect, test } from 'vitest';
import { buildWorkspace, type TestUser } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';
import { startMailbox } from './mail.ts';

const mailbox = await startMailbox();
const app = await startApp({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
const wechat =
  'Mozilla/5.0 (Linux; Android 15; V2324) AppleWebKit/537.36 Chrome/134.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.60';
const reader = 'jia.li@bluewater.test';

async function draft(owner: TestUser): Promise<string> {
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST') => {
    const { status, json, text } = await ask(app.url, owner, method, path, body);
    expect(status, text).toBeLessThan(300);
    return json;
  };
  const account = await post('/accounts', { name: '碧水科技' });
  const contact = await post('/contacts', { name: '李佳', accountId: account.id, emails: [{ value: reader }] });
  const about = { accountId: account.id, contactId: contact.id, language: 'zh-Hans' };
  const quote = await post('/quotes', { title: '灌装线', ...about });
  const { json: document } = await ask(app.url, owner, 'GET', `/quotes/${quote.id}/document`);
  const line = (id: string, name: string, unitPrice: string, more: object = {}) => ({
    id,
    kind: 'item',
    name,
    unitPrice,
    taxBp: 1300,
    taxName: 'VAT',
    ...more,
  });
  const lines = [
    line('a', '灌装机', '280000', { quantity: '2', limits: { min: '1', max: '4' }, unit: '台' }),
    line('b', '备件包', '30000', { isOptional: true, note: '两年用量' }),
  ];
  const terms = [{ id: 't', kind: 'warranty', title: '质保', text: '自验收之日起二十四个月。', plain: '两年内坏了我们免费修。' }];
  const content = { ...document.revision.content, lines, terms };
  await post(`/quotes/${quote.id}/document`, { version: document.revision.version, content }, 'PUT');
  return quote.id;
}

test('a quote goes out by mail, is read on a phone in Chinese, chosen from, accepted with a drawn signature, and the seller sees it', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const id = await draft(owner);
  const page = await app.open(`/quotes/${id}`, { user: owner });
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'To' }).waitFor();
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Letter' }).inputValue()).toContain('李佳，您好');
  await dialog.getByRole('button', { name: 'Watermark, code for the reader' }).click();
  await dialog.getByRole('combobox', { name: 'Ask for a code' }).click();
  await page.getByRole('option', { name: 'By mail', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'When it is accepted' }).click();
  await dialog.getByText('It is accepted only with the code').waitFor();
  expect(await dialog.getByRole('textbox', { name: 'Mail address of the reader' }).inputValue()).toBe(reader);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send by mail' }).click();
  await page.getByRole('button', { name: 'New revision', exact: true }).waitFor();
  const mail = await mailbox.next(reader);
  const path = /https:\/\/crm\.test(\/p\/[\w-]{43})/.exec(mail.text)?.[1] ?? '';
  expect(mail.attached).toEqual(['application/pdf']);

  const phone = await app.open('/help/en/', { viewport: 'phone', locale: 'zh-CN' });
  await phone.setExtraHTTPHeaders({ 'user-agent': wechat });
  await phone.goto(app.url + path);
  await phone.getByRole('heading', { name: '灌装线' }).waitFor();
  await phone.getByText('两年内坏了我们免费修。').waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.getByText('¥632,800.00').first().waitFor();
  await phone.getByRole('checkbox', { name: '需要此项' }).check();
  await phone.getByText('¥666,700.00').first().waitFor();
  const quantity = phone.getByRole('spinbutton', { name: /灌装机/ });
  await quantity.fill('3');
  await quantity.blur();
  await phone.getByText('¥983,100.00').first().waitFor();

  // The pad takes strokes; the tick is asked for again, because what it stands beside has changed.
  await phone.getByRole('button', { name: '下一步：发送验证码' }).click();
  await phone.getByText('请输入或手写签名。').waitFor();
  await phone.getByText('¥983,100.00').first().waitFor();
  await expectAccessible(phone);
  const pad = phone.locator('svg.pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('no pad');
  await phone.mouse.move(box.x + 20, box.y + 20);
  await phone.mouse.down();
  await phone.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
  await phone.mouse.move(box.x + 60, box.y + 90, { steps: 5 });
  await phone.mouse.up();
  await phone.getByRole('checkbox', { name: /本人接受/ }).check();
  await phone.getByRole('button', { name: '下一步：发送验证码' }).click();
  // The code goes to the mailbox; what was drawn, ticked and chosen is still there, and a wrong code changes nothing.
  const code = /^\s*(\d{6})\s*$/m.exec((await mailbox.next(reader)).text)?.[1] ?? '';
  await phone.getByText('验证码已发送至 j•••@bluewater.test').waitFor();
  await phone.getByRole('textbox', { name: '六位验证码' }).fill(code === '000000' ? '111111' : '000000');
  await phone.getByRole('button', { name: '确认并接受报价' }).click();
  await phone.getByText('验证码不正确，请核对。').waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.getByRole('textbox', { name: '六位验证码' }).fill(code);
  await phone.getByRole('button', { name: '确认并接受报价' }).click();
  await phone.getByText('该报价已确认，感谢您的信任。').waitFor();
  await phone.getByRole('link', { name: '下载已确认内容 PDF' }).waitFor();
  await phone.getByText('¥983,100.00').first().waitFor();
  await expectAccessible(phone);
  expect(await phone.locator('body').innerText()).not.toMatch(/\b(offers|platform|records|settings):/);

  await page.getByRole('tab', { name: "Customer's page", exact: true }).click();
  await page.getByText('Accepted on the page: revision 1').waitFor();
  await page.getByText('With a choice of their own').waitFor();
  await page.getByText('Code sent to', { exact: true }).waitFor();
  await page.getByText(/^Opened once/).waitFor();
  await page.getByText('Accepted', { exact: true }).first().waitFor();
  await expectAccessible(page);
});

test('a customer asks about a line, is answered by the seller in the browser, and reads the answer', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const id = await draft(owner);
  const { json: document } = await ask(app.url, owner, 'GET', `/quotes/${id}/document`);
  await ask(app.url, owner, 'POST', `/quotes/${id}/send`, { version: document.revision.version });
  const { json: shared } = await ask(app.url, owner, 'POST', `/quotes/${id}/links`, { language: 'zh-Hans' });
  const phone = await app.open('/help/en/', { viewport: 'phone', locale: 'zh-CN' });
  await phone.goto(app.url + new URL(shared.url).pathname);
  await phone.getByText('我要提问').click();
  await phone.getByLabel('关于').selectOption({ label: '1 灌装机' });
  await phone.getByRole('button', { name: '发送问题' }).click();
  // What was chosen stays while the question is missing.
  await expect.poll(() => phone.getByLabel('关于').inputValue()).toBe('a');
  await phone.getByRole('textbox', { name: '您的问题' }).fill('节拍能到每分钟 60 瓶吗？');
  await phone.getByRole('textbox', { name: '接收答复的邮箱（选填）' }).fill(reader);
  await phone.getByRole('button', { name: '发送问题' }).click();
  await phone.getByText('谢谢，您的问题已收到，答复会显示在这里。').waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);

  const page = await app.open(`/quotes/${id}?tab=customer`, { user: owner });
  await page.getByText('节拍能到每分钟 60 瓶吗？').waitFor();
  await page.getByText('灌装机', { exact: true }).waitFor();
  const answer = page.getByRole('textbox', { name: 'Answer', exact: true });
  await answer.fill('可以，额定 72 瓶，附测试记录。');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send the answer', exact: true }).click();
  await page.getByText('Answered.', { exact: true }).waitFor();
  await answer.waitFor({ state: 'hidden' });
  await page.getByText('可以，额定 72 瓶，附测试记录。').waitFor();

  const mail = await mailbox.next(reader);
  const path = /https:\/\/crm\.test(\/p\/[\w-]{43})/.exec(mail.text)?.[1] ?? '';
  for (const address of [new URL(shared.url).pathname, path]) {
    await phone.goto(app.url + address);
    await phone.getByText('可以，额定 72 瓶，附测试记录。').waitFor();
  }
  await expectAccessible(phone);
});

test('without scripts the total is worked out by a button, and a typed signature will do', async () => {
  const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
  const id = await draft(owner);
  const { json: document } = await ask(app.url, owner, 'GET', `/quotes/${id}/document`);
  await ask(app.url, owner, 'POST', `/quotes/${id}/send`, { version: document.revision.version });
  const asked = { channel: 'mail', to: 'cfo@bluewater.test', when: 'accepting' };
  const { json: shared } = await ask(app.url, owner, 'POST', `/quotes/${id}/links`, { language: 'en', code: asked });
  const { pathname } = new URL(shared.url);
  const page = await app.open(pathname, { isWithoutScripts: true, locale: 'en-US' });
  await page.getByRole('checkbox', { name: 'We take this' }).check();
  await page.getByRole('button', { name: 'Work out the total' }).click();
  await page.getByText('CN¥666,700.00').first().waitFor();
  await page.getByRole('textbox', { name: 'Signature: type your name' }).fill('Li Jia');
  await page.getByRole('checkbox', { name: /I accept quote/ }).check();
  await page.getByRole('button', { name: 'Go on: send me the code' }).click();
  await page
    .getByRole('textbox', { name: 'Code of six digits' })
    .fill(/^\s*(\d{6})\s*$/m.exec((await mailbox.next(asked.to)).text)?.[1] ?? '');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByText('This quote has been accepted. Thank you.').waitFor();
  const { json } = await ask(app.url, owner, 'GET', `/quotes/${id}/links`);
  expect(json.decisions).toEqual([
    expect.objectContaining({ name: '李佳', provedTo: asked.to, totalMinor: 66_670_000, isAsSent: false }),
  ]);
});
