import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

test('a quote with a great discount is asked about instead of sent, approved, and then sent', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const team = await buildTeam(app.db, workspace, { name: 'East' });
  const boss = await buildUser(app.db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(app.db, workspace, { team, name: 'Sam' });
  const made = await ask(app.url, seller, 'POST', '/quotes', { title: 'Pumps' });
  const path = `/quotes/${made.json.id}`;
  const { json } = await ask(app.url, seller, 'GET', `${path}/document`);
  const lines = [{ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100', discount: { kind: 'share', bp: 2000 } }];
  const content = { ...json.revision.content, lines };
  const saved = await ask(app.url, seller, 'PUT', `${path}/document`, { version: json.revision.version, content });
  expect(saved.status, saved.text).toBe(200);

  const page = await app.open(path, { user: seller });
  await page.getByText('Needs approval', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /has to be approved first$/ });
  await dialog.getByText('Discount over 10 %', { exact: true }).waitFor();
  await dialog.getByText('Nina').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await page.waitForURL(/\/approvals\//);
  await page.getByText('typed by Sam = CN¥100.00 → discount -20%', { exact: true }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await page.goto(`${app.url}${path}`);
  await page.getByText('In approval', { exact: true }).waitFor();
  const decided = await ask(app.url, boss, 'POST', `/approvals/${id}/decide`, { verdict: 'approved' });
  expect(decided.status, decided.text).toBe(200);
  // The page hears of it by itself.
  await page.getByText('Approved', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Approvals', exact: true }).click();
  await page.getByRole('link', { name: /Pumps/ }).waitFor();
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as sent', exact: true }).click();
  await page.getByRole('button', { name: 'New revision', exact: true }).waitFor();
});
