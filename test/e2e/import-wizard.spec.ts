import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();
const data = join(import.meta.dirname, '../../../shared/data/crm-sales-opportunities');
const pipeline = ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline.csv'].map((name) => join(data, name));
const file = (name: string, content: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

type Upload = ReturnType<typeof file>;

async function choose(page: Page, files: readonly Upload[] | readonly string[]): Promise<void> {
  await page.goto('/import');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files] as Upload[]);
}

async function pick(page: Page, input: Locator, option: string): Promise<void> {
  await input.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test.skipIf(!existsSync(data))(
  'a real pipeline without a mapping: a few answers make of it what the mapping makes',
  async () => {
    const { owner } = await buildWorkspace(app.db, { currency: 'USD', timeZone: 'America/New_York' });
    const page = await app.open('/', { user: owner });
    await choose(page, pipeline);
    await page.getByRole('heading', { name: 'sales_pipeline.csv', exact: true }).waitFor();
    await expectAccessible(page);
    // The one thing that no file says: the revenue is in millions.
    await page.getByRole('button', { name: 'How Annual revenue is read' }).click();
    const dialog = page.getByRole('dialog');
    await pick(page, dialog.getByRole('combobox', { name: 'The numbers count' }), 'millions');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Check without writing' }).click();

    await page.getByText('Values that are not known here').waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    const product = page.getByRole('region', { name: 'Product' }).getByRole('textbox');
    expect(await product.inputValue()).toBe('GTX Pro');
    const stage = page.getByRole('region', { name: 'Stage' });
    const meant = (value: string) => stage.getByRole('combobox', { name: `What ${value} stands for in stage` }).inputValue();
    expect(await Promise.all(['Prospecting', 'Engaging', 'Won', 'Lost'].map(meant))).toEqual([
      'Contact',
      'Needs',
      'Sign and deliver',
      '',
    ]);
    await pick(page, stage.getByRole('combobox', { name: 'What Lost stands for in stage' }), 'Needs');
    await page.getByRole('button', { name: 'Apply and check again' }).click();

    await page.getByRole('button', { name: /^Import 8,936 rows$/ }).click({ timeout: 60_000 });
    await page.getByText('Done', { exact: true }).waitFor({ timeout: 90_000 });
    const result = page.getByRole('region', { name: 'What happened' });
    await result.waitFor();
    expect(await result.getByRole('link', { name: 'People', exact: true }).count()).toBe(1);
    const kpis = await ask(app.url, owner, 'GET', '/insights/kpis?from=2017-01-01&to=2017-12-31');
    expect(kpis.json).toMatchObject({ winRate: { won: 4238, lost: 2473 }, revenue: { currency: 'USD', amount: '10005534.00' } });
    expect(kpis.json.salesCycleDays.median).toBe(57);

    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click();
    await page.getByText('8,936 taken back, 0 left because they are in use.').waitFor({ timeout: 90_000 });
    expect((await ask(app.url, owner, 'GET', '/deals/count')).json.count).toBe(0);
  },
  240_000,
);

describe('on a phone in Chinese', () => {
  test('companies are made in the same run as their contacts, and a mapping is saved, used again and recognised', async () => {
    const { owner } = await buildWorkspace(app.db, { language: 'zh-Hans' });
    const page = await app.open('/', { user: owner, viewport: 'phone', locale: 'zh-CN' });
    const contacts = '姓名,公司,手机\n周明,远景智造,13800138000\n李华,苏州精工,13900139000\n';
    await choose(page, [file('联系人.csv', contacts)]);
    await page.getByRole('button', { name: '检查（不写入）' }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '保存对应关系' }).click(),
    ]);
    const saved = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(saved)).toMatchObject({ version: 1, files: [{ file: '联系人.csv', targets: [{ kind: 'contact' }] }] });
    await page.getByRole('button', { name: '检查（不写入）' }).click();
    await page.getByText('不认识的值').waitFor();
    await expectNoSidewaysScroll(page);
    await page.getByLabel('把其余 2 个作为新的客户一并导入').check();
    await page.getByRole('button', { name: '应用并重新检查' }).click();
    await page.getByRole('button', { name: '导入 4 行' }).click();
    await page.getByText('已完成', { exact: true }).waitFor({ timeout: 30_000 });

    await choose(page, [file('新联系人.csv', '姓名,公司,手机\n王芳,远景智造,13700137000\n')]);
    await page.getByText('已沿用那次的对应关系', { exact: false }).waitFor();
    await choose(page, [
      file('联系人.csv', contacts),
      { name: 'map.json', mimeType: 'application/json', buffer: Buffer.from(saved) },
    ]);
    await page.getByRole('button', { name: '检查（不写入）' }).waitFor();
    await expect.poll(() => page.getByText('已沿用那次的对应关系', { exact: false }).count()).toBe(0);
  });
});

test('what customers call products comes from where it is typed, row by row refused, and goes again', async () => {
  const { owner } = await buildWorkspace(app.db, { language: 'zh-Hans' });
  const post = async (path: string, body: object) => (await ask(app.url, owner, 'POST', path, body)).json;
  const { id } = await post('/products', { name: '座椅', code: 'S-1' });
  await post('/accounts', { name: '远景智造' });
  const page = await app.open(`/products/${id}?tab=makeUp`, { user: owner, locale: 'zh-CN' });
  const numbers = page.getByRole('region', { name: '客户料号' });
  await numbers.getByRole('button', { name: '导入' }).click();
  // The product's page takes files too: its picture.
  await page.getByRole('button', { name: '选择文件' }).waitFor();
  const rows = '客户名称,产品编码,客户料号,客户品名\n远景智造,S-1,YJ-01,驾驶座\n无此客户,S-1,X-1,\n远景智造,S-1,YJ-02,\n';
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([file('对照表.csv', rows)]);
  await page.getByRole('button', { name: '检查（不写入）' }).click();
  const reasons = page.getByRole('region', { name: '为什么被拒绝' });
  await reasons.filter({ hasText: '没有“无此客户”' }).filter({ hasText: '第 2 行' }).waitFor();
  await page.getByLabel('跳过 2 行有错的数据').check();
  await page.getByRole('button', { name: '导入 1 行' }).click();
  await page.getByText('已完成', { exact: true }).waitFor({ timeout: 30_000 });
  const read = async () => (await ask(app.url, owner, 'GET', `/products/${id}/numbers`)).json.data;
  expect(await read()).toMatchObject([{ number: 'YJ-01', name: '驾驶座' }]);
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText('已撤销', { exact: true }).first().waitFor({ timeout: 30_000 });
  expect(await read()).toEqual([]);
});

describe('how a file is read', () => {
  test('encoding, separator and names of columns are changed on the screen, and read anew at once', async () => {
    const { owner } = await buildWorkspace(app.db);
    const page = await app.open('/', { user: owner });
    const latin = Buffer.from('1;Café Müller;cafe@x.test\n2;Größe;g@x.test\n', 'latin1');
    await choose(page, [file('bare.csv', latin)]);
    await page.getByText('Column 2', { exact: true }).waitFor();
    await page.getByText('Café Müller · Größe').waitFor();
    await pick(page, page.getByRole('combobox', { name: 'Encoding' }), 'Cyrillic (Windows)');
    await page.getByText('Cafй Mьller', { exact: false }).waitFor();
    await pick(page, page.getByRole('combobox', { name: 'Encoding' }), 'UTF-8');
    await page.getByText('not valid UTF-8', { exact: false }).waitFor();
    await pick(page, page.getByRole('combobox', { name: 'Encoding' }), 'Western European (Windows)');
    await page.getByText('Café Müller · Größe').waitFor();
    await page.getByLabel('The first row names the columns').click();
    await page.getByText('Café Müller', { exact: true }).waitFor();
    await pick(page, page.getByRole('combobox', { name: 'Columns separated by' }), 'Comma ,');
    await page.getByText('1;Café Müller;cafe@x.test', { exact: true }).waitFor();
  });

  test('dates that can be read both ways are pointed out, refused as they are, and read once somebody says how', async () => {
    const { owner } = await buildWorkspace(app.db);
    const page = await app.open('/', { user: owner });
    await choose(page, [file('leads.csv', 'name,received\nAda,3/4/2024\nBo,5/6/2024\n')]);
    await page.getByText('Can be read two ways').waitFor();
    await page.getByRole('button', { name: 'Check without writing' }).click();
    await page.getByText('received → ', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Back to the columns' }).click();
    await page.getByRole('button', { name: /^How Received .*is read$/ }).click();
    await pick(page, page.getByRole('dialog').getByRole('combobox'), 'month first');
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Check without writing' }).click();
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await page.getByText('Done', { exact: true }).waitFor();
    const { json } = await ask(app.url, owner, 'GET', '/leads?sort=name');
    expect(json.data.map(({ receivedOn }: { receivedOn: string }) => receivedOn)).toEqual(['2024-03-04', '2024-05-06']);
  });
});

const unreadable: readonly [string, string | Buffer, string, string][] = [
  ['empty.csv', '', 'The file is empty.', '文件是空的。'],
  ['photo.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'looks like PNG', '看起来是 PNG'],
  ['quotes.csv', 'name,note\nA,"open\nB,c\n', 'row at line 2 is never closed', '第 2 行开始的引号没有结束'],
  ['header.csv', 'name,staff\n', 'no rows', '没有数据行'],
  ['cell.csv', `name\n"${'x'.repeat(1_200_000)}"\n`, 'line 2 is longer', '第 2 行开始的一行超过'],
];

describe('a file that cannot be read', () => {
  test.each(unreadable)(
    '%s says which file and why, in both languages, and leaves nothing',
    async (name, content, english, chinese) => {
      for (const [locale, text] of [
        ['en-US', english],
        ['zh-CN', chinese],
      ] as const) {
        const { owner } = await buildWorkspace(app.db, { language: locale === 'en-US' ? 'en' : 'zh-Hans' });
        const page = await app.open('/', { user: owner, locale });
        await choose(page, [file('good.csv', 'name\nA\n'), file(name, content)]);
        const note = page.getByRole('alert').filter({ hasText: text });
        await note.waitFor();
        expect(await note.textContent()).toContain(name);
        expect((await ask(app.url, owner, 'GET', '/imports')).json.data).toEqual([]);
      }
    },
  );
});

const refused: readonly [string, string, RegExp][] = [
  ['a date that is not one', 'name,received\nA,31.02.2024\n', /received.*not a date/],
  ['two rows for one key', 'name,received\nA,2024-01-01\nA,2024-01-02\n', /“A” stands in row 2 already/],
  ['more cells than columns', 'name,received\nA,2024-01-01\nB,2024-01-02,extra\n', /3 columns instead of 2/],
];

describe('rows that cannot be records', () => {
  test.each(refused)('%s: the row and the reason are named, and nothing is written', async (_, content, reason) => {
    const { owner } = await buildWorkspace(app.db);
    const page = await app.open('/', { user: owner });
    await choose(page, [file('leads.csv', content)]);
    await page.getByRole('button', { name: 'Check without writing' }).click();
    await page.getByRole('region', { name: 'Why rows are refused' }).filter({ hasText: reason }).waitFor();
    expect(await page.getByRole('button', { name: /^Import/ }).isDisabled()).toBe(true);
  });

  test('deals: an unknown stage, a currency without a rate and a negative amount', async () => {
    const { owner } = await buildWorkspace(app.db, { currency: 'USD' });
    const page = await app.open('/', { user: owner });
    const rows = 'deal,stage,amount,currency\nA,Nowhere,5,USD\nB,Contact,5,EUR\nC,Contact,-5,USD\n';
    await choose(page, [file('deals.csv', rows)]);
    await page.getByRole('button', { name: 'Check without writing' }).click();
    const region = page.getByRole('region', { name: 'Why rows are refused' });
    for (const part of ['There is no stage “Nowhere”', 'There is no exchange rate from EUR to USD', 'amount → Amount'])
      await region.filter({ hasText: part }).waitFor();
  });
});
