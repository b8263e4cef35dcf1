import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildWorkspace, type TestWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { startApp } from './app.ts';

const app = await startApp();

async function make(workspace: TestWorkspace, path: string, body: object): Promise<string> {
  const made = await ask(app.url, workspace.owner, 'POST', path, body);
  expect(made.status, made.text).toBe(201);
  return made.json.id;
}

const scrollTo = (place: Locator, top: number): Promise<void> =>
  place.evaluate((element, pixels) => {
    element.scrollTop = pixels;
  }, top);
const topOf = (place: Locator): Promise<number> => place.evaluate((element) => Math.round(element.scrollTop));

describe('going back leads to the same place', () => {
  test('of a list', async () => {
    const workspace = await buildWorkspace(app.db);
    for (let number = 10; number < 60; number += 1) await make(workspace, '/accounts', { name: `Account ${number}` });
    const page = await app.open('/accounts?sort=name', { user: workspace.owner });
    const grid = page.getByRole('grid', { name: 'Accounts', exact: true });
    await grid.getByRole('row').nth(10).waitFor();
    await scrollTo(grid, 1000);
    await grid.getByRole('link', { name: 'Account 40', exact: true }).click();
    await page.getByRole('heading', { name: 'Account 40', exact: true }).waitFor();
    await page.goBack();
    await grid.getByRole('link', { name: 'Account 40', exact: true }).waitFor();
    await expect.poll(() => topOf(grid)).toBe(1000);
  });

  test('of a column of the board', async () => {
    const workspace = await buildWorkspace(app.db);
    for (let number = 10; number < 30; number += 1) await make(workspace, '/deals', { title: `Deal ${number}` });
    const page = await app.open('/deals', { user: workspace.owner });
    const first = page.getByRole('region', { name: 'Contact', exact: true });
    await first.getByRole('link').nth(10).waitFor();
    const cards = first.locator('[data-scroll-restoration-id]');
    await scrollTo(cards, 600);
    const card = first.getByRole('link', { name: /^Deal 20/ });
    await card.click();
    await page.getByRole('heading', { name: 'Deal 20', exact: true }).waitFor();
    await page.goBack();
    await card.waitFor();
    await expect.poll(() => topOf(cards)).toBe(600);
  });

  test('of a record', async () => {
    const workspace = await buildWorkspace(app.db);
    const account = await make(workspace, '/accounts', { name: 'Acme' });
    const deal = await make(workspace, '/deals', { title: 'Pumps', accountId: account });
    const doneAt = new Date().toISOString();
    for (let number = 10; number < 30; number += 1)
      await make(workspace, '/activities', { recordId: deal, kind: 'call', subject: `Call ${number}`, doneAt });
    const page = await app.open(`/accounts/${account}`, { user: workspace.owner });
    const main = page.locator('#main');
    await page.getByText('Call 12', { exact: true }).waitFor();
    const link = main.getByRole('link', { name: 'Pumps', exact: true }).nth(12);
    await scrollTo(main, 700);
    await link.scrollIntoViewIfNeeded();
    const top = await topOf(main);
    expect(top).toBeGreaterThan(200);
    await link.click();
    await page.getByRole('heading', { name: 'Pumps', exact: true }).waitFor();
    await page.goBack();
    await page.getByText('Call 12', { exact: true }).waitFor();
    await expect.poll(() => topOf(main)).toBe(top);
  });
});
