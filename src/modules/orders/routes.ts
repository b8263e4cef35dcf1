import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import { createOrder } from './contract.ts';
import { createOrder as create } from './creation/service.ts';
import * as document from './document/contract.ts';
import { getOrderDocument, setOrderLines, setPurchaseOrder } from './document/service.ts';
import { orderEntity } from './entity.ts';
import { getOrderTotal as totalEndpoint } from './sums/contract.ts';
import { getOrderTotal } from './sums/service.ts';

export const routes: Route[] = [
  ...entityRoutes(orderEntity, [on(createOrder, ({ db, scope, body }) => create(db, scope, body))]),
  on(document.getOrderDocument, ({ db, scope, params }) => getOrderDocument(db, scope, params.id)),
  on(document.setOrderLines, ({ db, scope, params, body }) => setOrderLines(db, scope, params.id, body)),
  on(document.setPurchaseOrder, ({ db, scope, params, body }) => setPurchaseOrder(db, scope, params.id, body)),
  on(totalEndpoint, ({ db, scope, params }) => getOrderTotal(db, scope, params.id)),
];
