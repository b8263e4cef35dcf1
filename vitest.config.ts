import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { isTestFile, listFiles } from './scripts/source.ts';

const root = import.meta.dirname;
/** A test that builds its world with the harness needs PostgreSQL; every other one runs without. */
const harness = /from '(\.\.?\/)+(test\/)?(db|http|build)\.ts'/;

const tests = ['src', 'scripts', 'bench', 'migrations', 'test']
  .flatMap((folder) => listFiles(root, folder))
  .filter((path) => isTestFile(path) && /\.(test|spec)\.tsx?$/.test(path));
const journeys = tests.filter((path) => path.startsWith('test/e2e/'));
const onDatabase = tests.filter((path) => !journeys.includes(path) && harness.test(readFileSync(`${root}/${path}`, 'utf8')));
/** Tests of the program in processes of its own are about time and signals: they run alone. */
const processes = tests.filter((path) => /^test\/[^/]+$/.test(path) && !onDatabase.includes(path));
const alone = tests.filter((path) => ![...journeys, ...onDatabase, ...processes].includes(path) && path.endsWith('.ts'));
const screens = tests.filter((path) => path.endsWith('.tsx'));

// Node itself loads the files, types stripped, exactly as the program runs.
const shared = {
  environment: 'node',
  // What hangs is ended; nothing fails for being slow on a machine that does other things.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 30_000 } },
  restoreMocks: true,
  unstubEnvs: true,
  isolate: false,
  experimental: { viteModuleRunner: false, nodeLoader: false },
} as const;

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    passWithNoTests: true,
    projects: [
      { test: { ...shared, name: 'unit', include: alone } },
      // Node strips types but knows no JSX: tests that render are transformed.
      { test: { ...shared, name: 'screens', include: screens, experimental: { viteModuleRunner: true } } },
      {
        test: {
          ...shared,
          name: 'db',
          include: onDatabase,
          globalSetup: ['test/global-database.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'program',
          sequence: { groupOrder: 1 },
          include: processes,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          // Journeys wait for pages half of their time.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
          include: journeys,
          globalSetup: ['test/global-database.ts', 'test/e2e/global-app.ts'],
        },
      },
    ],
  },
});
