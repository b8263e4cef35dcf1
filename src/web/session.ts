import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { getSession, getSetup, signOut, type Me, type SessionInfo } from '../modules/identity/contract.ts';
import { call, keyOf } from './api.ts';
import { mayDo } from './may.ts';
import { ProblemError } from './problem.ts';

/** Who is signed in, where, with which rights. */
export const sessionQuery = queryOptions({
  queryKey: keyOf(getSession),
  queryFn: () => call(getSession),
  staleTime: 60_000,
  retry: false,
});

/** The session, or null when nobody is signed in. */
export async function findSession(queryClient: QueryClient): Promise<SessionInfo | null> {
  try {
    return await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

/** Takes the reply of a sign-in as the session, so that it is not asked for again. */
export function takeSession(queryClient: QueryClient, session: SessionInfo): void {
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** Takes what was saved of the person; a reply still on its way knows an older version, and is not waited for. */
export async function takePerson(queryClient: QueryClient, user: Me): Promise<void> {
  const { queryKey } = sessionQuery;
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, (session) => session && { ...session, user });
}

/** What the sign-in pages need to know of this server. */
export const setupQuery = queryOptions({
  queryKey: keyOf(getSetup),
  queryFn: () => call(getSetup),
  retry: false,
  staleTime: 10_000,
});

/** The session of the person at work; only inside the shell, where the guard has loaded it. */
export function useSession(): SessionInfo {
  return useSuspenseQuery(sessionQuery).data;
}

/** Asks the policy: may this person do `action` on `object` at all? */
export function useMay(): (object: string, action: string) => boolean {
  const session = useSession();
  return (object, action) => mayDo(session, object, action);
}

/** Signs out and forgets everything that was read. */
export async function leave(queryClient: QueryClient): Promise<void> {
  await call(signOut);
  queryClient.clear();
}
