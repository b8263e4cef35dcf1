import { on, type Route } from '../../../platform/route.ts';
import * as margins from '../margins/contract.ts';
import { listMarginGuards, setMarginGuards } from '../margins/service.ts';
import * as contract from './contract.ts';
import * as prices from './prices/contract.ts';
import { listBookPrices, writeBookPrices } from './prices/service.ts';
import * as promotions from '../promotions/contract.ts';
import { createPromotion, listPromotions, removePromotion, updatePromotion } from '../promotions/service.ts';
import * as service from './service.ts';

export const routes: Route[] = [
  on(contract.listPriceBooks, async ({ db, scope }) => ({ data: await service.listPriceBooks(db, scope) })),
  on(contract.createPriceBook, ({ db, scope, body }) => service.createPriceBook(db, scope, body)),
  on(contract.getPriceBook, ({ db, scope, params }) => service.getPriceBook(db, scope, params.id)),
  on(contract.updatePriceBook, ({ db, scope, params, body }) => service.updatePriceBook(db, scope, params.id, body)),
  on(contract.removePriceBook, async ({ db, scope, params }) => {
    await service.removePriceBook(db, scope, params.id);
    return { ok: true as const };
  }),
  on(contract.listPriceRules, ({ db, scope, params }) => service.listPriceRules(db, scope, params.id)),
  on(contract.setPriceRules, ({ db, scope, params, body }) =>
    service.setPriceRules(db, scope, params.id, body.version, body.rules),
  ),
  on(prices.listBookPrices, ({ db, scope, params, query }) => listBookPrices(db, scope, params.id, query)),
  on(prices.writeBookPrices, ({ db, scope, params, body }) => writeBookPrices(db, scope, params.id, body)),
  on(promotions.listPromotions, async ({ db, scope }) => ({ data: await listPromotions(db, scope) })),
  on(promotions.createPromotion, ({ db, scope, body }) => createPromotion(db, scope, body)),
  on(promotions.updatePromotion, ({ db, scope, params, body }) => updatePromotion(db, scope, params.id, body)),
  on(promotions.removePromotion, async ({ db, scope, params }) => {
    await removePromotion(db, scope, params.id);
    return { ok: true as const };
  }),
  on(margins.listMarginGuards, ({ db, scope }) => listMarginGuards(db, scope)),
  on(margins.setMarginGuards, ({ db, scope, body }) => setMarginGuards(db, scope, body.guards)),
];
