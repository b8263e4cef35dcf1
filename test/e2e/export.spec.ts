import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { startApp } from './app.ts';

const app = await startApp();

async function addAccounts(page: Page): Promise<void> {
  for (const [name, employees] of [
    ['Acme Steel', 40],
    ['Boreas', 900],
    ['Cedar', 7],
  ] as const)
    expect((await page.request.post('/api/v1/accounts', { data: { name, employees } })).status()).toBe(201);
}

/** The rows of the workbook that the browser keeps, and its name. */
async function takeAway(page: Page, menu: string, item: string): Promise<{ name: string; rows: unknown[][] }> {
  await page.getByRole('button', { name: menu, exact: true }).first().click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
  const book = read(await (await file.createReadStream()).toArray().then((parts) => Buffer.concat(parts)));
  return {
    name: file.suggestedFilename(),
    rows: utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 }),
  };
}

describe('export', () => {
  test('a list goes to Excel as it stands on the screen: its columns, its order, the rows that are chosen', async () => {
    const { owner } = await buildWorkspace(app.db);
    const page = await app.open('/accounts?sort=-name', { user: owner });
    await addAccounts(page);
    await page.reload();
    await page.getByText('Cedar').first().waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Industry' }).uncheck();
    await page.keyboard.press('Escape');
    const all = await takeAway(page, 'More actions', 'Export for Excel');
    expect(all.name).toMatch(/^Accounts \d{4}-\d\d-\d\d\.xlsx$/);
    expect(all.rows[0]).toEqual(expect.arrayContaining(['Employees', 'Owner']));
    expect(all.rows[0]).not.toContain('Industry');
    expect(all.rows.slice(1).map(([name]) => name)).toEqual(['Cedar', 'Boreas', 'Acme Steel']);
    const at = all.rows[0]?.indexOf('Employees') ?? -1;
    expect(all.rows[1]?.[at]).toBe(7);
    for (const name of ['Acme Steel', 'Cedar'])
      await page
        .getByRole('row', { name: new RegExp(name) })
        .getByRole('checkbox')
        .check();
    const chosen = await takeAway(page, 'Export', 'Export for Excel');
    expect(chosen.rows.slice(1).map(([name]) => name)).toEqual(['Cedar', 'Acme Steel']);
  });

  test('on the phone too, in the language of the screen', async () => {
    const { owner } = await buildWorkspace(app.db, { language: 'zh-Hans' });
    const page = await app.open('/accounts', { user: owner, viewport: 'phone', locale: 'zh-CN' });
    await addAccounts(page);
    await page.reload();
    await page.getByText('Cedar').first().waitFor();
    const { name, rows } = await takeAway(page, '更多操作', '导出 Excel');
    expect(name).toMatch(/^客户 .*\.xlsx$/);
    expect(rows[0]?.[0]).toMatch(/\p{Script=Han}/u);
    expect(rows).toHaveLength(4);
  });
});
