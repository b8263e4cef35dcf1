import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findSeen } from '../../records/audit/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { getRow } from '../../records/entities/service.ts';
import { loadRatesOn } from '../../settings/service.ts';
import { maySeeCosts } from '../costs/service.ts';
import { loadUnits } from '../units/service.ts';
import type { Price, PriceContext, PriceLine } from './contract.ts';
import type { Customer, PricingData } from './data/contract.ts';
import { pricer, withoutCosts } from './rules.ts';
import * as store from './store.ts';

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What segments look at. A customer that the scope may not see is not found. */
async function loadCustomer(db: Db, scope: Scope, accountId: string): Promise<Customer> {
  const row = await getRow(db, scope, entityOf('account'), accountId);
  return {
    id: accountId,
    industry: textOf(row['industry']),
    region: textOf(row['region']),
    country: textOf(row['country']),
    employees: typeof row['employees'] === 'number' ? row['employees'] : null,
    bookIds: await store.findBooksOf(db, scope, accountId),
  };
}

export interface PricingWish {
  productIds: readonly string[];
  accountId: string | null;
  on: string;
}

/**
 * Loads all that prices of some products on a day are made of, costs among it: for `priceOf`. No right on products is asked
 * for; a customer that the scope may not see is refused. What is loaded is not for whoever may not see costs.
 */
export async function loadPricing(db: Db, scope: Scope, { productIds, accountId, on }: PricingWish): Promise<PricingData> {
  const components = await store.findComponents(db, scope, productIds);
  const ids = [...new Set([...productIds, ...components.map(({ productId }) => productId)])];
  const products = await store.findProducts(db, scope, ids);
  const own = products.flatMap(({ id, floorMarginBp, targetMarginBp }) =>
    floorMarginBp === null && targetMarginBp === null
      ? []
      : [{ productId: id, category: null, floorBp: floorMarginBp, targetBp: targetMarginBp }],
  );
  return {
    ownCurrency: scope.currency,
    products,
    components,
    variants: await store.findVariants(db, scope, ids),
    units: [...(await loadUnits(db, scope, productIds))].flatMap(([productId, units]) =>
      units.map((unit) => ({ ...unit, productId })),
    ),
    listPrices: await store.findListPrices(db, scope, ids),
    costs: await store.findCosts(db, scope, ids, on),
    books: await store.findBooks(db, scope),
    prices: await store.findBookPrices(db, scope, ids, on),
    rules: await store.findRules(db, scope, ids, on),
    guards: [...own, ...(await store.findGuards(db, scope))],
    rates: await loadRatesOn(db, scope, on),
    customer: accountId === null ? null : await loadCustomer(db, scope, accountId),
  };
}

/** Refuses products that the scope may not see, naming each line. A line without a product is none. */
export async function requireProducts(db: Db, scope: Scope, lines: readonly { productId: string | null }[]): Promise<void> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  const seen = new Set((await findSeen(db, scope, ids)).filter(({ kind }) => kind === 'product').map(({ id }) => id));
  const fields = lines.flatMap(({ productId }, at) =>
    productId === null || seen.has(productId) ? [] : [{ pointer: `/body/lines/${at}/productId`, code: 'not_found_reference' }],
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
}

/** Refuses variants that are not their product's, naming each line. */
export function requireVariants(
  lines: readonly { productId: string | null; variantId: string | null }[],
  { variants }: Pick<PricingData, 'variants'>,
): void {
  const known = new Set(variants.map(({ productId, id }) => `${productId} ${id}`));
  const fields = lines.flatMap(({ productId, variantId }, at) =>
    variantId === null || known.has(`${productId ?? ''} ${variantId}`)
      ? []
      : [{ pointer: `/body/lines/${at}/variantId`, code: 'not_found_reference' }],
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
}

/** What products cost a customer on a day. Whoever may not see costs gets prices and floors without them. */
export async function findPrices(db: Db, scope: Scope, lines: readonly PriceLine[], context: PriceContext): Promise<Price[]> {
  permit(scope, 'product', 'view');
  await requireProducts(db, scope, lines);
  if (context.bookId !== null && !(await store.findBooks(db, scope)).some(({ id }) => id === context.bookId))
    throw new DomainError('invalid_input', { fields: [{ pointer: '/body/bookId', code: 'not_found_reference' }] });
  const { accountId, on } = context;
  const data = await loadPricing(db, scope, { productIds: lines.map(({ productId }) => productId), accountId, on });
  requireVariants(lines, data);
  const price = pricer(data);
  const isOpen = maySeeCosts(scope);
  return lines.map((line) => {
    const found = price(line, context);
    return isOpen ? found : withoutCosts(found);
  });
}
