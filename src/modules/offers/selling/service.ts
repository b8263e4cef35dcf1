import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Supply } from '../../catalogue/selling/contract.ts';
import { areSold, loadSupply } from '../../catalogue/selling/service.ts';
import type { QuoteContent } from '../content/contract.ts';
import { productIdsOf } from '../content/rules.ts';
import type { QuoteDocument } from '../revisions/contract.ts';

/** Products that are not what they were: off the catalogue, or gone. */
export async function notesOn(db: Db, scope: Scope, content: QuoteContent): Promise<QuoteDocument['products']> {
  const ids = productIdsOf(content);
  if (ids.length === 0) return [];
  const sold = await areSold(db, scope, ids);
  return content.lines.flatMap(({ id, productId }): QuoteDocument['products'] => {
    const isSold = productId === null || sold.get(productId);
    return isSold === true ? [] : [{ lineId: id, code: isSold === undefined ? 'removed' : 'archived' }];
  });
}

/** Stock and lead time of the products of a quote. */
export async function supplyOf(db: Db, scope: Scope, content: QuoteContent): Promise<Supply[]> {
  const ids = productIdsOf(content);
  return ids.length === 0 ? [] : loadSupply(db, scope, ids);
}
