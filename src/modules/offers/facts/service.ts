import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findApproved } from '../../approvals/standing/service.ts';
import { findDealsWithTerms } from '../../deals/terms/service.ts';
import type { CriterionFact } from '../../process/facts/rules.ts';
import { QuoteState } from '../contract.ts';
import { isDraft } from '../revisions/rules.ts';
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

/** Deals with an approved quote: a draft is that by its request; what went out did not go without the approval that a rule asks for. */
async function findWithApproval(db: Db, scope: Scope, dealIds: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const quotes = (await store.findQuotes(db, scope, dealIds)).map((one) => ({ ...one, state: QuoteState.parse(one.state) }));
  const drafts = quotes.filter(({ state }) => isDraft(state));
  const approved = await findApproved(
    db,
    scope,
    'quote',
    drafts.map(({ id }) => id),
  );
  return new Map(quotes.filter(({ id, state }) => !isDraft(state) || approved.has(id)).map(({ dealId }) => [dealId, true]));
}

/** Facts of deals that their quotes know. */
export const quoteFacts: Readonly<Record<string, CriterionFact>> = {
  // Who may approve is the workspace's to say: nobody ticks it by hand.
  'approval.given': { place: 'quotes', load: findWithApproval },
  'quote.sent': fact('quotes', store.findSent),
  'quote.viewed': fact('quotes', store.findViewed),
  // On the deal itself, or in what its quote says.
  'terms.set': fact('terms', async (db, scope, dealIds) => [
    ...(await findDealsWithTerms(db, scope, dealIds)),
    ...(await store.findWithTerms(db, scope, dealIds)),
  ]),
  'quote.accepted': fact('quotes', store.findAccepted),
};
