import './styles.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { apiEvents } from './api.ts';
import { i18next, startI18n } from './i18n.ts';
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
const router = makeRouter(queryClient);
const colorSchemes = localStorageColorSchemeManager({ key: 'chengdan.scheme' });

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

async function start(root: HTMLElement): Promise<void> {
  const words = startI18n();
  warmUp(queryClient, window.location.pathname);
  await words;
  createRoot(root).render(
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
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) {
  start(root).catch((error: unknown) => {
    const failed = document.getElementById('start-failed');
    if (failed instanceof HTMLTemplateElement) root.replaceChildren(failed.content.cloneNode(true));
    throw error;
  });
}
