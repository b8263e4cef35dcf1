import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import { routes as bookRoutes } from './books/routes.ts';
import * as costs from './costs/contract.ts';
import { listProductCosts, removeProductCost, setProductCost } from './costs/service.ts';
import { competitorEntity, productEntity } from './entity.ts';
import * as numbers from './numbers/contract.ts';
import {
  findNamedProducts,
  listCustomerNumbers,
  listSharingProducts,
  removeCustomerNumber,
  setCustomerNumber,
} from './numbers/service.ts';
import * as parts from './parts/contract.ts';
import { getProductParts, setProductParts } from './parts/service.ts';
import * as pricing from './pricing/contract.ts';
import { findPrices } from './pricing/service.ts';
import * as rateCard from './rate-card/contract.ts';
import { createRole, listRoles } from './rate-card/service.ts';
import * as strategy from './strategies/settings/contract.ts';
import { getProductStrategy, setProductStrategy } from './strategies/settings/service.ts';
import * as survey from './strategies/survey/contract.ts';
import { addPriceAnswer, listPriceAnswers, removePriceAnswer } from './strategies/survey/service.ts';
import * as rivals from './rivals/contract.ts';
import { addCompetitorPrice, listCompetitorPrices, removeCompetitorPrice } from './rivals/service.ts';

const done = { ok: true } as const;

const productRoutes: Route[] = [
  ...entityRoutes(productEntity),
  on(rateCard.listRoles, ({ db, scope }) => listRoles(db, scope)),
  on(rateCard.createRole, ({ db, scope, body }) => createRole(db, scope, body)),
  on(parts.getProductParts, ({ db, scope, params }) => getProductParts(db, scope, params.id)),
  on(parts.setProductParts, ({ db, scope, params, body }) => setProductParts(db, scope, params.id, body)),
  on(costs.listProductCosts, ({ db, scope, params }) => listProductCosts(db, scope, params.id)),
  on(costs.setProductCost, ({ db, scope, params, body }) => setProductCost(db, scope, params.id, body)),
  on(costs.removeProductCost, async ({ db, scope, params }) => {
    await removeProductCost(db, scope, params.id, params.costId);
    return done;
  }),
  on(numbers.listCustomerNumbers, async ({ db, scope, params }) => ({ data: await listCustomerNumbers(db, scope, params.id) })),
  on(numbers.setCustomerNumber, ({ db, scope, params, body }) => setCustomerNumber(db, scope, params.id, params.accountId, body)),
  on(numbers.listSharingProducts, async ({ db, scope, params, query }) => ({
    data: await listSharingProducts(db, scope, params.id, params.accountId, query.number),
  })),
  on(numbers.findNamedProducts, async ({ db, scope, body }) => ({ data: await findNamedProducts(db, scope, body) })),
  on(numbers.removeCustomerNumber, async ({ db, scope, params }) => {
    await removeCustomerNumber(db, scope, params.id, params.accountId);
    return done;
  }),
];

const strategyRoutes: Route[] = [
  on(strategy.getProductStrategy, ({ db, scope, params }) => getProductStrategy(db, scope, params.id)),
  on(strategy.setProductStrategy, ({ db, scope, params, body }) => setProductStrategy(db, scope, params.id, body)),
  on(survey.listPriceAnswers, ({ db, scope, params }) => listPriceAnswers(db, scope, params.id)),
  on(survey.addPriceAnswer, ({ db, scope, params, body }) => addPriceAnswer(db, scope, params.id, body)),
  on(survey.removePriceAnswer, async ({ db, scope, params }) => {
    await removePriceAnswer(db, scope, params.id, params.answerId);
    return done;
  }),
];

export const routes: Route[] = [
  ...productRoutes,
  ...strategyRoutes,
  ...entityRoutes(competitorEntity),
  on(rivals.listCompetitorPrices, ({ db, scope, query }) => listCompetitorPrices(db, scope, query)),
  on(rivals.addCompetitorPrice, ({ db, scope, body }) => addCompetitorPrice(db, scope, body)),
  on(rivals.removeCompetitorPrice, async ({ db, scope, params }) => {
    await removeCompetitorPrice(db, scope, params.id);
    return done;
  }),
  on(pricing.findPrices, async ({ db, scope, body: { lines, ...context } }) => ({
    data: await findPrices(db, scope, lines, context),
  })),
  ...bookRoutes,
];
