import { todayIn } from '../../../platform/days.ts';
import { formatAmount } from '../../../platform/money.ts';
import { compareRatios } from '../../../platform/ratio.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { maySeeCosts } from '../../catalogue/costs/service.ts';
import { findVariantsOf } from '../../catalogue/parts/service.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import { pricer } from '../../catalogue/pricing/rules.ts';
import { loadPricing } from '../../catalogue/pricing/service.ts';
import { isSameUnit } from '../../catalogue/units/rules.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import { entityOf, type Row } from '../../records/entities/rules.ts';
import { findRows } from '../../records/rows/service.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { hasSameParts, partsAsked } from '../parts/rules.ts';
import { withStartingParts } from '../parts/service.ts';
import type { UnitCosts } from '../totals/margins/rules.ts';
import { costInUnit, inUnit, lineRatio, withConversion } from '../units/rules.ts';
import { atFound, isAsFound, isAt, isUnpriced, withTypists } from './rules.ts';

export interface Written {
  content: QuoteContent;
  costs: UnitCosts;
}

type ItemLine = QuoteLine & { productId: string };

function isProductLine(line: QuoteLine): line is ItemLine {
  return line.kind === 'item' && line.productId !== null;
}

/** What the catalogue asks for lines today, by line, in their units; a line keeps the conversion it has. A customer that the scope may not see is nobody in particular. */
async function findFor(
  tx: Tx,
  scope: Scope,
  accountId: unknown,
  lines: readonly ItemLine[],
  currency: string,
): Promise<Map<string, Price>> {
  if (lines.length === 0) return new Map();
  const on = todayIn(scope.timeZone);
  const known = typeof accountId === 'string' && (await findVisibleIds(tx, scope, [accountId])).has(accountId);
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  const customer = known ? accountId : null;
  const price = pricer(await loadPricing(tx, scope, { productIds, accountId: customer, on }));
  const context = { accountId: customer, on, currency, bookId: null };
  return new Map(
    lines.map(({ id, productId, variantId, quantity, unit, conversion, parts }) => {
      const asked = { productId, variantId, unit, factor: conversion?.factor, ...partsAsked({ parts }) };
      return [id, price({ ...asked, quantity: /[1-9]/.test(quantity) ? quantity : '1' }, context)];
    }),
  );
}

function withCost(costs: Record<string, string>, lineId: string, { costMinor, currency }: Price): void {
  if (costMinor === null) delete costs[lineId];
  else costs[lineId] = formatAmount(costMinor, currency);
}

/**
 * The lines of a quote that has just been started: those at a price that somebody agreed on keep it, the others get the
 * catalogue's for this customer, quantity and day. `fromDeal`: a deal's line at the list price was not agreed on.
 */
export async function priceStart(
  tx: Tx,
  scope: Scope,
  accountId: unknown,
  { content: begun, costs }: Written,
  isFromDeal: boolean,
): Promise<Written> {
  const content = await withStartingParts(tx, scope, begun);
  const { currency } = content;
  const prices = await findFor(tx, scope, accountId, content.lines.filter(isProductLine), currency);
  const kept: Record<string, string> = { ...costs };
  const lines = content.lines.map((line): QuoteLine => {
    const price = prices.get(line.id);
    if (!price) return line;
    const isOpen = isAsFound(line, currency) || (isFromDeal && isAt(line, price.listPriceMinor, currency));
    if (isOpen || kept[line.id] === undefined) withCost(kept, line.id, price);
    return isOpen
      ? { ...line, ...atFound(line, price.unitPriceMinor, currency) }
      : { ...line, foundPriceMinor: price.unitPriceMinor };
  });
  return { content: { ...content, lines }, costs: kept };
}

interface Dress {
  row: Row | undefined;
  variant: { name: string; code: string | null } | undefined;
}

/** What a new line takes from its product where nothing was said. */
function dressed(line: QuoteLine, { row, variant }: Dress): QuoteLine {
  const said = (key: string): string | null => {
    const value = row?.[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    ...line,
    name: line.name === '' ? [said('name'), variant?.name].filter(Boolean).join(' · ') : line.name,
    code: line.code ?? variant?.code ?? said('code'),
    unit: line.unit ?? said('unit'),
  };
}

interface Save {
  accountId: unknown;
  before: Written;
  content: QuoteContent;
  /** What the writer says that pieces cost; undefined where nothing is said. */
  costs?: UnitCosts | undefined;
}

const isOther = (was: QuoteLine, { productId, variantId }: QuoteLine): boolean =>
  was.productId !== productId || was.variantId !== variantId;

function isAsBig(a: Parameters<typeof lineRatio>[0], b: Parameters<typeof lineRatio>[0]): boolean {
  return compareRatios(lineRatio(a), lineRatio(b)) === 0;
}

/** Whether a line is in another unit than it was, or has another product. */
function isInOther(was: QuoteLine | undefined, line: QuoteLine): boolean {
  return was === undefined || isOther(was, line) || !isSameUnit(was.unit, line.unit) || !isAsBig(was, line);
}

/** Whether the catalogue has to be asked about a line: it has another product, unit or parts than it had, or still no price. */
function isFresh(was: QuoteLine | undefined, line: ItemLine): boolean {
  return was === undefined || isUnpriced(line) || isInOther(was, line) || !hasSameParts(was, line);
}

/** A line whose unit was changed: at the price that its writer says with it, else what it was sold at becomes that of the other unit. */
function inOtherUnit(was: QuoteLine, line: QuoteLine, price: Price, currency: string): QuoteLine {
  const isPriced = line.unitPrice !== was.unitPrice || line.foundPriceMinor !== was.foundPriceMinor;
  const start = withConversion(line, { conversion: was.conversion ?? null });
  return withConversion(isPriced ? line : { ...line, ...inUnit(start, line.unit, price, currency) }, price);
}

/** A bundle with other parts: at the catalogue's price for them, unless its price was typed or is said with them. */
function withOtherParts(was: QuoteLine, line: QuoteLine, price: Price, currency: string): QuoteLine {
  if (hasSameParts(was, line)) return line;
  const isPriced = line.unitPrice !== was.unitPrice || line.foundPriceMinor !== was.foundPriceMinor;
  return isAsFound(isPriced ? line : was, currency)
    ? { ...line, ...atFound(line, price.unitPriceMinor, currency) }
    : { ...line, foundPriceMinor: price.unitPriceMinor };
}

/** What one costs after its unit or its parts were changed; undefined where nobody knows better than before. */
function costAfter(before: string | undefined, was: QuoteLine, line: QuoteLine, price: Price): string | undefined {
  if (hasSameParts(was, line)) return isAsBig(was, price) ? undefined : costInUnit(before, was, price);
  return price.costMinor === null ? undefined : formatAmount(price.costMinor, price.currency);
}

/**
 * A draft as it is written: lines that got a product, a unit or parts get its price and cost, as far as nothing was typed; of what was
 * typed it is kept by whom.
 */
export async function priceNew(tx: Tx, scope: Scope, save: Save): Promise<Written> {
  const { content, costs } = await priceFresh(tx, scope, save);
  const lines = withTypists(save.before.content.lines, content.lines, content.currency, scope.userId);
  return { content: { ...content, lines }, costs };
}

async function priceFresh(tx: Tx, scope: Scope, { accountId, before, content, costs }: Save): Promise<Written> {
  const { currency } = content;
  const old = new Map(before.content.lines.map((line) => [line.id, line]));
  // How large a unit is the catalogue says, not the writer.
  const fresh = content.lines
    .filter(isProductLine)
    .filter((line) => isFresh(old.get(line.id), line))
    .map(({ conversion, ...line }) => (isInOther(old.get(line.id), { ...line, conversion }) ? line : { ...line, conversion }));
  const kept: Record<string, string> = { ...(costs ?? before.costs) };
  if (fresh.length === 0) return { content, costs: kept };
  const prices = await findFor(tx, scope, accountId, fresh, currency);
  const ids = [...new Set(fresh.map(({ productId }) => productId))];
  const rows = new Map((await findRows(tx, scope, entityOf('product'), ids)).map((row) => [row['id'], row]));
  const named = fresh.some(({ variantId }) => variantId !== null) ? await findVariantsOf(tx, scope, ids) : [];
  const variants = new Map<string | null, Dress['variant']>(named.map((one) => [one.id, one]));
  const isOpen = maySeeCosts(scope);
  const lines = content.lines.map((line): QuoteLine => {
    const price = prices.get(line.id);
    if (!price) return line;
    const was = old.get(line.id);
    const isSame = was !== undefined && !isOther(was, line) && !isUnpriced(line);
    if (isSame) {
      const cost = costAfter(before.costs[line.id], was, line, price);
      if (cost !== undefined && kept[line.id] === before.costs[line.id]) kept[line.id] = cost;
      return withOtherParts(was, isInOther(was, line) ? inOtherUnit(was, line, price, currency) : line, price, currency);
    }
    if (!isOpen || costs?.[line.id] === undefined) withCost(kept, line.id, price);
    if (!isUnpriced(line)) return withConversion({ ...line, foundPriceMinor: price.unitPriceMinor }, price);
    const made = dressed(line, { row: rows.get(line.productId), variant: variants.get(line.variantId) });
    return withConversion({ ...made, ...atFound(line, price.unitPriceMinor, currency) }, price);
  });
  return { content: { ...content, lines }, costs: kept };
}
