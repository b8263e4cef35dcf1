import { describe, expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { expectAccessible, expectNoSidewaysScroll, startApp } from './app.ts';

const app = await startApp();

describe('the web app', () => {
  test('asks a stranger to sign in, in the browser’s language', async () => {
    await buildWorkspace(app.db);
    const page = await app.open('/', { locale: 'zh-CN', viewport: 'phone' });
    await page.locator('input[type=password]').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test('lets in who has a session', async () => {
    const { owner } = await buildWorkspace(app.db, { name: 'Acme Steel' });
    const page = await app.open('/', { user: owner });
    await page.getByRole('navigation').first().waitFor();
    expect(await page.locator('input[type=password]').count()).toBe(0);
  });
});
