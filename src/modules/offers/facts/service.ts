import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findDealsWithTerms } from '../../deals/terms/service.ts';
import type { CriterionFact } from '../../process/facts/rules.ts';
import * as store from './store.ts';

function fact(
  place: CriterionFact['place'],
  find: (db: Db, scope: Scope, dealIds: readonly string[]) => Promise<string[]>,
): CriterionFact {
  return {
    place,
    // A quote may have gone out on paper, and the answer come by phone.
    isAlsoByHand: true,
    load: async (db, scope, dealIds) => new Map((await find(db, scope, dealIds)).map((id) => [id, true])),
  };
}

/** Facts of deals that their quotes know. */
export const quoteFacts: Readonly<Record<string, CriterionFact>> = {
  'quote.sent': fact('quotes', store.findSent),
  // On the deal itself, or in what its quote says.
  'terms.set': fact('terms', async (db, scope, dealIds) => [
    ...(await findDealsWithTerms(db, scope, dealIds)),
    ...(await store.findWithTerms(db, scope, dealIds)),
  ]),
  'quote.accepted': fact('quotes', store.findAccepted),
};
