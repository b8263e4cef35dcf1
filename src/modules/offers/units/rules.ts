import { formatAmount } from '../../../platform/money.ts';
import { amountTimes, one, overRatio, type Ratio } from '../../../platform/ratio.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import type { Conversion } from '../../catalogue/units/contract.ts';
import { baseQuantity, ratioOf, timesPrice } from '../../catalogue/units/rules.ts';
import { timeUnitOf } from '../../catalogue/rate-card/rules.ts';
import type { Charge, QuoteLine } from '../content/contract.ts';
import { atFound, isAsFound } from '../pricing/rules.ts';

/** How a line in a unit is charged: what is sold in hours or days, by them; what recurs goes on recurring. */
export function chargeIn(charge: Charge, unit: string | null | undefined): Charge {
  const per = timeUnitOf(unit);
  return per === null || charge.kind === 'recurring' ? charge : { kind: 'time', per };
}

/** How many of the product's own unit one of a line's is. */
export function lineRatio({ conversion }: { conversion?: Conversion | null | undefined }): Ratio {
  return ratioOf(conversion?.factor);
}

/** A line with the conversion that a price was found by; without one where it is for the product's own unit. */
export function withConversion(line: QuoteLine, { conversion }: Pick<Price, 'conversion'>): QuoteLine {
  const { conversion: _before, ...others } = line;
  return conversion === null ? others : { ...others, conversion };
}

/** What one of a line's unit costs, from what one of another unit cost: the catalogue's, else the same by piece. */
export function costInUnit(
  cost: string | undefined,
  line: Parameters<typeof lineRatio>[0],
  price: Pick<Price, 'conversion' | 'costMinor' | 'currency'>,
): string | undefined {
  if (price.costMinor !== null) return formatAmount(price.costMinor, price.currency);
  return cost === undefined ? undefined : timesPrice(cost, overRatio(lineRatio(price), lineRatio(line)));
}

type Found = Pick<Price, 'unit' | 'conversion' | 'unitPriceMinor' | 'missing'>;

/**
 * A line in the unit that a price was found for. A price that was the catalogue's becomes the catalogue's for that unit; one that
 * was typed or agreed on stays the same by piece. Of the same size it only gets the name.
 */
export function inUnit(line: QuoteLine, unit: string | null, price: Found, currency: string): Partial<QuoteLine> {
  const { conversion } = price;
  const named = { unit: price.missing === 'unit' ? unit : price.unit, ...(conversion || line.conversion ? { conversion } : {}) };
  const times = overRatio(lineRatio(price), lineRatio(line));
  const isAsBig = times.top === times.bottom;
  if (price.missing !== 'unit' && isAsBig) return named;
  if (isAsFound(line, currency)) return { ...named, ...atFound(line, price.unitPriceMinor, currency) };
  // Nobody knows how large a unit of that name is: what was typed stands.
  if (price.missing === 'unit') return { ...named, foundPriceMinor: null };
  const { pricedBy } = line;
  return {
    ...named,
    unitPrice: timesPrice(line.unitPrice, times),
    foundPriceMinor: price.unitPriceMinor,
    ...(pricedBy ? { pricedBy: { ...pricedBy, priceMinor: amountTimes(pricedBy.priceMinor, times) } } : {}),
  };
}

/** What a line was sold at before its unit was changed, and what it was sold at afterwards. */
export interface UnitBasis {
  line: QuoteLine;
  cost: string | undefined;
  madePrice: string;
}

/** A line in another unit, with what one of it costs, and from where it came: what another change starts from. */
interface InOtherUnit {
  change: Partial<QuoteLine>;
  cost: string | undefined;
  basis: UnitBasis;
}

/**
 * A line in the unit that a price was found for, worked out from what it was sold at when its price was typed or found: a third of
 * ten, and a dozen thirds, are forty and not what rounding twice leaves. A price that was typed since is where it starts.
 */
export function changeUnit(
  line: QuoteLine,
  cost: string | undefined,
  before: UnitBasis | undefined,
  unit: string | null,
  price: Found & Parameters<typeof costInUnit>[2],
): InOtherUnit {
  const isUntouched =
    before !== undefined &&
    before.madePrice === line.unitPrice &&
    before.line.productId === line.productId &&
    before.line.variantId === line.variantId;
  const start = isUntouched ? before : { line, cost };
  const { unitPrice, foundPriceMinor, pricedBy, unread } = start.line;
  const back = isUntouched ? { unitPrice, foundPriceMinor, pricedBy, unread } : {};
  const change = { ...back, ...inUnit(start.line, unit, price, price.currency) };
  const basis = { line: start.line, cost: start.cost, madePrice: change.unitPrice ?? line.unitPrice };
  return { change, cost: costInUnit(start.cost, start.line, price), basis };
}

/** An amount for one of a line's unit as one for the product's own. */
export const perOwn = (minor: number, factor: string | undefined): number => amountTimes(minor, overRatio(one, ratioOf(factor)));

/** A line as if it were in the product's own unit: prices are compared for one of that. */
export function inOwnUnit<L extends { quantity: string; unitPriceMinor: number | null; factor?: string | undefined }>(
  line: L,
): L {
  const { factor, quantity, unitPriceMinor } = line;
  if (factor === undefined) return line;
  return {
    ...line,
    quantity: baseQuantity(quantity, { factor, base: null }),
    unitPriceMinor: unitPriceMinor === null ? null : perOwn(unitPriceMinor, factor),
  };
}
