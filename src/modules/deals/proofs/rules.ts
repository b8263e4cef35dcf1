import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { QuoteProof } from './contract.ts';

/** Finds the accepted quotes on standard terms of a deal, as far as the scope may see them, the latest first. */
export type FindQuoteProofs = (db: Db, scope: Scope, dealId: string) => Promise<QuoteProof[]>;

let find: FindQuoteProofs = () => Promise.resolve([]);

/** Declares who knows them: the quotes, a level up. */
export function registerQuoteProofs(one: FindQuoteProofs): void {
  find = one;
}

/** The quote that is said to prove a win; where none is named the latest that is proof enough, else the latest. */
export function chosenProof(proofs: readonly QuoteProof[], quoteId: string | undefined): QuoteProof | undefined {
  if (quoteId !== undefined) return proofs.find((one) => one.quoteId === quoteId);
  return proofs.find(({ contractFromMinor }) => contractFromMinor === null) ?? proofs[0];
}

export const findQuoteProofs: FindQuoteProofs = (db, scope, dealId) => find(db, scope, dealId);
