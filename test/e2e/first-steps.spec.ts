import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../build.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

async function firstRun(): Promise<Page> {
  const page = await app.open('/', { locale: 'en-US' });
  await page.getByLabel('Company').fill('Harbour Valves');
  await page.getByLabel('Your name').fill('Ann');
  await page.getByLabel('Email').fill('ann@acme.test');
  await page.getByLabel('Password', { exact: true }).fill('step by step 1');
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.getByRole('heading', { name: 'My day' }).waitFor();
  return page;
}

/** The screens that the menu shows, without those behind "Show all". */
async function menuOf(page: Page): Promise<string[]> {
  const nav = page.getByRole('navigation', { name: 'Main navigation' });
  const texts = await nav.locator('a[href]:not([title])').filter({ visible: true }).allInnerTexts();
  return texts.map((text) => text.replace(/\s+\d+$/, ''));
}

const atStart = ['My day', 'Accounts', 'Contacts', 'Deals', 'Insights', 'Settings'];
const grown =
  'My day, Accounts, Contacts, Leads, Deals, Quotes, Orders, Approvals, Insights, Process, Products, Library, Competitors, Settings'.split(
    ', ',
  );

/** Moves the first card of the board to the next column, by the keyboard. */
async function moveFirstCard(page: Page): Promise<void> {
  await page.locator('[data-card]').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Next step', exact: true }).fill('Ask what they need');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

test('from the first run: invite skipped, sample company, a gate, a deal moved; the card goes and the menu has grown', async () => {
  const page = await firstRun();
  const card = page.getByRole('region', { name: /^First steps/ });
  await card.getByText('1 of 5').waitFor();
  await expect.poll(() => menuOf(page), { timeout: 30_000 }).toEqual(atStart);
  await expectAccessible(page);

  await card.getByRole('button', { name: 'Skip: Invite a colleague' }).click();
  await card.getByText('skipped').waitFor();
  await card.getByRole('button', { name: 'Load the sample company' }).click();
  await card.getByText('2 of 5').waitFor({ timeout: 60_000 });
  await expect.poll(() => menuOf(page), { timeout: 30_000 }).toEqual(grown);

  await card.getByRole('link', { name: 'Open the process' }).click();
  await page.getByRole('heading', { name: 'Standard', level: 1 }).waitFor();
  await page.goBack();
  await card.getByText('3 of 5').waitFor();
  await card.getByRole('link', { name: 'Open the deals' }).click();
  await page.locator('[data-card]').first().waitFor();
  await moveFirstCard(page);

  await page.getByRole('link', { name: 'My day' }).first().click();
  const over = page.getByRole('region', { name: /^The first steps are done/ });
  await over.getByText('4 of 5').waitFor();
  await over.getByRole('button', { name: 'Close' }).click();
  await over.waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('heading', { name: /^Late/ }).waitFor();
  expect(await page.getByRole('region', { name: /first steps/i }).count()).toBe(0);
});

test('somebody invited has steps of their role, puts them away and takes them up again; the menu is theirs to arrange', async () => {
  const seller = await buildUser(app.db, await buildWorkspace(app.db));
  const page = await app.open('/my-day', { user: seller, locale: 'en-US' });
  const card = page.getByRole('region', { name: /^First steps/ });
  await card.getByText('0 of 2').waitFor();
  await card.getByRole('button', { name: 'Put away' }).click();
  await card.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /account menu$/ }).click();
  await page.getByRole('menuitem', { name: 'First steps' }).click();
  await card.waitFor();

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Standard', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('button', { name: 'Arrange the menu …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Competitors').selectOption('Never');
  await dialog.getByLabel('Import').selectOption('Always');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const nav = page.getByRole('navigation', { name: 'Main navigation' });
  await nav.getByRole('button', { name: 'Show less' }).click();
  const arranged = ['My day', 'Accounts', 'Contacts', 'Deals', 'Insights', 'Process', 'Import', 'Settings'];
  await expect.poll(() => menuOf(page), { timeout: 30_000 }).toEqual(arranged);
  await page.reload();
  await expect.poll(() => menuOf(page), { timeout: 30_000 }).toEqual(arranged);

  const phone = await app.open('/my-day', { user: seller, viewport: 'phone', locale: 'en-US' });
  await phone.getByRole('region', { name: /^First steps/ }).waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.getByRole('button', { name: 'More', exact: true }).tap();
  await phone.getByRole('dialog').getByRole('link', { name: 'Competitors' }).waitFor();
});
