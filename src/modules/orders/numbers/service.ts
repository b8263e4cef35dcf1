import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type CustomerProduct, loadNumbersOf, loadProductsByNumber } from '../../catalogue/numbers/service.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import type { OrderLineInput } from '../lines/contract.ts';

/** A line, and the customer whom its order is for. */
export interface CustomerLine {
  accountId: string | null;
  line: OrderLineInput;
}

/** The number that a line names its product by, where it says nothing else of it. */
function numberedOf({ accountId, line: { productId, customerNumber } }: CustomerLine): CustomerProduct | undefined {
  return accountId === null || productId || !customerNumber ? undefined : { accountId, number: customerNumber };
}

/** Lines that say no product but what the customer calls it become lines of it, where the number stands for one. */
export async function withNumbered(db: Db, scope: Scope, rows: readonly CustomerLine[]): Promise<OrderLineInput[]> {
  const productOf = await loadProductsByNumber(
    db,
    scope,
    rows.flatMap((row) => numberedOf(row) ?? []),
  );
  return rows.map((row) => {
    const numbered = numberedOf(row);
    const productId = numbered && productOf(numbered);
    return productId === undefined ? row.line : { ...row.line, productId };
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
