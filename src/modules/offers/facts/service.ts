import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { CriterionFact } from '../../process/facts/rules.ts';
import * as store from './store.ts';

function fact(find: (db: Db, scope: Scope, dealIds: readonly string[]) => Promise<string[]>): CriterionFact {
  return {
    place: 'quotes',
    // A quote may have gone out on paper, and the answer come by phone.
    isAlsoByHand: true,
    load: async (db, scope, dealIds) => new Map((await find(db, scope, dealIds)).map((id) => [id, true])),
  };
}

/** Facts of deals that their quotes know. */
export const quoteFacts: Readonly<Record<string, CriterionFact>> = {
  'quote.sent': fact(store.findSent),
  'terms.set': fact(store.findWithTerms),
  'quote.accepted': fact(store.findAccepted),
};
