import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
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
