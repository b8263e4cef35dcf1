import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { areSold } from '../../catalogue/selling/service.ts';
import type { QuoteContent } from '../content/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';

/** Products that are not what they were: off the catalogue, or gone. */
export async function notesOn(db: Db, scope: Scope, { lines }: QuoteContent): Promise<QuoteDocument['products']> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  if (ids.length === 0) return [];
  const sold = await areSold(db, scope, ids);
  return lines.flatMap(({ id, productId }): QuoteDocument['products'] => {
    const isSold = productId === null || sold.get(productId);
    return isSold === true ? [] : [{ lineId: id, code: isSold === undefined ? 'removed' : 'archived' }];
  });
}
