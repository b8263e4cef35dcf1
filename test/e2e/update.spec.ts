import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { startApp } from './app.ts';

const app = await startApp();
const board = '**/assets/deals-page-*.js';

test('a page whose parts are gone since an update starts afresh once, and says so when that does not help', async () => {
  const { owner } = await buildWorkspace(app.db);
  const page = await app.open('/accounts', { user: owner, expectedErrors: /404|ProblemError/ });
  await page.getByRole('heading', { level: 1 }).waitFor();
  let loads = 0;
  let isGone = true;
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) return;
    loads += 1;
    // What a page loaded now asks for is there again.
    if (loads === 1) isGone = false;
  });
  // As the server answers for a part that its new build no longer has.
  await page.route(board, (route) => (isGone ? route.fulfill({ status: 404, body: '' }) : route.continue()));
  await page.getByRole('navigation').first().getByRole('link', { name: 'Deals' }).click();
  await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
  expect(loads).toBe(1);

  isGone = true;
  await page.goto(`${app.url}/accounts`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  loads = 1;
  await page.getByRole('navigation').first().getByRole('link', { name: 'Deals' }).click();
  await page.getByRole('alert').getByText('Chengdan has been updated. Load the page again to go on.').waitFor();
  expect(loads).toBe(1);
  isGone = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
});
