import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useEffect } from 'react';
import { endDrawnAhead } from './answers.ts';
import type { makeRouter } from './router.tsx';
import { cssVariables, theme } from './theme.ts';
import { ConfirmProvider } from './ui/confirm.tsx';
import { Toasts } from './ui/toast.tsx';

const colorSchemes = localStorageColorSchemeManager({ key: 'chengdan.scheme' });

interface AppProps {
  router: ReturnType<typeof makeRouter>;
  queryClient: QueryClient;
}

/** The whole program, as the browser draws it, and the server when it draws a screen ahead. */
export function App({ router, queryClient }: AppProps) {
  useEffect(endDrawnAhead, []);
  return (
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
}
