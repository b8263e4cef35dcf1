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
  await dialog.getByText('Discount over 10%', { exact: true }).waitFor();
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

test('another credit limit waits on the card of its customer, and a stage that has to be approved is asked for where the deal is moved or won', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const team = await buildTeam(app.db, workspace, { name: 'East' });
  await buildUser(app.db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(app.db, workspace, { team, name: 'Sam' });
  const account = await ask(app.url, seller, 'POST', '/accounts', { name: 'Hengchuan' });
  const page = await app.open(`/accounts/${account.json.id}`, { user: seller });
  await page.getByRole('button', { name: 'Ask for another limit', exact: true }).click();
  const limit = page.getByRole('dialog', { name: 'Another credit limit', exact: true });
  await limit.getByLabel('New limit', { exact: true }).fill('5000');
  await limit.getByText('Nina').waitFor();
  await limit.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await page.waitForURL(/\/approvals\//);
  await page.goto(`${app.url}/accounts/${account.json.id}`);
  await page.getByRole('link', { name: /^Another limit waits for approval/ }).waitFor();
  await expectAccessible(page);

  const rule = await ask(app.url, workspace.owner, 'POST', '/approval-rules', {
    subject: 'stageEntry',
    name: 'Every stage',
    conditions: [],
    steps: [{ order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 8 }],
    selfApproval: 'superior',
    isActive: true,
  });
  expect(rule.status, rule.text).toBe(201);
  const deal = await ask(app.url, seller, 'POST', '/deals', { title: 'Line 2' });
  await page.goto(`${app.url}/deals/${deal.json.id}`);
  await page.getByRole('button', { name: 'Advance to Needs', exact: true }).click();
  const move = page.getByRole('dialog', { name: 'Line 2 → Needs', exact: true });
  await move.getByRole('button', { name: 'Move to Needs', exact: true }).click();
  await move.getByText(/^The deal may come into Needs only once that is approved/).waitFor();
  await move.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await move.getByText('Every stage').waitFor();
  await expectAccessible(page);
  await move.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await page.waitForURL(/\/approvals\//);

  const won = await ask(app.url, seller, 'POST', '/deals', { title: 'Line 3', amountMinor: 500_00 });
  await page.goto(`${app.url}/deals/${won.json.id}`);
  await page.getByRole('button', { name: 'More actions', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Mark as won', exact: true }).click();
  const win = page.getByRole('dialog', { name: 'Won: Line 3', exact: true });
  await win.getByLabel('Evidence', { exact: true }).fill('PO 4711');
  await win.getByRole('button', { name: 'Mark as won', exact: true }).click();
  await win.getByText(/^The deal may come into Sign and deliver only once that is approved/).waitFor();
  await expectAccessible(page);
  await win.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await win.getByText('Every stage').waitFor();
  await win.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await page.waitForURL(/\/approvals\//);
  const { data } = (await ask(app.url, seller, 'GET', '/approvals?box=asked')).json;
  expect(data.map(({ title }: { title: string }) => title)).toContain('Line 3 into Sign and deliver');
});
