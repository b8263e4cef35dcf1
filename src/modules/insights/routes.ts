import { on, type Route } from '../../platform/route.ts';
import { getKpis as getKpisEndpoint } from './contract.ts';
import * as negotiation from './negotiation/contract.ts';
import { getNegotiation } from './negotiation/service.ts';
import { getKpis } from './service.ts';
import * as targets from './targets/contract.ts';
import { listTargets, setTarget } from './targets/service.ts';

export const routes: readonly Route[] = [
  on(getKpisEndpoint, ({ db, scope, query }) => getKpis(db, scope, query)),
  on(negotiation.getNegotiation, ({ db, scope, query }) => getNegotiation(db, scope, query)),
  on(targets.listTargets, async ({ db, scope }) => ({ data: await listTargets(db, scope) })),
  on(targets.setTarget, async ({ db, scope, body }) => ({ data: await setTarget(db, scope, body) })),
];
