import './styles.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { apiEvents } from './api.ts';
import { i18next, startI18n } from './i18n.ts';
import { nextTask } from './next-task.ts';
import { ProblemError } from './problem.ts';
import { watchFocus } from './return-focus.ts';
import { makeRouter, warmUp } from './router.tsx';
import { cssVariables, theme } from './theme.ts';
import { ConfirmProvider } from './ui/confirm.tsx';
import { Toasts } from './ui/toast.tsx';

/** True for a refusal that another try will not mend. */
function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Kept long enough that "back" finds its list, at the same place.
      gcTime: 10 * 60_000,
      retry: (count, error) => count < 2 && !isRefusal(error),
    },
  },
});
const colorSchemes = localStorageColorSchemeManager({ key: 'chengdan.scheme' });

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

// Names of stages, problems and the like come from the server in the reader's language.
i18next.on('languageChanged', () => void readAnew());

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
  const [router] = await Promise.all([prepare(), startI18n()]);
  // The mark of the page stands until the first screen can be drawn, and that is drawn in pieces: a phone answers meanwhile.
  await router.load();
  const app = (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queryClient}>
          <Toasts />
          <ConfirmProvider>
            <RouterProvider router={router} />
          </ConfirmProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
  startTransition(() => createRoot(root).render(app));
}

const root = document.getElementById('root');
if (root) {
  start(root).catch((error: unknown) => {
    const failed = document.getElementById('start-failed');
    if (failed instanceof HTMLTemplateElement) root.replaceChildren(failed.content.cloneNode(true));
    throw error;
  });
}
