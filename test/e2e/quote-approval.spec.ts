import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp, viewports } from './app.ts';

const app = await startApp();

test('a quote with a great discount is asked about instead of sent, approved, and then sent', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'CNY' });
  const team = await buildTeam(app.db, workspace, { name: 'East' });
  const boss = await buildUser(app.db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(app.db, workspace, { team, name: 'Sam' });
  const made = await ask(app.url, seller, 'POST', '/quotes', { title: 'Pumps' });
  const path = `/quotes/${made.json.id}`;
  const { json } = await ask(app.url, seller, 'GET', `${path}/document`);
  const lines = [{ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100', taxBp: 0, discount: { kind: 'share', bp: 2000 } }];
  const content = { ...json.revision.content, lines };
  const saved = await ask(app.url, seller, 'PUT', `${path}/document`, { version: json.revision.version, content });
  expect(saved.status, saved.text).toBe(200);

  const page = await app.open(path, { user: seller });
  await page.getByText('Needs approval', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send quote', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /has to be approved first$/ });
  await dialog.getByText('Greatest discount of a line 20% is over 10%', { exact: true }).waitFor();
  await dialog.getByText('Nina').waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await page.waitForURL(/\/approvals\//);
  await page.getByText('typed by Sam = CN¥100.00 → discount -20% = CN¥80.00', { exact: true }).waitFor();
  await page.getByText('Greatest discount of a line 20% is over 10%', { exact: true }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  // While it waits nothing is offered to be sent: the way leads to the request.
  await page.goto(`${app.url}${path}`);
  const waiting = page.getByRole('link', { name: 'In approval', exact: true });
  await waiting.waitFor();
  expect(await page.getByRole('button', { name: 'Send quote', exact: true }).count()).toBe(0);
  expect(await waiting.getAttribute('href')).toBe(`/approvals/${id}`);

  // Whoever decides has the decision in sight on the phone before any scrolling, and one tap decides nothing.
  const phone = await app.open(`/approvals/${id}`, { user: boss, viewport: 'phone' });
  await expectNoSidewaysScroll(phone);
  await expectAccessible(phone);
  const approve = phone.getByRole('button', { name: 'Approve', exact: true });
  const box = await approve.boundingBox();
  expect(box && box.y + box.height).toBeLessThan(viewports.phone.height);
  await phone.getByRole('button', { name: 'Reject', exact: true }).click();
  const rejecting = phone.getByRole('dialog', { name: /^Reject: / });
  await rejecting.getByRole('button', { name: 'Reject', exact: true }).click();
  await rejecting.getByText('Say why you reject.', { exact: true }).waitFor();
  await rejecting.getByRole('button', { name: 'Cancel', exact: true }).click();
  await approve.click();
  const approving = phone.getByRole('dialog', { name: /^Approve: / });
  await approving.getByRole('button', { name: 'Approve', exact: true }).click();
  await approving.waitFor({ state: 'detached' });
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
  await move.getByRole('list').getByText('Every stage').first().waitFor();
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
  await win.getByRole('list').getByText('Every stage').first().waitFor();
  await win.getByRole('button', { name: 'Ask for approval', exact: true }).click();
  await page.waitForURL(/\/approvals\//);
  const { data } = (await ask(app.url, seller, 'GET', '/approvals?box=asked')).json;
  expect(data.map(({ title }: { title: string }) => title)).toContain('Line 3 into Sign and deliver');
});
