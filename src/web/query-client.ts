import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** True for a refusal that another try will not mend. */
function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** What was read of the server, and when it is read again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // Kept long enough that "back" finds its list, at the same place.
        gcTime: 10 * 60_000,
        retry: (count, error) => count < 2 && !isRefusal(error),
      },
    },
  });
}
