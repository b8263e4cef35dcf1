import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadNumbersOf, loadProductsByNumber } from '../../catalogue/numbers/service.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import type { OrderLineInput } from '../lines/contract.ts';

const isNamed = ({ productId, customerNumber }: OrderLineInput): boolean => !productId && Boolean(customerNumber);

/** Lines that say no product but what the customer calls it become lines of it, where the number stands for one. */
export async function withNumbered(
  db: Db,
  scope: Scope,
  accountId: string | null,
  lines: readonly OrderLineInput[],
): Promise<OrderLineInput[]> {
  const numbers = lines.filter(isNamed).flatMap(({ customerNumber }) => customerNumber ?? []);
  if (accountId === null || numbers.length === 0) return [...lines];
  const byNumber = await loadProductsByNumber(db, scope, accountId, [...new Set(numbers)]);
  return lines.map((line) => {
    const productId = isNamed(line) ? byNumber.get(line.customerNumber?.toLowerCase() ?? '') : undefined;
    return productId === undefined ? line : { ...line, productId };
  });
}

/** The customer that an order is for, unless the scope may not see it: then it is nobody in particular. */
export async function seenCustomer(db: Db, scope: Scope, accountId: string | null): Promise<string | null> {
  return accountId !== null && (await findVisibleIds(db, scope, [accountId])).has(accountId) ? accountId : null;
}

/** What a customer calls the products of lines, by product. */
export async function numbersFor(
  db: Db,
  scope: Scope,
  accountId: string | null,
  lines: readonly OrderLineInput[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  return accountId === null ? new Map() : loadNumbersOf(db, scope, accountId, ids);
}
