import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../build.ts';
import { ask } from './api.ts';
import { expectAccessible, startApp } from './app.ts';

const app = await startApp();

test('an empty workspace is filled for a look and emptied again, but for what is real', async () => {
  const { owner } = await buildWorkspace(app.db);
  const page = await app.open('/my-day', { user: owner });
  await page.getByRole('button', { name: 'Load the sample company' }).click();
  await page.getByText('The sample company is here.').waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: /^Late/ }).waitFor();

  await page.goto('/deals');
  await page.getByRole('heading', { name: /^Quote \d/ }).waitFor();
  expect(await page.locator('[data-card]').count()).toBeGreaterThan(60);
  await expectAccessible(page);
  const made = await ask(app.url, owner, 'POST', '/deals', { title: 'Our own deal' });
  expect(made.status).toBe(201);

  await page.goto('/insights');
  await page.getByText('Why deals are lost').waitFor();
  await expectAccessible(page);

  await page.goto('/settings');
  await page.getByText(/^4\d\d deals · 56 accounts/).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove the sample company' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the sample company' }).click();
  await page.getByText('The sample company is gone.').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Load the sample company' }).waitFor();

  await page.goto('/deals');
  await page.getByText('Our own deal').waitFor();
  expect(await page.locator('[data-card]').count()).toBe(1);
});

test('whoever may not load it is not offered it', async () => {
  const workspace = await buildWorkspace(app.db);
  const seller = await buildUser(app.db, workspace);
  const page = await app.open('/deals', { user: seller });
  await page.getByText('New deal').first().waitFor();
  expect(await page.getByRole('button', { name: 'Load the sample company' }).count()).toBe(0);
});
