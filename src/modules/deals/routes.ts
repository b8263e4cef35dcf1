import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import * as board from './board/contract.ts';
import { getBoard, getBoardColumn } from './board/service.ts';
import * as contract from './contract.ts';
import { setCriterion } from './criteria/service.ts';
import { dealEntity } from './entity.ts';
import * as guide from './guide/contract.ts';
import { getGuide } from './guide/service.ts';
import * as moves from './moves/contract.ts';
import { listHistory, moveDeal } from './moves/service.ts';
import * as outcomes from './outcomes/contract.ts';
import { completeDeal, holdDeal, loseDeal, reopenDeal, winDeal } from './outcomes/service.ts';
import * as proofs from './proofs/contract.ts';
import { listQuoteProofs } from './proofs/service.ts';
import * as rates from './rates/contract.ts';
import { getStageRates } from './rates/service.ts';
import * as parts from './parts/contract.ts';
import {
  getParts,
  removeDealCompetitor,
  removeDealContact,
  setDealCompetitor,
  setDealContact,
  setProducts,
} from './parts/service.ts';
import { createDeal } from './creation/service.ts';
import { concessionRoutes } from './concessions/routes.ts';
import { objectionRoutes } from './objections/routes.ts';
import { termsRoutes } from './terms/routes.ts';

const done = { ok: true as const };

export const routes: Route[] = [
  on(board.getBoard, ({ db, scope, query }) => getBoard(db, scope, query)),
  on(board.getBoardColumn, ({ db, scope, query }) => getBoardColumn(db, scope, query)),
  ...entityRoutes(dealEntity, [on(contract.createDeal, ({ db, scope, body }) => createDeal(db, scope, body))]),
  on(rates.getStageRates, ({ db, scope, params }) => getStageRates(db, scope, params.id)),
  on(guide.getGuide, ({ db, scope, params }) => getGuide(db, scope, params.id)),
  on(moves.moveDeal, ({ db, scope, params, body }) => moveDeal(db, scope, params.id, body)),
  on(moves.setCriterion, ({ db, scope, params, body }) => setCriterion(db, scope, params.id, params.key, body)),
  on(moves.listHistory, async ({ db, scope, params }) => ({ data: await listHistory(db, scope, params.id) })),
  on(outcomes.winDeal, ({ db, scope, params, body }) => winDeal(db, scope, params.id, body)),
  on(proofs.listQuoteProofs, async ({ db, scope, params }) => ({ data: await listQuoteProofs(db, scope, params.id) })),
  on(outcomes.loseDeal, ({ db, scope, params, body }) => loseDeal(db, scope, params.id, body)),
  on(outcomes.holdDeal, ({ db, scope, params, body }) => holdDeal(db, scope, params.id, body)),
  on(outcomes.reopenDeal, ({ db, scope, params, body }) => reopenDeal(db, scope, params.id, body)),
  on(outcomes.completeDeal, ({ db, scope, params, body }) => completeDeal(db, scope, params.id, body)),
  on(parts.getParts, ({ db, scope, params }) => getParts(db, scope, params.id)),
  on(parts.setDealContact, ({ db, scope, params, body }) => setDealContact(db, scope, params.id, params.partId, body)),
  on(parts.removeDealContact, async ({ db, scope, params, query }) => {
    await removeDealContact(db, scope, params.id, params.partId, query.version);
    return done;
  }),
  on(parts.setDealCompetitor, ({ db, scope, params, body }) => setDealCompetitor(db, scope, params.id, params.partId, body)),
  on(parts.removeDealCompetitor, async ({ db, scope, params, query }) => {
    await removeDealCompetitor(db, scope, params.id, params.partId, query.version);
    return done;
  }),
  on(parts.setDealProducts, ({ db, scope, params, body }) => setProducts(db, scope, params.id, body)),
  ...objectionRoutes,
  ...concessionRoutes,
  ...termsRoutes,
];
