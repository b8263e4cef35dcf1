import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { setCustomerNumber } from '../../catalogue/numbers/service.ts';
import type { QuoteContent } from '../content/contract.ts';

/** A customer of the sample company has numbers of their own for what a quote offers them: they buy by those. */
export async function nameByCustomer(tx: Tx, scope: Scope, accountId: string, { lines }: QuoteContent): Promise<void> {
  const productIds = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  for (const [at, productId] of productIds.entries())
    await setCustomerNumber(tx, scope, productId, accountId, { number: `MAT-${String(30_410 + 7 * at)}`, name: null });
}
