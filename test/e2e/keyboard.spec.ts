import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildWorkspace, type TestWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

async function make(workspace: TestWorkspace, path: string, body: object): Promise<string> {
  const made = await ask(app.url, workspace.owner, 'POST', path, body);
  expect(made.status, made.text).toBe(201);
  return made.json.id;
}

/** What has the keyboard: its name, or its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  });
}

/** Whether who has the keyboard shows it. */
function isRinged(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });
}

describe('without a mouse', () => {
  test('a card is found on the board, moved to the next stage with its next step, and the keyboard stays with it', async () => {
    const workspace = await buildWorkspace(app.db);
    for (const title of ['Pumps', 'Valves', 'Seals']) await make(workspace, '/deals', { title });
    const page = await app.open('/deals', { user: workspace.owner });
    const card = page.getByRole('link', { name: /^Valves/ });
    await card.waitFor();
    await page.getByRole('searchbox', { name: /^Find a deal/ }).focus();
    for (let presses = 0; presses < 12 && !(await page.locator(':focus').getAttribute('data-card')); presses += 1)
      await page.keyboard.press('Tab');
    expect(await isRinged(page)).toBe(true);
    for (let presses = 0; presses < 4 && !(await focused(page)).startsWith('Valves'); presses += 1)
      await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toMatch(/^Valves/);

    await page.keyboard.press('Shift+ArrowRight');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(page)).toMatch(/^Valves/);

    await page.keyboard.press('Shift+ArrowRight');
    await dialog.getByRole('textbox', { name: 'Next step', exact: true }).waitFor();
    await expect.poll(() => page.locator(':focus').evaluate((element) => element.tagName)).toBe('INPUT');
    await page.keyboard.type('Ask what they need');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const needs = page.getByRole('region', { name: 'Needs', exact: true });
    await needs.getByRole('link', { name: /^Valves/ }).waitFor();
    await expect.poll(() => focused(page)).toMatch(/^Valves/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Valves' }).waitFor();
  });

  test('the row that the keyboard is on stays in sight, down and up', async () => {
    const workspace = await buildWorkspace(app.db);
    for (let number = 1; number <= 40; number += 1) await make(workspace, '/accounts', { name: `Account ${number}` });
    const page = await app.open('/accounts?sort=name', { user: workspace.owner });
    const grid = page.getByRole('grid', { name: 'Accounts', exact: true });
    await grid.getByRole('row').nth(10).waitFor();
    /** Pixels of the row that the list or its head hides; more than its height when it is not there. */
    const hidden = (): Promise<number> =>
      grid.evaluate((element) => {
        const row = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')?.getBoundingClientRect();
        const [list, head] = [element, element.querySelector('[role=columnheader]')?.parentElement];
        if (!row || !head) return 100;
        const [top, bottom] = [head.getBoundingClientRect().bottom, list.getBoundingClientRect().bottom];
        return Math.round(Math.max(0, top - row.top) + Math.max(0, row.bottom - bottom));
      });
    for (const key of ['j', 'k'])
      for (let presses = 0; presses < 38; presses += 1) {
        await page.keyboard.press(key);
        if (presses % 6 === 0) await expect.poll(hidden, { message: `after ${presses + 1} times ${key}` }).toBe(0);
      }
  });

  test('a list is walked, marked, searched and opened; deleting is taken back', async () => {
    const workspace = await buildWorkspace(app.db);
    for (const name of ['Acme', 'Bolt', 'Cog']) await make(workspace, '/accounts', { name });
    const page = await app.open('/accounts?sort=name', { user: workspace.owner });
    await page.getByRole('row', { name: /Acme/ }).waitFor();
    // A click leaves the keyboard with the heading; letters are the list's all the same.
    const heading = page.getByRole('columnheader', { name: 'Name' }).getByRole('button');
    await heading.click();
    await page.keyboard.press('n');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: /^Name/ }).fill('Dune');
    const code = form.getByRole('textbox', { name: /^Credit code/ });
    await code.fill('123');
    await form.getByRole('textbox', { name: /^Name/ }).press('Enter');
    // Refused: the keyboard is with the faulty field, which is in sight with its reason and named beside the button.
    await form
      .getByRole('alert')
      .getByText(/^Please correct: Credit code/)
      .waitFor();
    await expect.poll(() => code.evaluate((element) => element === document.activeElement)).toBe(true);
    const [reason, foot] = [form.getByText(/^This is not a valid credit code/), form.getByRole('button', { name: 'Create' })];
    expect((await reason.boundingBox())?.y).toBeLessThan((await foot.boundingBox())?.y ?? 0);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    await page.goto('/accounts?sort=name');
    await page.getByRole('row', { name: /Acme/ }).waitFor();
    await page.getByRole('button', { name: 'Sort', exact: true }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect.poll(() => page.getByRole('row', { selected: true }).count()).toBe(1);
    expect(await page.getByRole('row', { selected: true }).textContent()).toContain('Bolt');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await expect.poll(() => page.locator(':focus').evaluate((element) => element.tagName)).toBe('INPUT');
    await page.keyboard.type('cog');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cog', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'More actions' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
    await page.getByText('Cog deleted.').waitFor();
    expect((await ask(app.url, workspace.owner, 'GET', '/accounts/count')).json.count).toBe(2);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByRole('heading', { name: 'Cog', level: 1 }).waitFor();
    expect((await ask(app.url, workspace.owner, 'GET', '/accounts/count')).json.count).toBe(3);
  });

  test('the palette finds by pinyin initials, offers commands, and gives the keyboard back', async () => {
    const workspace = await buildWorkspace(app.db);
    await make(workspace, '/accounts', { name: '远景智造' });
    const page = await app.open('/my-day', { user: workspace.owner });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const profile = page.getByRole('button', { name: /account menu/ });
    await profile.focus();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    await field.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await expect.poll(() => focused(page)).toMatch(/account menu/);

    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('yjzz');
    await page.getByRole('option', { name: /远景智造/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '远景智造', level: 1 }).waitFor();

    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('new deal');
    await page.getByRole('option', { name: 'New deal' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('On the board').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.getByRole('heading', { name: 'Insights', level: 1 }).waitFor();
  });
});
