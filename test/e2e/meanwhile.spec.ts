import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { accountEntity } from '../../src/modules/customers/entity.ts';
import { createRecords } from '../../src/modules/records/entities/service.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

interface Stage {
  criteria: object[];
  tasks: object[];
}

/** Without what the server gives each part of a draft. */
const plain = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'id' && key !== 'position'));

test('an activity, working hours and a target that somebody else saved meanwhile are put together field by field', async () => {
  const { owner } = await buildWorkspace(app.db);
  const deal = (await ask(app.url, owner, 'POST', '/deals', { title: 'Quartz mill' })).json;
  const note = { recordId: deal.id, kind: 'note', subject: 'Visit notes', body: 'Asked for steel' };
  const activity = (await ask(app.url, owner, 'POST', '/activities', note)).json;
  const page = await app.open(`/deals/${deal.id}`, { user: owner });
  await page.getByRole('tab', { name: 'Timeline', exact: true }).click();
  await page.getByRole('button', { name: 'Visit notes: actions' }).click();
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Subject', { exact: true }).fill('Notes of the visit');
  const theirs = { version: activity.version, subject: 'Visit in Wuxi', body: 'Asked for quartz' };
  await ask(app.url, owner, 'PATCH', `/activities/${activity.id}`, theirs);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('radio', { name: 'Theirs: Visit in Wuxi' }).waitFor();
  expect(await dialog.getByRole('radio').count()).toBe(2);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on with this', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  const saved = (await ask(app.url, owner, 'GET', `/activities/${activity.id}`)).json;
  expect(saved).toMatchObject({ subject: 'Notes of the visit', body: 'Asked for quartz' });

  await page.goto(`${app.url}/settings/calendar`);
  await page.getByLabel('Monday from', { exact: true }).first().fill('08:00');
  const calendar = (await ask(app.url, owner, 'GET', '/working-calendar')).json;
  const week = calendar.week.map((hours: unknown, day: number) => (day < 2 ? [{ from: '10:00', to: '16:00' }] : hours));
  await ask(app.url, owner, 'PATCH', '/working-calendar', { version: calendar.version, week });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('radio', { name: 'Theirs: 10:00–16:00' }).check();
  expect(await page.getByLabel('Tuesday from', { exact: true }).first().inputValue()).toBe('10:00');
  await page.getByRole('button', { name: 'Go on with this', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  expect((await ask(app.url, owner, 'GET', '/working-calendar')).json.week.slice(0, 2)).toEqual(week.slice(0, 2));

  const year = new Date().getFullYear();
  await page.goto(`${app.url}/insights`);
  await page.getByRole('button', { name: 'More actions', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Set targets' }).click();
  const targets = page.getByRole('dialog');
  await targets.getByLabel('Sales cycle in days', { exact: true }).fill('45');
  await ask(app.url, owner, 'PUT', '/insights/targets', { kpi: 'salesCycleDays', teamId: null, year, value: 60 });
  await targets.getByRole('button', { name: 'Save targets' }).click();
  await targets.getByRole('radio', { name: 'Theirs: 60' }).waitFor();
  await targets.getByRole('button', { name: 'Go on with this', exact: true }).click();
  await targets.getByRole('button', { name: 'Save targets' }).click();
  await targets.waitFor({ state: 'hidden' });
  const { data } = (await ask(app.url, owner, 'GET', '/insights/targets')).json;
  expect(data).toMatchObject([{ kpi: 'salesCycleDays', value: 45 }]);
});

test('whoever puts a deal on hold that a colleague has just changed is shown what changed, field by field, and goes on', async () => {
  const { owner } = await buildWorkspace(app.db);
  const input = { title: 'Quartz mill', amountMinor: 12_000_000, currency: 'CNY', source: 'Fair' };
  const deal = (await ask(app.url, owner, 'POST', '/deals', input)).json;
  const page = await app.open(`/deals/${deal.id}`, { user: owner });
  await page.getByRole('button', { name: 'More actions', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Put on hold', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Budget is frozen');
  await dialog.getByLabel('Revisit on').first().fill('2031-03-01');
  const theirs = { version: deal.version, amountMinor: 34_000_000, source: 'Referral' };
  const other = await ask(app.url, owner, 'PATCH', `/deals/${deal.id}`, theirs);
  expect(other.status, other.text).toBe(200);
  await dialog.getByRole('button', { name: 'Put on hold', exact: true }).click();
  const alert = dialog.getByRole('alert');
  await alert.getByText('Referral').waitFor();
  expect(await alert.locator('dt').allTextContents()).toEqual(['Amount', 'Source']);
  expect(await alert.locator('dd').first().textContent()).toMatch(/120,000.*→.*340,000/);
  expect(await dialog.getByLabel('Reason').inputValue()).toBe('Budget is frozen');
  await expectAccessible(page);
  expect((await ask(app.url, owner, 'GET', `/deals/${deal.id}`)).json.status).toBe('open');
  await dialog.getByRole('button', { name: 'Put on hold', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  const held = (await ask(app.url, owner, 'GET', `/deals/${deal.id}`)).json;
  expect(held).toMatchObject({ status: 'onHold', amountMinor: 34_000_000, holdReason: 'Budget is frozen' });
});

test('a draft in the designer keeps what I changed when a colleague saves it, and shows what both did', async () => {
  const { owner } = await buildWorkspace(app.db);
  const [process] = (await ask(app.url, owner, 'GET', '/processes')).json.data;
  const draft = (await ask(app.url, owner, 'POST', `/processes/${process.id}/draft`)).json;
  const page = await app.open(`/process/${draft.id}`, { user: owner });
  await page.getByLabel('Target, days', { exact: true }).fill('33');
  const stages = draft.stages.map((stage: Stage, at: number) => ({
    ...plain(stage),
    criteria: stage.criteria.map(plain),
    tasks: stage.tasks.map(plain),
    ...(at === 0 ? { targetDays: 44, probabilityBp: 1200 } : {}),
  }));
  const other = await ask(app.url, owner, 'PUT', `/process-versions/${draft.id}`, { version: draft.version, stages });
  expect(other.status, other.text).toBe(200);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('radio', { name: 'Theirs: 44' }).waitFor();
  expect(await page.getByLabel('Target, days', { exact: true }).inputValue()).toBe('33');
  await page.getByRole('button', { name: 'Go on with this', exact: true }).click();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Draft saved.', { exact: true }).waitFor();
  const saved = (await ask(app.url, owner, 'GET', `/process-versions/${draft.id}`)).json;
  expect(saved.stages[0]).toMatchObject({ targetDays: 33, probabilityBp: 1200 });
  await page.getByRole('button', { name: 'Remove stage' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByLabel('Target, days', { exact: true }).waitFor();
});

test('a long list reads only the rows in sight again when a colleague changes something, and is true wherever one goes', async () => {
  const workspace = await buildWorkspace(app.db);
  const names = Array.from({ length: 1000 }, (_, index) => ({ name: `Account ${1000 + index}` }));
  for (let start = 0; start < names.length; start += 200)
    await createRecords(app.db, workspace.owner.scope, accountEntity, names.slice(start, start + 200));
  const page = await app.open('/accounts?sort=name', { user: workspace.owner });
  const grid = page.getByRole('grid', { name: 'Accounts', exact: true });
  const scrollTo = (top: number): Promise<void> =>
    grid.evaluate((element, pixels) => {
      element.scrollTop = pixels;
    }, top);
  const last = grid.getByRole('link', { name: 'Account 1999', exact: true });
  const showEnd = async (): Promise<number> => {
    await scrollTo(1_000_000);
    return last.count();
  };
  await expect.poll(showEnd, { timeout: 30_000 }).toBe(1);
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/v1/accounts') asked.push(url.search);
  });
  const found = (await ask(app.url, workspace.owner, 'GET', `/accounts?sort=name&limit=2`)).json.data;
  const [first, second] = found;
  await ask(app.url, workspace.owner, 'DELETE', `/accounts/${first.id}`);
  await ask(app.url, workspace.owner, 'PATCH', `/accounts/${second.id}`, {
    version: second.version,
    name: 'Account 1001 of Wuxi',
  });
  await page.getByRole('status').filter({ hasText: /^999 / }).waitFor();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(4);
  await scrollTo(0);
  await grid.getByRole('link', { name: 'Account 1001 of Wuxi' }).waitFor();
  expect(await grid.getByRole('link', { name: 'Account 1000', exact: true }).count()).toBe(0);
});
