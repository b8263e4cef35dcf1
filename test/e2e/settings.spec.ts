import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

/** A person signs in by another address from now on, which takes their password. */
async function changesAddress(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${app.url}/settings/profile`);
  const card = page.locator('form').filter({ has: page.getByRole('button', { name: 'Change address' }) });
  const button = card.getByRole('button', { name: 'Change address' });
  expect(await button.isDisabled()).toBe(true);
  await card.getByRole('textbox', { name: 'Email' }).fill(email);
  await card.getByLabel('Current password').fill('a wrong guess');
  await button.click();
  await card.getByText('That is not your current password.').waitFor();
  await card.getByLabel('Current password').fill(password);
  await button.click();
  await page.getByText(`From now on you sign in with ${email}.`).waitFor();
  expect(await card.getByRole('textbox', { name: 'Email' }).inputValue()).toBe(email);
  const answer = await fetch(`${app.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  expect(answer.status).toBe(201);
}

describe('settings', () => {
  test('a currency shows its newest rate, and below it, when asked for, those before it', async () => {
    const { owner } = await buildWorkspace(app.db, { currency: 'CNY' });
    const rates = [
      ['2026-01-01', '7.1'],
      ['2026-02-01', '7.2'],
    ];
    for (const [validFrom, rate] of rates)
      expect((await ask(app.url, owner, 'PUT', '/exchange-rates', { currency: 'USD', validFrom, rate })).status).toBe(200);
    const page = await app.open('/settings/rates', { user: owner });
    await page.getByText('1 USD = 7.2 CNY', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Earlier rates of USD', exact: true }).click();
    await page.getByText('1 USD = 7.1 CNY', { exact: true }).waitFor();
    expect(await page.getByText('1 USD = 7.2 CNY', { exact: true }).count()).toBe(1);
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Remove the rate of USD from 1 Jan/ }).click();
    await page.getByText('There are no earlier rates.').waitFor();
    await expectAccessible(page);
  });

  test('a seller is invited by a link, joins, sees no more than a seller may, and is out at once when deactivated', async () => {
    const workspace = await buildWorkspace(app.db, { name: 'Acme Steel' });
    await buildTeam(app.db, workspace, { name: 'East' });
    const owner = await app.open('/settings/members', { user: workspace.owner });
    await owner.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Team' }).click();
    await owner.getByRole('option', { name: 'East' }).click();
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await dialog.getByRole('textbox', { name: 'The link of the invitation' }).inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();

    const seller = await app.open(new URL(link).pathname + new URL(link).search, { expectedErrors: /401|422/ });
    await seller.getByLabel('Your name').or(seller.getByLabel('Name')).first().fill('Nia New');
    await seller.locator('input[name=email]').fill('nia@acme.test');
    await seller.locator('input[name=password]').fill('correct horse');
    await seller.locator('button[type=submit]').click();
    await seller.getByRole('navigation').first().waitFor();
    await seller.goto(`${app.url}/settings/members`);
    await seller.getByText('Nia New').first().waitFor();
    expect(await seller.getByRole('button', { name: 'Invite', exact: true }).count()).toBe(0);
    await seller.goto(`${app.url}/settings`);
    expect(await seller.getByRole('textbox', { name: 'Name', exact: true }).isDisabled()).toBe(true);
    await changesAddress(seller, 'nia.new@acme.test', 'correct horse');

    await owner.reload();
    await owner.getByRole('button', { name: 'Actions for Nia New' }).click();
    await owner.getByRole('menuitem', { name: 'Deactivate' }).click();
    await owner.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await owner.getByText('Nia New can no longer sign in.').waitFor();
    await seller.goto(`${app.url}/settings/members`);
    await seller.waitForURL('**/sign-in**');
  });

  test('a key is shown once, works, and is refused when it has been revoked', async () => {
    const { owner } = await buildWorkspace(app.db);
    const page = await app.open('/settings/keys', { user: owner });
    await page.getByRole('button', { name: 'Create key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('website forms');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    const key = await dialog.getByRole('textbox', { name: 'Copy the key now' }).inputValue();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    const ask = () => fetch(`${app.url}/api/v1/session`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke: website forms' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The key was revoked.').waitFor();
    expect((await ask()).status).toBe(401);
    expect(await page.getByText(key).count()).toBe(0);
  });

  test('my language changes every text at once, and the name everywhere', async () => {
    const workspace = await buildWorkspace(app.db, { language: 'en' });
    const seller = await buildUser(app.db, workspace, { name: 'Bo' });
    const page = await app.open('/settings/profile', { user: seller });
    await page.getByRole('textbox', { name: 'Name' }).fill('Bo Chen');
    await page.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: '简体中文', exact: true }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: '我的账号' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await page.reload();
    expect(await page.getByRole('textbox', { name: '姓名' }).inputValue()).toBe('Bo Chen');
  });

  test('crossed working hours are refused beside their day, and nothing is lost', async () => {
    const { owner } = await buildWorkspace(app.db, { timeZone: 'Europe/Berlin' });
    const page = await app.open('/settings/calendar', { user: owner, expectedErrors: /400/ });
    const end = page.getByRole('textbox', { name: 'Monday to' });
    await end.fill('08:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Working hours end after they start').first().waitFor();
    expect(await end.inputValue()).toBe('08:00');
    await end.fill('16:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Monday to' }).inputValue()).toBe('16:00');
  });
});
