import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

test('a deal shared until today is seen by a colleague, says why, and is gone when the day is over', async () => {
  const workspace = await buildWorkspace(app.db);
  const [east, west] = [await buildTeam(app.db, workspace), await buildTeam(app.db, workspace)];
  const ann = await buildUser(app.db, workspace, { name: 'Ann East', team: east });
  const wes = await buildUser(app.db, workspace, { name: 'Wes West', team: west });
  const { id } = (await ask(app.url, ann, 'POST', '/deals', { title: 'Quartz mill' })).json;
  const page = await app.open(`/deals/${id}`, { user: ann });
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Access…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Whom').fill('Wes');
  await page.getByRole('option', { name: /Wes West/ }).click();
  await dialog.getByPlaceholder('None').click();
  await page.getByRole('option', { name: 'Presales' }).click();
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByText('May see, for good').waitFor();
  await dialog.getByRole('button', { name: 'Who can see this, and why' }).click();
  await dialog.getByText('in the deal’s team: Presales').waitFor();
  await expectAccessible(page);

  const other = await app.open('/deals/list', { user: wes });
  await other.getByText('Quartz mill').first().waitFor();
  // The day passes: nothing is run, and nothing but the clock ends it.
  const ended = { untilOn: '2020-01-01', endsAt: '2020-01-02T00:00:00.000Z' };
  await app.db.updateTable('recordShares').set(ended).where('workspaceId', '=', workspace.id).execute();
  await other.reload();
  await other.getByText('Quartz mill').waitFor({ state: 'detached' });
  expect((await ask(app.url, wes, 'GET', `/deals/${id}`)).status).toBe(404);
});

test('a role is changed on the phone, and what is on a colleague’s screen follows at once', async () => {
  const workspace = await buildWorkspace(app.db);
  const [ann, bo] = [await buildUser(app.db, workspace, { name: 'Ann' }), await buildUser(app.db, workspace, { name: 'Bo' })];
  await ask(app.url, bo, 'POST', '/deals', { title: 'Pump of Bo' });
  const seller = await app.open('/deals/list', { user: ann });
  await seller.getByText('Pump of Bo').first().waitFor();
  const owner = await app.open('/settings/roles', { user: workspace.owner, viewport: 'phone' });
  await owner.getByRole('link', { name: 'Seller', exact: true }).click();
  await owner.locator('summary', { hasText: /^Deals/ }).click();
  await owner.getByLabel('Deals: See').selectOption('own');
  await owner.getByText('1 change, not saved yet').waitFor();
  await expectNoSidewaysScroll(owner);
  await owner.getByRole('button', { name: 'Save' }).click();
  await owner.getByText('Saved. It holds for 2 people from now on.').waitFor();
  await seller.getByText('Pump of Bo').waitFor({ state: 'detached' });
  await owner.getByText('Standard: team').waitFor();
  await expectAccessible(owner);
});
