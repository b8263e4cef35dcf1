import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createUserWithPassword } from '../../src/modules/identity/members/service.ts';
import { buildWorkspace, type TestWorkspace } from '../build.ts';
import { codeOf } from '../second-step.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();
const password = 'correct horse';
// Passkeys hold at a name: the same program by its other address.
const named = app.url.replace('127.0.0.1', 'localhost');

async function person(place?: TestWorkspace) {
  const workspace = place ?? (await buildWorkspace(app.db));
  const email = `t${randomUUID()}@acme.test`;
  await createUserWithPassword(app.db, workspace.scope, { name: 'Tia', email, password, role: 'seller' });
  return { workspace, email };
}

async function enter(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The key that is shown beside the picture. */
async function shownSecret(page: Page): Promise<string> {
  return (await page.locator('code').innerText()).replaceAll(/\s/g, '');
}

describe('two-step sign-in', () => {
  test('is set up, asked for at the next sign-in, and a recovery code helps without the phone', async () => {
    const { email } = await person();
    const page = await app.open('/sign-in');
    await enter(page, email);
    await page.getByRole('navigation').first().waitFor();
    await page.goto('/settings/profile');
    const card = page.getByRole('region', { name: 'Two-step sign-in', exact: true });
    await card.getByRole('button', { name: 'Set up', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: 'QR code for the authenticator app', exact: true }).waitFor();
    await expectAccessible(page);
    const secret = await shownSecret(page);
    await dialog.getByLabel('Code that the app shows now', { exact: true }).fill(codeOf(secret, -1));
    await dialog.getByRole('button', { name: 'Switch on', exact: true }).click();
    const codes = dialog.getByRole('list', { name: 'Recovery codes', exact: true }).getByRole('listitem');
    await codes.first().waitFor();
    expect(await codes.count()).toBe(10);
    const recovery = await codes.first().innerText();
    await dialog.getByLabel('I have kept the codes', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Done', exact: true }).click();
    await card.getByText('On', { exact: true }).waitFor();

    await page.context().clearCookies();
    await page.goto('/deals');
    await enter(page, email);
    await page.getByRole('heading', { name: 'One more step', exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Code of your authenticator app', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('That code is not right, or was used already. Give the newest one.', { exact: true }).waitFor();
    await page.getByLabel('Code of your authenticator app', { exact: true }).fill(codeOf(secret));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/deals');

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await enter(page, email);
    await page.getByRole('button', { name: 'Use a recovery code', exact: true }).click();
    await page.getByLabel('Recovery code', { exact: true }).fill(recovery.toLowerCase());
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation').first().waitFor();
  });

  test('a workspace that asks for it leads to the set-up, on the phone too', async () => {
    const { workspace, email } = await person();
    const settings = await app.open('/settings/sign-in', { user: workspace.owner });
    await settings.getByLabel('Everybody', { exact: true }).click();
    await settings.getByRole('dialog').getByRole('button', { name: 'Ask for it', exact: true }).click();
    // The owner as well.
    await settings.getByRole('heading', { name: 'Two-step sign-in', exact: true, level: 1 }).waitFor();
    const page = await app.open('/deals', { viewport: 'phone' });
    await enter(page, email);
    await page.getByRole('heading', { name: 'Two-step sign-in', exact: true }).waitFor();
    await page.getByRole('img', { name: 'QR code for the authenticator app', exact: true }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.goto('/leads');
    await page.getByRole('heading', { name: 'Two-step sign-in', exact: true }).waitFor();
    await page.getByRole('img', { name: 'QR code for the authenticator app', exact: true }).waitFor();
    await page.getByLabel('Code that the app shows now', { exact: true }).fill(codeOf(await shownSecret(page)));
    await page.getByRole('button', { name: 'Switch on', exact: true }).click();
    await page.getByLabel('I have kept the codes', { exact: true }).check();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await page.waitForURL('**/leads');
  });
});

describe('passkeys', () => {
  test('one is added, signs in without a name, shows its last use, and is removed', async () => {
    const { email } = await person();
    const page = await app.open(`${named}/sign-in`);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await enter(page, email);
    await page.getByRole('navigation').first().waitFor();
    await page.goto(`${named}/settings/profile`);
    const card = page.getByRole('region', { name: 'Passkeys', exact: true });
    await card.getByRole('button', { name: 'Add a passkey', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('office laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Go on', exact: true }).click();
    await card.getByText('office laptop', { exact: true }).waitFor();
    await card.getByText('Not used yet', { exact: true }).waitFor();

    await page.context().clearCookies();
    await page.goto(`${named}/sign-in?return=/deals`);
    await page.getByRole('button', { name: 'Sign in with a passkey', exact: true }).click();
    await page.waitForURL('**/deals');
    await page.goto(`${named}/settings/profile`);
    await card.getByText(/^Last used /).waitFor();
    await card.getByRole('button', { name: 'Remove: office laptop', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await card.getByText('office laptop', { exact: true }).waitFor({ state: 'detached' });

    await page.context().clearCookies();
    await page.goto(`${named}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a passkey', exact: true }).click();
    await page.getByText('This passkey is not known here (any more). Sign in another way.', { exact: true }).waitFor();
  });
});
