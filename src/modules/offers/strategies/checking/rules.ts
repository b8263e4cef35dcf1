import canonicalize from 'canonicalize';
import type { QuoteContent, QuoteLine } from '../../content/contract.ts';
import type { PricedBy } from '../../content/ways/contract.ts';
import { amountTimes, overRatio } from '../../../../platform/ratio.ts';
import { lineRatio } from '../../units/rules.ts';
import { partsAsked } from '../../parts/rules.ts';
import { currentWay } from '../../pricing/rules.ts';
import type { AskedLine, LineStrategies } from '../contract.ts';

/** A choice without what is only for whoever may see costs. */
function open({ cost: _cost, ...way }: PricedBy): PricedBy {
  return way;
}

/** Of a choice all but its price, which is another one in another unit. */
const markOf = (way: PricedBy): string => canonicalize({ ...open(way), priceMinor: 0 }) ?? '';

/** The content as whoever may not see costs reads it. */
export function withoutWayCosts(content: QuoteContent): QuoteContent {
  if (!content.lines.some(({ pricedBy }) => pricedBy?.cost)) return content;
  return { ...content, lines: content.lines.map((line) => (line.pricedBy ? { ...line, pricedBy: open(line.pricedBy) } : line)) };
}

/**
 * The lines with the choices that the draft had already as they were kept then, and those that are to be worked out again. A choice
 * that its line is no longer sold by says nothing, and goes.
 */
export function waysToCheck(
  before: readonly QuoteLine[],
  lines: readonly QuoteLine[],
  currency: string,
): { lines: QuoteLine[]; fresh: ReadonlySet<string> } {
  const known = Map.groupBy(
    before.flatMap((line) => (line.pricedBy ? [{ line, way: line.pricedBy }] : [])),
    ({ way }) => markOf(way),
  );
  const fresh = new Set<string>();
  const kept = lines.map((line): QuoteLine => {
    if (!line.pricedBy) return line;
    const { priceMinor } = line.pricedBy;
    const was = known
      .get(markOf(line.pricedBy))
      ?.find((one) => amountTimes(one.way.priceMinor, overRatio(lineRatio(line), lineRatio(one.line))) === priceMinor);
    if (was) return { ...line, pricedBy: { ...was.way, priceMinor } };
    if (currentWay(line, currency) === null) return { ...line, pricedBy: null };
    fresh.add(line.id);
    return line;
  });
  return { lines: kept, fresh };
}

/** What the ways are asked about a line again, in the product's own unit: as it was when its seller chose. */
export function askedAgain(line: QuoteLine, { inputs, needs, said, cost }: PricedBy): AskedLine {
  return {
    lineId: line.id,
    productId: line.productId,
    variantId: line.variantId,
    quantity: said?.quantity ?? line.quantity,
    ...(line.conversion ? { factor: line.conversion.factor } : {}),
    ...partsAsked(line),
    taxBp: line.taxBp,
    // Where the catalogue has no price, the usual one was the line's.
    unitPriceMinor: inputs['usualMinor'] ?? null,
    inputs: {
      needs,
      shareBp: said?.shareBp ?? null,
      mostMinor: said?.mostMinor ?? null,
      premiumBp: said?.premiumBp ?? null,
      figures: said?.figures ?? {},
      markupBp: cost?.markupBp ?? null,
      targetMarginBp: cost?.targetMarginBp ?? null,
    },
  };
}

/**
 * The choice as it is kept: what the way comes to now, from what, with its margin for whoever may see costs. Null where that is
 * another price than the one that was chosen, or one at which it may not be sold.
 */
export function workedOut(
  way: PricedBy,
  line: QuoteLine,
  seen: LineStrategies,
  withCosts: LineStrategies,
  on: string,
): PricedBy | null {
  const found = seen.strategies.find(({ method }) => method === way.method);
  if (!found || found.priceMinor === null || !found.isUsable || found.isUnderFloor) return null;
  if (amountTimes(found.priceMinor, lineRatio(line)) !== way.priceMinor) return null;
  const { method } = way;
  const full = withCosts.strategies.find((one) => one.method === method);
  const isFromCost = method === 'costPlus';
  const { recommended } = seen;
  return {
    ...way,
    inputs: isFromCost ? {} : { ...found.inputs },
    cost: {
      marginBp: full?.marginBp ?? null,
      costMinor: isFromCost ? (full?.inputs['costMinor'] ?? null) : null,
      markupBp: isFromCost ? withCosts.used.markupBp : (way.cost?.markupBp ?? null),
      targetMarginBp: isFromCost ? withCosts.used.targetMarginBp : (way.cost?.targetMarginBp ?? null),
    },
    isRecommended: recommended.method === method,
    reason: recommended.reason,
    on,
  };
}
