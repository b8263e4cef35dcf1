import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { startApp } from './app.ts';

const app = await startApp();

test('a seller finds a deal of another team in no way, and the own deal in every way', async () => {
  const workspace = await buildWorkspace(app.db, { currency: 'USD' });
  const east = await buildTeam(app.db, workspace, { name: 'East' });
  const west = await buildTeam(app.db, workspace, { name: 'West' });
  const ann = await buildUser(app.db, workspace, { name: 'Ann East', team: east });
  const wes = await buildUser(app.db, workspace, { name: 'Wes West', team: west });
  const make = async (user: typeof ann, title: string, amountMinor: number): Promise<string> => {
    const made = await ask(app.url, user, 'POST', '/deals', { title, amountMinor, currency: 'USD' });
    expect(made.status, made.text).toBe(201);
    return made.json.id;
  };
  const own = await make(ann, 'Visible valves', 100_000);
  const hidden = await make(wes, 'Hidden turbines', 7_770_000);
  const won = await make(wes, 'Hidden gearbox', 5_550_000);
  const { version } = (await ask(app.url, wes, 'GET', `/deals/${won}`)).json;
  const proof = { kind: 'contract', note: 'HT-2026-7, signed by both' };
  const win = await ask(app.url, wes, 'POST', `/deals/${won}/win`, { version, proof });
  expect(win.status, win.text).toBe(200);

  const get = (path: string) => ask(app.url, ann, 'GET', path);
  for (const id of [hidden, won]) expect((await get(`/deals/${id}`)).status).toBe(404);
  expect((await get(`/deals/${hidden}/guide`)).status).toBe(404);
  expect((await get(`/records/${hidden}/timeline`)).status).toBe(404);
  expect((await get(`/deals/${own}`)).status).toBe(200);
  expect((await get('/deals')).json.data.map(({ id }: { id: string }) => id)).toEqual([own]);
  expect((await get('/deals/count')).json.count).toBe(1);
  for (const path of ['/search?q=Hidden', '/deals?q=Hidden']) expect((await get(path)).json.data).toEqual([]);
  const board = await get('/deals/board');
  expect(board.text).toContain('Visible valves');
  expect(board.text).not.toContain('Hidden');
  expect(board.json.columns.reduce((sum: number, column: { sumBaseMinor: number }) => sum + column.sumBaseMinor, 0)).toBe(
    100_000,
  );
  const exported = await get('/deals/export');
  expect(exported.status).toBe(200);
  expect(exported.text).toContain('Visible valves');
  expect(exported.text).not.toContain('Hidden');
  const year = new Date().getUTCFullYear();
  const range = `from=${year - 1}-01-01&to=${year + 1}-12-31`;
  expect((await ask(app.url, wes, 'GET', `/insights/kpis?${range}`)).json.revenue).toMatchObject({
    wonDeals: 1,
    amount: '55500.00',
  });
  const kpis = await get(`/insights/kpis?${range}`);
  expect(kpis.json.revenue).toMatchObject({ wonDeals: 0, amount: '0.00' });
  expect(kpis.json.pipeline.deals).toBe(1);
  expect(kpis.text).not.toContain('Wes West');

  const page = await app.open('/deals', { user: ann });
  await page.getByText('Visible valves').first().waitFor();
  expect(await page.getByText('Hidden').count()).toBe(0);
  await page.goto(`${app.url}/deals/list`);
  await page.getByText('Visible valves').first().waitFor();
  expect(await page.getByText('Hidden').count()).toBe(0);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Search records and commands' });
  await palette.fill('Visible');
  await page.getByRole('option', { name: /Visible valves/ }).waitFor();
  await palette.fill('Hidden');
  await page.getByText('Nothing found.', { exact: false }).first().waitFor();
  expect(await page.getByRole('option', { name: /Hidden/ }).count()).toBe(0);
  await page.goto(`${app.url}/deals/${hidden}`);
  await page
    .getByText(/not found|no longer|does not exist|may not see/i)
    .first()
    .waitFor();
  expect(await page.getByText('Hidden turbines').count()).toBe(0);

  // Who sees all of it narrows board and list alike.
  const boss = await app.open('/deals', { user: workspace.owner });
  await boss.getByRole('link', { name: /^Hidden turbines/ }).waitFor();
  await boss.getByRole('button', { name: 'Filter', exact: true }).waitFor();
  await boss.getByText('Mine', { exact: true }).click();
  await boss.getByText('No deals match.').waitFor();
  await boss.getByText('List', { exact: true }).click();
  await boss.getByText('No deals match.').waitFor();
  await boss.getByText('Board', { exact: true }).click();
  const find = boss.getByRole('searchbox', { name: /^Find a deal/ });
  await find.waitFor();
  await boss.getByRole('button', { name: 'Clear search and filters' }).click();
  await boss.getByRole('link', { name: /^Hidden turbines/ }).waitFor();
  await find.pressSequentially('valves', { delay: 120 });
  await boss.getByRole('link', { name: /^Hidden turbines/ }).waitFor({ state: 'detached' });
  expect(await boss.getByRole('link', { name: /^Visible valves/ }).count()).toBe(1);
  expect(new URL(boss.url()).searchParams.get('q')).toBe('valves');
  const narrowed = JSON.stringify({ field: 'owner', op: 'in', value: [wes.id] });
  await boss.goto(`${app.url}/deals?filter=${encodeURIComponent(narrowed)}`);
  await boss.getByRole('link', { name: /^Hidden turbines/ }).waitFor();
  expect(await boss.getByRole('link', { name: /^Visible valves/ }).count()).toBe(0);
  await boss.getByRole('group', { name: 'Filters' }).getByText('Wes West').waitFor();
});
