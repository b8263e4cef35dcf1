import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import * as contract from './contract.ts';
import { dealEntity } from './entity.ts';
import { createDeal } from './service.ts';

export const routes: Route[] = entityRoutes(dealEntity, [
  on(contract.createDeal, ({ db, scope, body }) => createDeal(db, scope, body)),
]);
