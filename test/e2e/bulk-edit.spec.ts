import { expect, test } from 'vitest';
import { createDeals } from '../../src/modules/deals/creation/service.ts';
import { buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

test('many records are changed at once, named where they cannot be, and as they were after Undo', async () => {
  const { owner } = await buildWorkspace(app.db);
  const values = (title: string) => ({ values: { title, openedOn: '2025-01-01' } });
  const lost = { ...values('Presses'), status: 'lost' as const, closedOn: '2025-02-01' };
  await createDeals(app.db, owner.scope, [values('Pumps'), values('Valves'), lost], { history: true });
  const opened = async (): Promise<Record<string, unknown>> => {
    const { data } = (await ask(app.url, owner, 'GET', '/deals')).json;
    return Object.fromEntries(data.map((deal: Record<string, unknown>) => [deal['title'], deal['openedOn']]));
  };
  const page = await app.open('/deals/list', { user: owner });
  // The list opens with what is open; the lost one is in the view of all.
  await page.getByRole('row', { name: /Pumps/ }).waitFor();
  expect(await page.getByRole('row', { name: /Presses/ }).count()).toBe(0);
  await page.getByRole('button', { name: /^View: ?All open deals/ }).click();
  await page.getByRole('menuitem', { name: 'All deals', exact: true }).click();
  for (const title of ['Pumps', 'Valves', 'Presses'])
    await page
      .getByRole('row', { name: new RegExp(title) })
      .getByRole('checkbox')
      .check();
  const bar = page.getByRole('region', { name: 'Selected rows' });
  await bar.getByText('3 selected').waitFor();
  await bar.getByRole('button', { name: 'Edit …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit 3 records' });
  await dialog.getByRole('combobox', { name: 'Field' }).fill('Opened');
  await page.getByRole('option', { name: 'Opened on' }).click();
  // A day is typed in any order that says it, and then stands as days are written here.
  const value = dialog.getByLabel('New value');
  await value.fill('5 May');
  await value.fill('');
  await value.blur();
  await expect.poll(() => value.inputValue()).toBe('');
  await value.fill('June 1, 2025');
  await value.blur();
  await expect.poll(() => value.inputValue()).toBe('1 Jun 2025');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Change 3' }).click();

  // One was closed before that day: it is named with the reason and the way to it, and nothing is changed yet.
  await dialog.getByRole('listitem').getByRole('link', { name: 'Presses' }).waitFor();
  expect(await opened()).toEqual({ Pumps: '2025-01-01', Valves: '2025-01-01', Presses: '2025-01-01' });
  await dialog.getByRole('button', { name: 'Change the other 2' }).click();
  const told = page.getByRole('alert').filter({ hasText: '2 records changed.' });
  await told.getByText('1 could not take it.').waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(await opened()).toEqual({ Pumps: '2025-06-01', Valves: '2025-06-01', Presses: '2025-01-01' });

  await told.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 records are as they were.').waitFor();
  expect(await opened()).toEqual({ Pumps: '2025-01-01', Valves: '2025-01-01', Presses: '2025-01-01' });
});
