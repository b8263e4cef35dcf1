import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

test('an owner looks as a seller on every screen, can change nothing, and stops', async () => {
  const workspace = await buildWorkspace(app.db);
  const [east, west] = [await buildTeam(app.db, workspace), await buildTeam(app.db, workspace)];
  const ann = await buildUser(app.db, workspace, { name: 'Ann East', team: east });
  const wes = await buildUser(app.db, workspace, { name: 'Wes West', team: west });
  const mill = (await ask(app.url, ann, 'POST', '/deals', { title: 'Quartz mill' })).json;
  await ask(app.url, wes, 'POST', '/deals', { title: 'Lime kiln' });
  const page = await app.open('/settings/members', { user: workspace.owner });
  await page.getByRole('button', { name: 'Actions for Ann East' }).click();
  await page.getByRole('menuitem', { name: 'View as Ann East' }).click();
  const bar = page.getByRole('status').filter({ hasText: 'You see Chengdan as Ann East sees it.' });
  await bar.waitFor();
  await page.goto(`${app.url}/deals/list`);
  await page.getByText('Quartz mill').first().waitFor();
  expect(await page.getByText('Lime kiln').count()).toBe(0);
  await bar.waitFor();
  await expectAccessible(page);
  // Live updates are hers too.
  await ask(app.url, ann, 'POST', '/deals', { title: 'Clay dryer' });
  await page.getByText('Clay dryer').first().waitFor();
  await page.goto(`${app.url}/deals/${mill.id}`);
  await page
    .getByRole('button', { name: 'Put on hold' })
    .or(page.getByRole('button', { name: 'More' }))
    .first()
    .waitFor();
  const session = await page.request.post(`${app.url}/api/v1/accounts`, { data: { name: 'Nope' } });
  expect([session.status(), (await session.json()).code]).toEqual([403, 'viewing_only']);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('looked as Ann East').waitFor();
  expect(await bar.count()).toBe(0);
  await page.goto(`${app.url}/deals/list`);
  await page.getByText('Lime kiln').first().waitFor();
});

test('a role is tried on from the phone; another window of the browser follows', async () => {
  const workspace = await buildWorkspace(app.db);
  await ask(app.url, workspace.owner, 'POST', '/deals', { title: 'Quartz mill' });
  const page = await app.open('/settings/roles', { user: workspace.owner, viewport: 'phone' });
  const other = await page.context().newPage();
  await other.goto(`${app.url}/settings/members`);
  await other.getByRole('button', { name: 'Invite', exact: true }).waitFor();
  // The window in front held the connection for both and leaves it: what is told before the other one has it is not lost.
  const { promise: isBegun, resolve: begin } = Promise.withResolvers<void>();
  await other.route('**/api/v1/live', async (route) => {
    await isBegun;
    await route.continue();
  });
  const takesOver = other.waitForRequest('**/api/v1/live');
  await page.goto(`${app.url}/settings/roles`);
  await takesOver;
  await page.getByRole('link', { name: 'Support', exact: true }).click();
  // The bar at the bottom has a "More" of its own, which is there before the page of the role is.
  await page.getByRole('heading', { name: 'Support', exact: true }).waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'View as this role' }).click();
  await page.getByText('the role “Support” would in your place').waitFor();
  await expectNoSidewaysScroll(page);
  begin();
  await other.getByText('the role “Support” would in your place').waitFor();
  await other.getByRole('button', { name: 'Invite', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await other.getByRole('button', { name: 'Invite', exact: true }).waitFor();
  // Closed before the page in front: the browser has been seen to hang when it closes both at once.
  await other.close();
});
