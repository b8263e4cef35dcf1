import { compareDecimals, readDecimal } from '../../../platform/decimal.ts';
import { formatAmount } from '../../../platform/money.ts';
import { overRatio, readRatio } from '../../../platform/ratio.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import { ratioOf } from '../../catalogue/units/rules.ts';
import type { QuoteLine } from '../content/contract.ts';
import type { PricedBy } from '../content/ways/contract.ts';
import type { LineAmounts } from '../totals/contract.ts';
import { timesCharged } from '../totals/lines/rules.ts';

type Line = Pick<QuoteLine, 'kind' | 'productId' | 'unitPrice' | 'foundPriceMinor' | 'unread'>;

/** Whether two decimal texts are one number. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [readDecimal(a), readDecimal(b)];
  return left !== undefined && right !== undefined && compareDecimals(left, right) === 0;
}

/** Whether a line stands at an amount, given in minor units of the quote's currency. */
export function isAt({ unitPrice }: Pick<QuoteLine, 'unitPrice'>, minor: number | null | undefined, currency: string): boolean {
  return typeof minor === 'number' && isSame(unitPrice, formatAmount(minor, currency));
}

/** Whether nobody has said what a line costs: neither its seller, nor the catalogue before. */
export function isUnpriced({ foundPriceMinor, unread }: Line): boolean {
  return foundPriceMinor === undefined && unread?.unitPrice === '';
}

/** Whether the price of a line is the one that was found for it, or none was: nobody typed one over it. */
export function isAsFound(line: Line, currency: string): boolean {
  const { foundPriceMinor, unread } = line;
  if (foundPriceMinor === undefined) return isUnpriced(line);
  return foundPriceMinor === null ? unread?.unitPrice === '' : isAt(line, foundPriceMinor, currency);
}

/** Whether a line sells below or above the price that was found for it; false where none was. */
export function isOffList(line: Line, currency: string): boolean {
  return typeof line.foundPriceMinor === 'number' && !isAt(line, line.foundPriceMinor, currency);
}

/** A line at the price that was found; without one its price is left to be typed, and it does not count until then. */
export function atFound(
  { unread: before }: Pick<QuoteLine, 'unread'>,
  unitPriceMinor: number | null,
  currency: string,
): Pick<QuoteLine, 'unitPrice' | 'foundPriceMinor' | 'unread'> {
  const { unitPrice: _mended, ...others } = before ?? {};
  const unread = unitPriceMinor === null ? { ...others, unitPrice: '' } : others;
  return {
    unitPrice: unitPriceMinor === null ? '0' : formatAmount(unitPriceMinor, currency),
    foundPriceMinor: unitPriceMinor,
    unread: Object.keys(unread).length === 0 ? null : unread,
  };
}

/**
 * What the catalogue would now ask for a line instead: a tier was reached, the customer or a price list changed. Undefined
 * where that is what the line has, or what its seller typed over.
 */
export function offeredPrice(line: Line, price: Pick<Price, 'unitPriceMinor'> | undefined, currency: string): number | undefined {
  const minor = price?.unitPriceMinor ?? null;
  return minor === null || minor === line.foundPriceMinor || isAt(line, minor, currency) ? undefined : minor;
}

/** From how many of its unit on the price of a line holds, as its trace says; null where it holds from the first. */
export function tierOf({ trace, conversion }: Pick<Price, 'trace' | 'conversion'>): string | null {
  const found = trace.findLast(({ params }) => typeof params['minQuantity'] === 'string')?.params['minQuantity'];
  const many = typeof found === 'string' ? readRatio(found) : undefined;
  if (typeof found !== 'string' || many === undefined) return null;
  if (!conversion) return isSame(found, '1') ? null : found;
  // Steps count in the product's own unit: so many whole ones of the line's reach it.
  const { top, bottom } = overRatio(many, ratioOf(conversion.factor));
  const whole = (top + bottom - 1n) / bottom;
  return whole === 1n ? null : String(whole);
}

/** The way that set the price of a line, as long as the line is still sold at it. */
export function currentWay(line: Pick<QuoteLine, 'pricedBy' | 'productId' | 'unitPrice'>, currency: string): PricedBy | null {
  const by = line.pricedBy ?? null;
  return by !== null && by.productId === line.productId && isAt(line, by.priceMinor, currency) ? by : null;
}

/** Whether somebody typed the price of a line: it is neither the catalogue's nor that of one of the four ways. */
export function isTyped(line: Line & Pick<QuoteLine, 'pricedBy'>, currency: string): boolean {
  return line.kind === 'item' && !isUnpriced(line) && !isAsFound(line, currency) && currentWay(line, currency) === null;
}

/** The lines with who typed their prices: whoever writes them, as far as they do not stand as they were typed before. */
export function withTypists(
  before: readonly QuoteLine[],
  lines: readonly QuoteLine[],
  currency: string,
  writerId: string | null,
): QuoteLine[] {
  const known = new Map(before.map((line) => [line.id, line]));
  return lines.map(({ typedById: _said, ...line }): QuoteLine => {
    if (!isTyped(line, currency)) return line;
    const was = known.get(line.id);
    const isKept = was !== undefined && isSame(was.unitPrice, line.unitPrice) && isTyped(was, currency);
    const typedById = isKept ? was.typedById : writerId;
    return typedById === undefined ? line : { ...line, typedById };
  });
}

interface Reasoned extends Line, Pick<QuoteLine, 'pricedBy' | 'priceReason' | 'isCredit' | 'discount'> {}

/**
 * Whether a credit gives something away, as far as its line tells: it is for no product, for one without a price, or for more than the
 * catalogue asked.
 */
function isGiving({ productId, unitPrice, foundPriceMinor }: Line, currency: string): boolean {
  if (isSame(unitPrice, '0')) return false;
  if (productId === null || foundPriceMinor === null) return true;
  if (foundPriceMinor === undefined) return false;
  const [credited, asked] = [readDecimal(unitPrice), readDecimal(formatAmount(foundPriceMinor, currency))];
  return credited !== undefined && asked !== undefined && compareDecimals(credited, asked) > 0;
}

/**
 * Why a reason for a price is asked: it was typed over the catalogue's, it earns less than the target, a discount takes all of it, or
 * a credit gives something away; null where none is needed or one was given.
 */
export function asksReason(
  line: Reasoned,
  currency: string,
  isUnderTarget: boolean,
): 'offList' | 'underTarget' | 'givenAway' | 'credit' | null {
  if (line.kind !== 'item' || (line.priceReason ?? '') !== '') return null;
  if (line.isCredit) return isGiving(line, currency) ? 'credit' : null;
  if (isUnderTarget) return 'underTarget';
  if (isOffList(line, currency) && currentWay(line, currency) === null) return 'offList';
  return line.discount?.kind === 'share' && line.discount.bp === 10_000 ? 'givenAway' : null;
}

/** Whether a piece of a line brings less than the price at which the target margin is earned. */
export function isUnderTarget(
  line: Pick<QuoteLine, 'quantity' | 'charge' | 'isCredit'>,
  amounts: Pick<LineAmounts, 'netMinor'> | undefined,
  price: Pick<Price, 'targetMinor'> | undefined,
): boolean {
  const target = price?.targetMinor ?? null;
  const many = readDecimal(line.quantity);
  if (target === null || !amounts || !many || line.isCredit) return false;
  const times = BigInt(timesCharged(line));
  return BigInt(amounts.netMinor) * 10n ** BigInt(many.scale) < BigInt(target) * many.unscaled * times;
}
