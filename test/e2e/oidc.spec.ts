import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { startProvider } from '../oidc.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp({ OUTGOING_ALLOW: '127.0.0.1' });
const provider = await startProvider([`${app.url}/api/v1/session/single-sign-on/callback`]);
afterAll(() => provider.stop());

const button = (page: Page) => page.getByRole('link', { name: 'Acme account', exact: true });

async function roleOf(page: Page): Promise<string> {
  const reply = await page.context().request.get('/api/v1/session');
  const { user } = await reply.json();
  return String(user.role);
}

test('an owner sets single sign-on up; a colleague comes in with the role of their group, gets another when the group changes, and reads why a broken answer does not let in', async () => {
  const { owner } = await buildWorkspace(app.db);
  const settings = await app.open('/settings/sign-in', { user: owner });
  const card = settings.getByRole('region', { name: 'Single sign-on', exact: true });
  await card.getByRole('button', { name: 'Set up', exact: true }).click();
  const form = settings.getByRole('dialog');
  await form.getByLabel('Issuer', { exact: true }).fill('http://127.0.0.1:65000');
  await form.getByLabel('Client ID', { exact: true }).fill(provider.clientId);
  await form.getByLabel('Client secret', { exact: true }).fill(provider.clientSecret);
  await form.getByLabel('Text of the button', { exact: true }).fill('Acme account');
  await form.getByLabel('Scopes', { exact: true }).fill('openid profile email groups');
  await form.getByLabel('Claim with groups or roles', { exact: true }).fill('groups');
  await form.getByRole('button', { name: 'Add a rule', exact: true }).click();
  await form.getByLabel('Value of rule 1', { exact: true }).fill('crm-leads');
  await form.getByRole('combobox', { name: 'Role of rule 1', exact: true }).click();
  await settings.getByRole('option', { name: 'Sales manager', exact: true }).click();
  await form.getByRole('button', { name: 'Check and save', exact: true }).click();
  await form.getByText('The sign-in provider does not answer at the moment. Try again in a moment.', { exact: true }).waitFor();
  await expectAccessible(settings);
  await form.getByLabel('Issuer', { exact: true }).fill(provider.issuer);
  await form.getByRole('button', { name: 'Check and save', exact: true }).click();
  await card.getByText('On', { exact: true }).waitFor();

  const sub = randomUUID();
  const cleo = { sub, email: 'cleo@acme.test', email_verified: true, name: 'Cleo Ng' };
  provider.account = { ...cleo, groups: ['crm-leads'] };
  const page = await app.open('/deals');
  await button(page).click();
  await page.waitForURL('**/deals');
  await page.getByRole('navigation').first().waitFor();
  expect(await roleOf(page)).toBe('salesManager');

  provider.account = { ...cleo, groups: [] };
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await button(page).click();
  await page.getByRole('navigation').first().waitFor();
  expect(await roleOf(page)).toBe('seller');

  provider.tamper = (payload) => ({ ...payload, nonce: 'another' });
  const phone = await app.open('/sign-in', { viewport: 'phone', expectedErrors: /status of 4\d\d/ });
  await button(phone).click();
  await phone.getByRole('heading', { name: 'You are not signed in', exact: true }).waitFor();
  await phone.getByText('The answer of the sign-in provider could not be trusted.', { exact: true }).waitFor();
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  await phone.getByRole('link', { name: 'Back to sign-in', exact: true }).click();
  await button(phone).waitFor();
});
