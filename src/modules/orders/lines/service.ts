import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import { formatAmount } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { findVariantsOf } from '../../catalogue/parts/service.ts';
import { pricer } from '../../catalogue/pricing/rules.ts';
import { loadPricing } from '../../catalogue/pricing/service.ts';
import type { Conversion, ProductUnit } from '../../catalogue/units/contract.ts';
import { isSameUnit } from '../../catalogue/units/rules.ts';
import { loadUnits } from '../../catalogue/units/service.ts';
import { entityOf, type Row } from '../../records/entities/rules.ts';
import { findRows } from '../../records/rows/service.ts';
import { taxClassOf, taxRateOn } from '../../settings/taxes/rules.ts';
import { loadTaxClasses } from '../../settings/taxes/service.ts';
import type { LineMoney } from '../amounts/rules.ts';
import { numbersFor, seenCustomer, withNumbered } from '../numbers/service.ts';
import type { OrderLine, OrderLineInput } from './contract.ts';
import type { FullLine } from './rules.ts';
import * as store from './store.ts';

export type KnownLine = store.KnownLine;

/** Whom, when and in what currency lines are for. */
export interface LineContext {
  accountId: string | null;
  orderedOn: string;
  currency: string;
}

/** The lines of an order, in their order. */
export async function loadLines(db: Db, scope: Scope, orderId: string): Promise<KnownLine[]> {
  return store.findLines(db, scope, [orderId]);
}

/** The lines of several orders, by order. */
export async function loadLinesOf(db: Db, scope: Scope, orderIds: readonly string[]): Promise<Map<string, KnownLine[]>> {
  return Map.groupBy(await store.findLines(db, scope, orderIds), ({ orderId }) => orderId);
}

/** An order with all its lines, in their order, and what they come to. */
export interface OrderLines {
  orderId: string;
  lines: readonly (FullLine & LineMoney)[];
}

/** Writes the lines of orders, of all of them in one statement. */
export async function writeLines(tx: Tx, scope: Scope, orders: readonly OrderLines[]): Promise<void> {
  await store.writeLines(
    tx,
    scope,
    orders.flatMap(({ orderId, lines }) => lines.map((line, position) => ({ ...line, orderId, position }))),
  );
}

/** Replaces the lines of an order. */
export async function replaceLines(tx: Tx, scope: Scope, order: OrderLines): Promise<void> {
  const ids = order.lines.map(({ id }) => id);
  await store.deleteLinesBut(tx, scope, order.orderId, ids);
  await writeLines(tx, scope, [order]);
}

export interface Catalogue {
  products: ReadonlyMap<string, Row>;
  variants: ReadonlyMap<string, { productId: string; name: string; code: string | null; isActive: boolean }>;
  /** Units besides their own, by product. */
  units: ReadonlyMap<string, readonly ProductUnit[]>;
  /** What the customer calls them, by product. */
  numbers?: ReadonlyMap<string, string>;
}

/** Products, their units and variants that lines name, those in the bin too. */
export async function loadCatalogue(db: Db, scope: Scope, lines: readonly OrderLineInput[]): Promise<Catalogue> {
  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  const rows = ids.length === 0 ? [] : await findRows(db, scope, entityOf('product'), ids, { deleted: true });
  const hasVariants = lines.some(({ variantId }) => variantId);
  const variants = hasVariants ? await findVariantsOf(db, scope, ids) : [];
  return {
    products: new Map(rows.map((row) => [String(row['id']), row])),
    variants: new Map(variants.map((variant) => [variant.id, variant])),
    units: await loadUnits(db, scope, ids),
  };
}

/** How large the unit of a line is: as it was while the line keeps it, else as the product says; null for its own and for what is none of its. */
function conversionOf(line: OrderLineInput, { products, units }: Catalogue, was?: FullLine): Conversion | null {
  if (!line.productId || !line.unit) return null;
  if (was?.productId === line.productId && isSameUnit(was.unit, line.unit)) return was.conversion;
  const base = textOf(products.get(line.productId)?.['unit']);
  const found = isSameUnit(base, line.unit)
    ? undefined
    : units.get(line.productId)?.find(({ name }) => isSameUnit(name, line.unit ?? ''));
  return found ? { factor: found.factor, base } : null;
}

/** Refuses lines, products and variants that are not there; those that the order had already may have gone since. */
function linkFaults(
  lines: readonly OrderLineInput[],
  known: readonly KnownLine[],
  { products, variants }: Catalogue,
): FieldFault[] {
  const [ids, hadProducts] = [new Set(known.map(({ id }) => id)), new Set(known.map(({ productId }) => productId))];
  const hadVariants = new Set(known.map(({ variantId }) => variantId));
  const seen = new Set<string>();
  return lines.flatMap(({ lineId, productId, variantId }, index): FieldFault[] => {
    const at = (key: string, code: string): FieldFault => ({ pointer: `/body/lines/${index}/${key}`, code });
    const isTwice = typeof lineId === 'string' && seen.has(lineId);
    if (typeof lineId === 'string') seen.add(lineId);
    const product = productId ? products.get(productId) : undefined;
    const isGone = !product || (product['deletedAt'] !== null && !hadProducts.has(productId ?? null));
    const variant = variantId ? variants.get(variantId) : undefined;
    const isStrange = variant?.productId !== productId || !(variant?.isActive || hadVariants.has(variantId ?? null));
    return [
      ...(isTwice ? [at('lineId', 'duplicate')] : []),
      ...(lineId && !ids.has(lineId) ? [at('lineId', 'not_found_reference')] : []),
      ...(productId && isGone ? [at('productId', 'not_found_reference')] : []),
      ...(variantId && isStrange ? [at('variantId', 'not_found_reference')] : []),
    ];
  });
}

type Asked = OrderLineInput & { productId: string };
type ConversionOf = (line: OrderLineInput) => Conversion | null;

/** What the catalogue asks this customer for so many on that day, of the lines that name no price. */
async function findPrices(
  db: Db,
  scope: Scope,
  lines: readonly OrderLineInput[],
  { accountId, orderedOn, currency }: LineContext,
  sizeOf: ConversionOf,
): Promise<Map<OrderLineInput, number | null>> {
  const asked = lines.filter((line): line is Asked => line.unitPrice === undefined && typeof line.productId === 'string');
  if (asked.length === 0) return new Map();
  const productIds = [...new Set(asked.map(({ productId }) => productId))];
  const price = pricer(await loadPricing(db, scope, { productIds, accountId, on: orderedOn }));
  const context = { accountId, on: orderedOn, currency, bookId: null };
  return new Map(
    asked.map((line) => {
      const { productId, variantId = null, unit = null } = line;
      const asked = { productId, variantId, quantity: line.quantity.replace('-', ''), unit, factor: sizeOf(line)?.factor };
      return [line, price(asked, context).unitPriceMinor];
    }),
  );
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What the customer calls the product of a line: as the line says, as it was, else as the product does. */
function numberOf({ productId, customerNumber }: OrderLineInput, { numbers }: Catalogue, was?: FullLine): string | null {
  if (customerNumber !== undefined) return customerNumber || null;
  if (was && was.productId === (productId ?? null)) return was.customerNumber;
  return (productId && numbers?.get(productId)) || null;
}

/** A line with what its product says of what was left out. */
export function dressed(
  line: OrderLineInput,
  catalogue: Catalogue,
  priced: Pick<FullLine, 'unitPrice' | 'taxBp'>,
  was?: FullLine,
): FullLine {
  const product = line.productId ? catalogue.products.get(line.productId) : undefined;
  const variant = line.variantId ? catalogue.variants.get(line.variantId) : undefined;
  return {
    ...priced,
    id: line.lineId ?? uuidv7(),
    productId: line.productId ?? null,
    variantId: line.variantId ?? null,
    name: line.name || [textOf(product?.['name']), variant?.name].filter(Boolean).join(' · '),
    code: line.code === undefined ? (variant?.code ?? textOf(product?.['code'])) : line.code,
    customerNumber: numberOf(line, catalogue, was),
    unit: line.unit === undefined ? textOf(product?.['unit']) : line.unit,
    conversion: conversionOf(line, catalogue, was),
    note: line.note ?? null,
    parts: was && was.productId === (line.productId ?? null) ? was.parts : [],
    deliverOn: line.deliverOn ?? null,
    quantity: line.quantity,
    discountBp: line.discountBp,
    period: was?.period ?? null,
    periodCount: was?.periodCount ?? null,
  };
}

/** Numbers of the customer that stand for no product, or for two, where nothing else says what is ordered. */
function numberFaults(lines: readonly OrderLineInput[]): FieldFault[] {
  return lines.flatMap(({ productId, name, customerNumber }, index) =>
    customerNumber && !productId && !name
      ? [{ pointer: `/body/lines/${index}/customerNumber`, code: 'not_found_reference' }]
      : [],
  );
}

/**
 * Lines as somebody wrote them with all that the product says of what was left out: its name, code and unit, what it costs this
 * customer, its tax on the day. Every line that cannot be completed is named.
 */
export async function completeLines(
  db: Db,
  scope: Scope,
  said: readonly OrderLineInput[],
  context: LineContext,
  known: readonly KnownLine[] = [],
): Promise<FullLine[]> {
  const accountId = await seenCustomer(db, scope, context.accountId);
  const lines = await withNumbered(
    db,
    scope,
    said.map((line) => ({ accountId, line })),
  );
  const numbers = await numbersFor(db, scope, accountId, lines);
  const catalogue = { ...(await loadCatalogue(db, scope, lines)), numbers };
  const links = [...numberFaults(lines), ...linkFaults(lines, known, catalogue)];
  if (links.length > 0) throw new DomainError('invalid_input', { fields: links.slice(0, 50) });
  const before = new Map(known.map((line) => [line.id, line]));
  const wasOf = ({ lineId }: OrderLineInput): KnownLine | undefined => (lineId ? before.get(lineId) : undefined);
  const prices = await findPrices(db, scope, lines, { ...context, accountId }, (line) =>
    conversionOf(line, catalogue, wasOf(line)),
  );
  const classes = lines.some(({ taxBp }) => taxBp === undefined) ? await loadTaxClasses(db, scope) : [];
  const taxOf = (name: unknown): number => {
    const found = taxClassOf(classes, textOf(name));
    return (found && taxRateOn(found, context.orderedOn)) ?? 0;
  };
  const faults: FieldFault[] = [];
  const full = lines.map((line, index): FullLine => {
    const found = prices.get(line);
    const unitPrice = line.unitPrice ?? (typeof found === 'number' ? formatAmount(found, context.currency) : undefined);
    if (unitPrice === undefined) faults.push({ pointer: `/body/lines/${index}/unitPrice`, code: 'orders.price_missing' });
    const product = line.productId ? catalogue.products.get(line.productId) : undefined;
    const taxBp = line.taxBp ?? taxOf(product?.['taxClass']);
    const made = dressed(line, catalogue, { unitPrice: unitPrice ?? '0', taxBp }, wasOf(line));
    if (made.name === '') faults.push({ pointer: `/body/lines/${index}/name`, code: 'required' });
    return made;
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults.slice(0, 50) });
  return full;
}

/** Lines of an order as the API shows them, variants by name. */
export async function showLines(db: Db, scope: Scope, lines: readonly KnownLine[]): Promise<OrderLine[]> {
  const withVariants = lines.filter(({ variantId }) => variantId !== null);
  const productIds = [...new Set(withVariants.flatMap(({ productId }) => productId ?? []))];
  const found = productIds.length === 0 ? [] : await findVariantsOf(db, scope, productIds);
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return lines.map(({ orderId: _order, productId: _product, variantId, ...line }) => ({
    ...line,
    variant: variantId === null ? null : { id: variantId, title: names.get(variantId) ?? '' },
  }));
}
