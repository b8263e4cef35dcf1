import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

/** Loads the page again and keeps its program on the way until it is let through. */
async function holdBack(page: Page): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/assets/*.js', async (route) => {
    await promise;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  return async () => {
    resolve();
    await page.locator('#drawn').waitFor({ state: 'detached' });
    await page.unroute('**/assets/*.js');
  };
}

describe('the web app', () => {
  test('asks a stranger to sign in, in the browser’s language', async () => {
    await buildWorkspace(app.db);
    const page = await app.open('/', { locale: 'zh-CN', viewport: 'phone' });
    await page.locator('input[type=password]').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test('can be read before the program has come, unless another language was picked on the device', async () => {
    await buildWorkspace(app.db);
    const page = await app.open('/sign-in', { locale: 'zh-CN', viewport: 'phone' });
    const drawing = page.locator('#drawn h1', { hasText: '登录' });
    const release = await holdBack(page);
    await drawing.waitFor();
    await release();
    await page.getByRole('button', { name: '语言' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();

    const releaseAgain = await holdBack(page);
    await drawing.waitFor({ state: 'attached' });
    expect(await drawing.isVisible()).toBe(false);
    await releaseAgain();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('lets in who has a session', async () => {
    const { owner } = await buildWorkspace(app.db, { name: 'Acme Steel' });
    const page = await app.open('/', { user: owner });
    await page.getByRole('navigation').first().waitFor();
    expect(await page.locator('input[type=password]').count()).toBe(0);
  });
});
