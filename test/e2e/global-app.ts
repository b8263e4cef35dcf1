import type { TestProject } from 'vitest/node';
import { buildWeb } from '../../src/cli/web-build.ts';
import { findJourneyBrowser } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string;
  }
}

/** Journeys need a browser and the built web app; both are seen to once per run. */
export default async function setup(project: TestProject): Promise<void> {
  const chromium = findJourneyBrowser();
  if (!chromium) throw new Error('No Chromium was found: install it (scripts/setup does on Debian) or name it in CHROMIUM_PATH.');
  await buildWeb({ report: () => {} });
  project.provide('chromium', chromium);
}
