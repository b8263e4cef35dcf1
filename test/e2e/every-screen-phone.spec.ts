import { expect, test } from 'vitest';
import { buildWorkspace } from '../build.ts';
import { startApp } from './app.ts';
import { look, problemsOf } from './every-screen.ts';

const app = await startApp();

test('every screen is accessible, fits and speaks: phone, dark, Chinese', async () => {
  const looks = { viewport: 'phone', colorScheme: 'dark', locale: 'zh-CN', language: 'zh-Hans' } as const;
  expect(await problemsOf(app, looks)).toEqual([]);
});

test('a new workspace says on every list what to do next', async () => {
  const { owner } = await buildWorkspace(app.db);
  const page = await app.open('/my-day', { user: owner });
  const problems: string[] = [];
  for (const path of ['/my-day', '/accounts', '/leads', '/deals', '/insights', '/import']) await look(app, page, path, problems);
  expect(problems).toEqual([]);
});
