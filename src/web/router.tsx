import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
  type ErrorComponentProps,
  type RouterHistory,
} from '@tanstack/react-router';
import type { SessionInfo } from '../modules/identity/contract.ts';
import { NotFoundPage } from './layout/not-found.tsx';
import { loadPart } from './load-part.ts';
import { nextTask } from './next-task.ts';
import { PageSkeleton } from './ui/page-skeleton.tsx';
import { ScreenBoundary } from './layout/screen-boundary.tsx';
import { screens, type Screen } from './screens.tsx';
import { findSession, sessionQuery, setupQuery } from './session.ts';

interface RouterContext {
  queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

/** Stops the guard and goes elsewhere. */
function goTo(options: { to: string; search?: Record<string, unknown>; replace?: boolean }): never {
  redirect({ ...options, throw: true });
  throw new Error('redirect did not throw');
}

async function requireSession(queryClient: QueryClient, href: string): Promise<SessionInfo> {
  const session = await findSession(queryClient);
  if (session?.isHeldBack) return goTo({ to: '/second-step', search: href === '/' ? {} : { return: href } });
  if (session) return session;
  const { isNeeded } = await queryClient.fetchQuery(setupQuery);
  return goTo(isNeeded ? { to: '/first-run' } : { to: '/sign-in', search: href === '/' ? {} : { return: href } });
}

/** The frame of the screens behind the sign-in: who is not signed in does not wait for it. */
const loadFrame = async () => (await import('./layout/app-layout.tsx')).AppLayout;

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: ({ context, location }) => requireSession(context.queryClient, location.href),
  component: lazyRouteComponent(async () => ({ default: await loadPart(loadFrame) })),
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await requireSession(context.queryClient, '/');
    const { visibleNav } = await loadPart(() => import('./layout/visible-nav.ts'));
    const first = visibleNav(session, screens)[0]?.entries[0];
    goTo({ to: first?.to ?? '/settings', replace: true });
  },
});

// Inside the shell, so that somebody who is lost keeps the navigation.
const lostRoute = createRoute({ getParentRoute: () => appRoute, path: '$', component: NotFoundPage });

function routeOf(screen: Screen, parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: screen.path,
    component: lazyRouteComponent(async () => ({ default: await loadPart(screen.load) })),
  });
}

function RouteError({ error, reset }: ErrorComponentProps) {
  return <ScreenBoundary error={error} onRetry={reset} />;
}

const inShell = screens.filter((screen) => screen.frame !== 'plain');
const plain = screens.filter((screen) => screen.frame === 'plain');

const routeTree = rootRoute.addChildren([
  appRoute.addChildren([homeRoute, ...inShell.map((screen) => routeOf(screen, appRoute)), lostRoute]),
  ...plain.map((screen) => routeOf(screen, rootRoute)),
]);

/** Whether a path of the router (`/deals/$id`) is that of an address. */
function isPathOf(path: string, address: string): boolean {
  const [wanted, given] = [path.split('/'), address.split('/')];
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith('$') || part === given[index]);
}

/** The screen at an address, undefined where there is none. */
export const screenAt = (address: string): Screen | undefined =>
  screens.find(({ path }) => isPathOf(path, address.split(/[?#]/, 1)[0] ?? ''));

/**
 * Asks for what the first screen needs while the words are still on their way: who is signed in, and its code, each in a task of its
 * own, so that a slow phone answers in between. The router asks for the same, and says what is wrong with it.
 */
export async function warmUp(queryClient: QueryClient, address: string): Promise<void> {
  const screen = screenAt(address);
  const isPlain = screen?.frame === 'plain';
  if (isPlain) void queryClient.prefetchQuery(setupQuery);
  else void queryClient.prefetchQuery(sessionQuery);
  await nextTask();
  screen?.load().catch(() => undefined);
  if (isPlain) return;
  await nextTask();
  loadFrame().catch(() => undefined);
}

let isFirstScreen = true;

/** Whether there is a place to go back to. A page that was just opened has none; looking for it would have the browser lay out the screen at once. */
function hasPlace(): boolean {
  const wasFirst = isFirstScreen;
  isFirstScreen = false;
  if (!wasFirst) return true;
  const [entry] = performance.getEntriesByType('navigation');
  return !(entry instanceof PerformanceNavigationTiming) || entry.type !== 'navigate';
}

/** The router of the web app; `queryClient` answers what the guards need to know. With a history of its own it belongs to a drawing of the server. */
export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queryClient },
    ...(history ? { history } : {}),
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: history ? false : hasPlace,
    scrollToTopSelectors: ['#main'],
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 250,
    defaultPendingMinMs: 200,
  });
}
