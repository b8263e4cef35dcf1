import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

test('a view is made, shared, opened by its link and deleted; cells are edited where they stand', async () => {
  const workspace = await buildWorkspace(app.db);
  const seller = await buildUser(app.db, workspace, { name: 'Mia' });
  for (const [name, industry] of [
    ['Acme', 'Steel'],
    ['Bolt', 'Steel'],
    ['Cog', 'Food'],
  ]) {
    const made = await ask(app.url, workspace.owner, 'POST', '/accounts', { name, industry });
    expect(made.status, made.text).toBe(201);
  }
  const filter = encodeURIComponent(JSON.stringify({ field: 'industry', op: 'contains', value: 'Steel' }));
  const page = await app.open(`/accounts?filter=${filter}`, { user: workspace.owner });
  await page.getByRole('row', { name: /Bolt/ }).waitFor();
  expect(await page.getByRole('row').count()).toBe(3);

  // Columns by keyboard: the heading goes right, and wider.
  const industry = page.getByRole('columnheader', { name: 'Industry' });
  await industry.getByRole('button').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => page.getByRole('columnheader').nth(2).textContent()).toBe('Country');
  const before = (await industry.boundingBox())?.width ?? 0;
  await industry.getByRole('button').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect.poll(async () => ((await industry.boundingBox())?.width ?? 0) > before + 10).toBe(true);

  await page.getByRole('button', { name: 'Save as new view …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Steel makers');
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: /^Everybody/ }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: /^View: ?Steel makers/ }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toMatch(/^\?view=[0-9a-f-]{36}$/);
  const link = page.url();

  // A cell by keyboard: refused with its reason, put right, and Tab goes on.
  await page.keyboard.press('j');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  const cell = page.getByRole('textbox', { name: 'Employees' });
  await cell.fill('-5');
  await page.keyboard.press('Enter');
  await page.getByRole('grid').getByText('Too small: at least 0.').first().waitFor();
  await cell.fill('500');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Annual revenue' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Acme.*500/ }).waitFor();

  // Somebody else changes the same cell meanwhile.
  const acme = (await ask(app.url, workspace.owner, 'GET', '/accounts?sort=name')).json.data[0];
  expect(acme).toMatchObject({ name: 'Acme', employees: 500 });
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Annual revenue' }).fill('1000');
  await ask(app.url, workspace.owner, 'PATCH', `/accounts/${acme.id}`, { version: acme.version, annualRevenueMinor: 77_700 });
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText(/777/).waitFor();
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect
    .poll(async () => (await ask(app.url, workspace.owner, 'GET', `/accounts/${acme.id}`)).json.annualRevenueMinor)
    .toBe(100_000);

  // The menu of a row, by the keyboard's menu key too.
  await page.getByRole('row', { name: /Bolt/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByText('Bolt deleted.').waitFor();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('row', { name: /Bolt/ }).waitFor();

  const other = await app.open(link, { user: seller });
  await other.getByRole('button', { name: /^View: ?Steel makers/ }).waitFor();
  expect(await other.getByRole('columnheader').nth(2).textContent()).toBe('Country');
  await other.getByRole('button', { name: 'Remove the filter' }).click();
  await other.getByRole('row', { name: /Cog/ }).waitFor();
  await other
    .getByRole('button', { name: /^View: ?Steel makers/ })
    .getByText('changed')
    .waitFor();
  await other.getByRole('button', { name: 'Undo changes' }).click();
  await expect.poll(() => other.getByRole('row').count()).toBe(3);

  await page.getByRole('button', { name: /^View: ?Steel makers/ }).click();
  await page.getByRole('menuitem', { name: 'Delete the view' }).click();
  await page.getByText('Steel makers deleted.').waitFor();
  await other.goto(link);
  await other.getByText(/not there any more, or is not shared/).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: /^View: ?Steel makers/ }).waitFor();
});
