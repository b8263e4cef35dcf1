import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';

/** Finds what a deal leaves over its costs, in basis points of its net price; null where nobody knows. No right is asked for. */
export type FindDealMargin = (db: Db, scope: Scope, dealId: string) => Promise<number | null>;

let find: FindDealMargin = () => Promise.resolve(null);

/** Declares who knows it: the quotes, a level up. */
export function registerDealMargin(one: FindDealMargin): void {
  find = one;
}

export const findDealMargin: FindDealMargin = (db, scope, dealId) => find(db, scope, dealId);
