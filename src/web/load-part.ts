import { offlineProblem, outdatedProblem } from './problem.ts';

/** What the browsers, and the bundler for style sheets, say of a part they could not fetch. */
const unfetched = /dynamically imported module|importing a module script failed|unable to preload css/i;

const restartedKey = 'chengdan.restartedAt';

async function isServerThere(): Promise<boolean> {
  return fetch('/api/health', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * Loads a part of the web app. After an update of the server the parts of an open page are gone: that is told apart from a
 * server that does not answer, because only then a fresh start of the page helps.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error) || !unfetched.test(error.message)) throw error;
    throw (await isServerThere()) ? outdatedProblem() : offlineProblem();
  }
}

/** Not twice in a minute, lest it goes round in circles. */
export function mayRestart(): boolean {
  return Date.now() - Number(sessionStorage.getItem(restartedKey) ?? 0) > 60_000;
}

/** Starts the page afresh, which has the parts of the new release. */
export function restart(): void {
  sessionStorage.setItem(restartedKey, String(Date.now()));
  window.location.reload();
}
