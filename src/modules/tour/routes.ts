import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';

export const routes: readonly Route[] = [
  on(contract.getTour, ({ db, scope }) => service.getTour(db, scope)),
  on(contract.updateTour, ({ db, scope, body }) => service.updateTour(db, scope, body)),
];
