import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadNumbersOf } from '../../catalogue/numbers/service.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import type { QuoteContent } from '../content/contract.ts';
import { productIdsOf } from '../content/rules.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';

/** What the customer of a quote calls the products of its lines, by product. A customer that the scope may not see is nobody in particular. */
export async function numbersOf(
  db: Db,
  scope: Scope,
  accountId: unknown,
  content: Pick<QuoteContent, 'lines'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = productIdsOf(content);
  if (typeof accountId !== 'string' || ids.length === 0) return new Map();
  const isSeen = (await findVisibleIds(db, scope, [accountId])).has(accountId);
  return isSeen ? loadNumbersOf(db, scope, accountId, ids) : new Map();
}

/** The same by line: of a draft as the products have them now, of what was sent as it was sent. */
export async function numbersByLine(
  db: Db,
  scope: Scope,
  accountId: unknown,
  content: QuoteContent,
  frozen: FrozenQuote | null,
): Promise<QuoteDocument['numbers']> {
  if (frozen !== null)
    return frozen.lines.flatMap(({ id, customerNumber }) => (customerNumber ? [{ lineId: id, number: customerNumber }] : []));
  const numbers = await numbersOf(db, scope, accountId, content);
  return content.lines.flatMap(({ id, productId }) => {
    const number = productId === null ? undefined : numbers.get(productId);
    return number === undefined ? [] : [{ lineId: id, number }];
  });
}
