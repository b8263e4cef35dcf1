import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();
const data = join(import.meta.dirname, '../../../shared/data/crm-sales-opportunities');
const map = join(import.meta.dirname, '../../examples/crm-sales-opportunities/map.json');
const files = ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline.csv'];

/** Everything that can be touched is reached by touch, and every screen of the way is fit for a phone. */
async function expectFit(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

async function firstRun(): Promise<Page> {
  const page = await app.open('/', { viewport: 'phone', locale: 'zh-CN' });
  await page.getByLabel('公司名称').fill('远景阀门');
  await page.getByRole('combobox', { name: '货币' }).fill('USD');
  await page.getByRole('option', { name: /USD/ }).tap();
  await page.getByLabel('姓名').fill('林晓雯');
  await page.getByLabel('邮箱').fill('lin@acme.test');
  await page.getByLabel('密码', { exact: true }).fill('step by step 1');
  await expectFit(page);
  await page.getByRole('button', { name: '创建工作区' }).tap();
  await page.getByRole('heading', { name: '我的一天' }).waitFor();
  return page;
}

/** The files are chosen and run on the screen; how their columns are read comes from the example's map. */
async function importPipeline(page: Page): Promise<void> {
  await page.getByRole('button', { name: '更多', exact: true }).tap();
  await page.getByRole('dialog').getByRole('link', { name: '导入' }).tap();
  await page.locator('input[type=file]').setInputFiles(files.map((name) => join(data, name)));
  await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  await page.getByText('sales_pipeline.csv').first().waitFor();
  await expectFit(page);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const mapped = await page.request.put(`${app.url}/api/v1/imports/${id}/mapping`, {
    data: { map: JSON.parse(readFileSync(map, 'utf8')) },
  });
  expect(mapped.ok(), await mapped.text()).toBe(true);
  await page.reload();
  await page.getByRole('button', { name: /^检查/ }).tap();
  await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).tap({ timeout: 60_000 });
  await page.getByText('已完成', { exact: true }).waitFor({ timeout: 90_000 });
  await expectNoSidewaysScroll(page);
}

async function startNew(page: Page, kind: string): Promise<Locator> {
  await page.getByRole('button', { name: '新建', exact: true }).tap();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `新建${kind}` })
    .tap();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: '新建', exact: true }).waitFor();
  return form;
}

async function choose(page: Page, form: Locator, field: string, text: string): Promise<void> {
  await form.getByRole('textbox', { name: field, exact: true }).fill(text);
  await page.getByRole('option', { name: text }).first().tap();
}

test.skipIf(!existsSync(data))(
  'on a phone, in Chinese: from the first run over a real pipeline and a gate to a win',
  async () => {
    const page = await firstRun();
    await importPipeline(page);

    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '商机' }).tap();
    await page.getByRole('heading', { name: /^需求分析 1,589/ }).waitFor();
    await expectFit(page);
    await page.goto(`${app.url}/process`);
    await page.getByText('强制', { exact: true }).tap();
    await page.getByText('关口改为强制。').waitFor();
    await expectFit(page);

    const contact = await startNew(page, '联系人');
    await contact.getByLabel('姓名').fill('周明');
    await contact.getByRole('group', { name: '电话' }).or(contact).getByRole('button', { name: '添加' }).first().tap();
    await contact.locator('input[type=tel]').first().fill('138 0013 8000');
    await contact.getByRole('button', { name: '新建', exact: true }).tap();
    await page.getByRole('heading', { name: '周明', level: 1 }).waitFor();

    const form = await startNew(page, '商机');
    await form.getByLabel('商机名称').fill('产线视觉检测二期');
    await choose(page, form, '主要联系人', '周明');
    await form.getByRole('textbox', { name: '金额' }).fill('12345');
    await form.getByRole('button', { name: '新建', exact: true }).tap();
    await page.getByRole('heading', { name: '产线视觉检测二期', level: 1 }).waitFor();
    await expectFit(page);

    await page.getByRole('button', { name: '推进到「需求分析」' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^下一步/ }).fill('约需求访谈');
    await dialog.getByRole('button', { name: '移到「需求分析」' }).tap();
    await dialog.getByText(/^还差 \d+ 项$/).waitFor();
    await expectFit(page);
    await dialog.getByRole('button', { name: '取消' }).tap();

    await page.getByRole('group', { name: '添加跟进' }).getByRole('button', { name: '电话' }).tap();
    await page.getByLabel('电话：做了什么').fill('同意安排访谈');
    await page.getByRole('switch', { name: '更多' }).tap();
    await page.getByLabel('对方有回应').check();
    await page.getByRole('button', { name: '记录', exact: true }).tap();
    await page.getByText('已记录电话').waitFor();
    await page.getByRole('checkbox', { name: '符合理想客户画像' }).tap();
    await page.getByLabel('凭什么确认').fill('同行业,规模相当');
    await page.getByRole('button', { name: '确认', exact: true }).tap();
    await page.getByRole('tab', { name: '资料' }).tap();
    await page.getByRole('button', { name: '编辑', exact: true }).tap();
    await page.getByRole('dialog').getByLabel('兴趣点').fill('减少停线');
    await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).tap();
    await page.getByText('可以进入下一阶段').waitFor();
    await page.getByRole('button', { name: '推进到「需求分析」' }).tap();
    await dialog.getByRole('textbox', { name: /^下一步/ }).fill('需求访谈');
    await dialog.getByRole('button', { name: '移到「需求分析」' }).tap();
    await page.getByText('产线视觉检测二期 已进入「需求分析」。').waitFor();

    await page.getByRole('button', { name: '更多操作' }).first().tap();
    await page.getByRole('menuitem', { name: '赢单' }).tap();
    await dialog.getByLabel('证据').fill('合同 C-1,双方已签');
    await dialog.getByRole('button', { name: '赢单', exact: true }).tap();
    await dialog.getByLabel('以经理身份放行').check();
    await dialog.getByLabel('理由').fill('客户当场签约');
    await expectFit(page);
    await dialog.getByRole('button', { name: '赢单', exact: true }).tap();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: '更多', exact: true }).last().tap();
    await page.getByRole('dialog').getByRole('link', { name: '经营看板' }).tap();
    await page.getByRole('button', { name: 'US$12,345', exact: true }).first().waitFor();
    await expectFit(page);
    await page.goto(`${app.url}/insights?period=year&from=2017-01-01`);
    await page.getByRole('button', { name: 'US$10,005,534' }).first().waitFor();
    await page.getByRole('button', { name: '63.2%' }).first().waitFor();
    await expectFit(page);
  },
  300_000,
);
