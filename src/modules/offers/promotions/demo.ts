import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { QuoteContent } from '../content/contract.ts';
import { productIdsOf } from '../content/rules.ts';
import { findQuotePromotions } from './service.ts';

/** A quote of the sample company with the promotions that anybody may have for it today. */
export async function promoted(tx: Tx, scope: Scope, quoteId: string, content: QuoteContent): Promise<QuoteContent> {
  const asked = { currency: content.currency, productIds: productIdsOf(content), codes: [] };
  const offers = await findQuotePromotions(tx, scope, quoteId, asked);
  const promotions = offers.flatMap(({ promotion, why }) => (why === null ? [promotion] : []));
  return promotions.length === 0 ? content : { ...content, promotions };
}
