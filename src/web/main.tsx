import './styles.ts';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { takeAnswers } from './answers.ts';
import { apiEvents } from './api.ts';
import { App } from './app.tsx';
import { i18next, startI18n } from './i18n.ts';
import { nextTask } from './next-task.ts';
import { makeQueryClient } from './query-client.ts';
import { watchFocus } from './return-focus.ts';
import { makeRouter, warmUp } from './router.tsx';

const queryClient = makeQueryClient();

type Router = ReturnType<typeof makeRouter>;

/** Leads to where the server wants somebody first: to sign in again, or to take the second step. */
function followSession(router: Router): void {
  apiEvents.addEventListener('unauthorized', () => {
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in' || !router.state.matches.some((match) => match.routeId === '/app')) return;
    queryClient.clear();
    void router.navigate({ to: '/sign-in', search: { return: href } });
  });
  apiEvents.addEventListener('heldBack', () => {
    const { pathname, href } = router.state.location;
    if (pathname === '/second-step') return;
    queryClient.clear();
    void router.navigate({ to: '/second-step', search: { return: href } });
  });
}

/** Names of stages, problems and the like come from the server in the reader's language. */
async function readAnew(): Promise<void> {
  const begun = queryClient
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
  await queryClient.invalidateQueries();
  // What was asked for the first time when the language changed has just been answered in the one before.
  for (const { queryKey } of begun) void queryClient.invalidateQueries({ queryKey, exact: true });
}

watchFocus();

/** The router with the first screen loaded; each part of the work in a task of its own. */
async function prepare(): Promise<Router> {
  await warmUp(queryClient, window.location.pathname);
  await nextTask();
  const router = makeRouter(queryClient);
  followSession(router);
  return router;
}

async function start(root: HTMLElement): Promise<void> {
  await nextTask();
  takeAnswers(queryClient);
  await nextTask();
  const [router] = await Promise.all([prepare(), startI18n()]);
  i18next.on('languageChanged', () => void readAnew());
  // What the page brought stands until the first screen can be drawn, and that is drawn in pieces: a phone answers meanwhile.
  await router.load();
  startTransition(() => createRoot(root).render(<App router={router} queryClient={queryClient} />));
}

const root = document.getElementById('root');
if (root) {
  start(root).catch((error: unknown) => {
    const failed = document.getElementById('start-failed');
    if (failed instanceof HTMLTemplateElement) root.replaceChildren(failed.content.cloneNode(true));
    throw error;
  });
}
