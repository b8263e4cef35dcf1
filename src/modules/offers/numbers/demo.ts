import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { setCustomerNumber } from '../../catalogue/numbers/service.ts';
import type { QuoteContent } from '../content/contract.ts';
import { productIdsOf } from '../content/rules.ts';

/** A customer of the sample company has numbers of their own for what a quote offers them: they buy by those. */
export async function nameByCustomer(tx: Tx, scope: Scope, accountId: string, content: QuoteContent): Promise<void> {
  for (const [at, productId] of productIdsOf(content).entries())
    await setCustomerNumber(tx, scope, productId, accountId, { number: `MAT-${String(30_410 + 7 * at)}`, name: null });
}
