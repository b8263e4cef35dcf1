import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { withoutCosts } from '../../catalogue/pricing/rules.ts';
import { requireProducts, requireVariants } from '../../catalogue/pricing/service.ts';
import { productIdsOf } from '../content/rules.ts';
import { loadRevision, seesCosts } from '../revisions/service.ts';
import { findQuote } from '../service.ts';
import type { compareStrategies as compareContract, LineStrategies } from './contract.ts';
import { inOwnUnit } from '../units/rules.ts';
import { loadComparing } from './loading/service.ts';

/** The four ways to a price for lines of a quote. Nothing is written: the seller chooses. */
export async function compareStrategies(
  db: Db,
  scope: Scope,
  id: string,
  { currency, isTaxIncluded, lines }: BodyOf<typeof compareContract>,
): Promise<LineStrategies[]> {
  permit(scope, 'product', 'view');
  const { row } = await findQuote(db, scope, id);
  await requireProducts(db, scope, lines);
  const { content, costs } = await loadRevision(db, scope, id, null);
  const seesCost = seesCosts(scope, row);
  const { data, compare } = await loadComparing(db, scope, {
    quoteId: id,
    accountId: row['accountId'],
    currency,
    isTaxIncluded,
    productIds: productIdsOf({ lines }),
    costs: content.currency === currency ? costs : {},
    seesCost,
  });
  requireVariants(lines, data);
  return lines.map(inOwnUnit).map((line) => {
    const made = compare(line);
    return seesCost || made.price === null ? made : { ...made, price: withoutCosts(made.price) };
  });
}
