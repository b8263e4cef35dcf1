import { on, type Route } from '../../../platform/route.ts';
import * as contract from './contract.ts';
import { getDealTerms, setDealTerms } from './service.ts';

export const termsRoutes: Route[] = [
  on(contract.getDealTerms, ({ db, scope, params }) => getDealTerms(db, scope, params.id)),
  on(contract.setDealTerms, ({ db, scope, params, body }) => setDealTerms(db, scope, params.id, body)),
];
