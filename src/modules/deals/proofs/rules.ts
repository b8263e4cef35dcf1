import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { QuoteProof } from './contract.ts';

/** Finds the quotes that prove a deal won, as far as the scope may see them, the latest first. */
export type FindQuoteProofs = (db: Db, scope: Scope, dealId: string) => Promise<QuoteProof[]>;

let find: FindQuoteProofs = () => Promise.resolve([]);

/** Declares who knows them: the quotes, a level up. */
export function registerQuoteProofs(one: FindQuoteProofs): void {
  find = one;
}

export const findQuoteProofs: FindQuoteProofs = (db, scope, dealId) => find(db, scope, dealId);
