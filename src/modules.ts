import { type EventListener, registerListeners } from './platform/events.ts';
import type { Module } from './platform/module.ts';
import { registerPolicies } from './platform/rights.ts';
import type { Job } from './platform/jobs.ts';
import { mailJobs } from './platform/mail.ts';
import type { Route } from './platform/route.ts';
import { jobs as identityJobs } from './modules/identity/jobs.ts';
import { policy as identityPolicy } from './modules/identity/policy.ts';
import { routes as identityRoutes } from './modules/identity/routes.ts';
import { type Entity, registerEntities } from './modules/records/entities/rules.ts';
import { routes as recordRoutes } from './modules/records/routes.ts';

interface Entry extends Module {
  entities?: readonly Entity[];
}

/** THE table of modules. Server, worker, checks and documents read it; a new module is one entry here. */
export const modules: readonly Entry[] = [
  { name: 'identity', level: 1, policy: identityPolicy, routes: identityRoutes, jobs: identityJobs },
  { name: 'records', level: 2, routes: recordRoutes },
];

export interface Composition {
  routes: readonly Route[];
  jobs: readonly Job[];
  listeners: readonly EventListener[];
}

/** Makes every module known to the shared pieces and answers what server and worker serve. */
export function composeModules(): Composition {
  registerEntities(modules.flatMap(({ entities }) => entities ?? []));
  registerPolicies(modules.flatMap(({ policy }) => (policy ? [policy] : [])));
  const listeners = modules.flatMap((module) => module.listeners ?? []);
  registerListeners(listeners);
  return { routes: modules.flatMap(({ routes }) => routes ?? []), jobs: [...mailJobs, ...modules.flatMap(({ jobs }) => jobs ?? [])], listeners };
}
