import { formatAmount } from '../../../platform/money.ts';
import { amountTimes, one, overRatio, type Ratio } from '../../../platform/ratio.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import type { Conversion } from '../../catalogue/units/contract.ts';
import { baseQuantity, ratioOf, timesPrice } from '../../catalogue/units/rules.ts';
import type { QuoteLine } from '../content/contract.ts';
import { atFound, isAsFound } from '../pricing/rules.ts';

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
