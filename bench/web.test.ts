import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isMet } from './report.ts';
import { webFigures } from './web.ts';

test('the JavaScript of sign-in and first list stays within its goal', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const folder = await mkdtemp(join(tmpdir(), 'chengdan-web-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const figures = await webFigures(folder);
  expect(figures.map(isMet), JSON.stringify(figures, null, 2)).toEqual([true]);
});
