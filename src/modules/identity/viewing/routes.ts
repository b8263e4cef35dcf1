import { on } from '../../../platform/route.ts';
import { sessionOf } from '../session/service.ts';
import * as contract from './contract.ts';
import { listViewings, startViewing, stopViewing } from './service.ts';

export const routes = [
  on(contract.startViewing, async ({ db, request, scope, body }) =>
    startViewing(db, scope, await sessionOf(db, request, scope), body),
  ),
  on(contract.stopViewing, async ({ db, request, scope }) => stopViewing(db, scope, await sessionOf(db, request, scope))),
  on(contract.listViewings, async ({ db, scope }) => ({ data: await listViewings(db, scope) })),
];
