import { compareRatios, readRatio, timesRatio } from '../../../platform/ratio.ts';
import type { Supply } from '../../catalogue/selling/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { lineRatio } from '../units/rules.ts';

/** Whether a line asks for more than there is, in the product's own unit; of services by the hour and of credits nothing is said. */
export function isShort(line: QuoteLine, supply: Supply | undefined): boolean {
  if (!supply || supply.stock === null || line.charge.kind !== 'once' || line.isCredit) return false;
  const asked = readRatio(line.quantity);
  if (!asked) return false;
  const there = readRatio(supply.stock);
  // Nothing, and less than nothing, is less than anything asked for.
  return there === undefined || compareRatios(timesRatio(asked, lineRatio(line)), there) > 0;
}

/** The longest lead time of the products that count, in days; null where none is known. */
export function longestLead(lines: readonly QuoteLine[], supply: readonly Supply[]): number | null {
  const days = new Map(supply.map(({ productId, leadTimeDays }) => [productId, leadTimeDays]));
  const counted = lines.filter(({ isOptional, isChosen, alternativeOf }) => isChosen || (!isOptional && alternativeOf === null));
  const known = counted.flatMap(({ productId }) => days.get(productId ?? '') ?? []);
  return known.length === 0 ? null : Math.max(...known);
}
