import { expect, test } from 'vitest';
import { startApp } from './app.ts';
import { problemsOf } from './every-screen.ts';

const app = await startApp();

test('every screen is accessible, fits and speaks: desktop, light, English', async () => {
  const looks = { viewport: 'desktop', colorScheme: 'light', locale: 'en-US', language: 'en' } as const;
  expect(await problemsOf(app, looks)).toEqual([]);
});
