import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

async function startEditing(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Facts' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Source' }).waitFor();
}

test('of two people editing one deal the second is shown what both changed, and nothing is lost', async () => {
  const workspace = await buildWorkspace(app.db);
  const manager = await buildUser(app.db, workspace, { role: 'salesManager', name: 'Mia' });
  const made = await ask(app.url, workspace.owner, 'POST', '/deals', { title: 'Pumps', source: 'Web', interest: 'Old' });
  expect(made.status, made.text).toBe(201);
  const path = `/deals/${made.json.id}`;
  const first = await app.open(path, { user: workspace.owner });
  const second = await app.open(path, { user: manager });
  await startEditing(first);
  await startEditing(second);
  const firstForm = first.getByRole('dialog');
  await firstForm.locator('textarea').first().fill('Forty pumps');
  await firstForm.getByRole('textbox', { name: /^Deal/ }).fill('Pumps for Wuxi');
  await firstForm.getByRole('button', { name: 'Save', exact: true }).click();
  await firstForm.waitFor({ state: 'hidden' });

  const secondForm = second.getByRole('dialog');
  await secondForm.getByRole('textbox', { name: /^Deal/ }).fill('Pumps for Suzhou');
  await secondForm.getByRole('textbox', { name: 'Source' }).fill('Fair');
  await secondForm.getByRole('button', { name: 'Save', exact: true }).click();
  await secondForm.getByRole('alert').waitFor();
  await secondForm.getByRole('radio', { name: /^Mine/ }).waitFor();
  expect(await secondForm.getByRole('radio').count()).toBe(2);
  await secondForm.getByRole('radio', { name: /^Theirs/ }).check();
  await secondForm.getByRole('button', { name: 'Go on with this' }).click();
  await secondForm.getByRole('button', { name: 'Save', exact: true }).click();
  await secondForm.waitFor({ state: 'hidden' });

  const saved = await ask(app.url, workspace.owner, 'GET', path);
  expect(saved.json).toMatchObject({ title: 'Pumps for Wuxi', interest: 'Forty pumps', source: 'Fair' });
  await second.getByRole('heading', { name: 'Pumps for Wuxi' }).first().waitFor();
});

test('two administrators who name a team at once see both names, and one holds', async () => {
  const workspace = await buildWorkspace(app.db);
  const team = await buildTeam(app.db, workspace, { name: 'North' });
  const page = await app.open('/settings/teams', { user: workspace.owner });
  await page.getByRole('button', { name: 'Actions for North' }).click();
  await page.getByRole('menuitem', { name: /^Edit|Rename/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('North and east');
  const other = await ask(app.url, workspace.owner, 'PATCH', `/teams/${team}`, { version: 1, name: 'Far north' });
  expect(other.status, other.text).toBe(200);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('radio', { name: 'Theirs: Far north' }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on with this' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const { json } = await ask(app.url, workspace.owner, 'GET', '/teams');
  expect(json.data.map(({ name }: { name: string }) => name)).toContain('North and east');
});
