import { sumAmounts } from '../../../platform/money.ts';
import type { Promotion } from '../../catalogue/promotions/data/contract.ts';
import { applyPromotions } from '../../catalogue/promotions/rules.ts';
import { baseQuantity } from '../../catalogue/units/rules.ts';
import type { QuoteLine, QuotePromotion } from '../content/contract.ts';

/** What promotions take off lines, and each of them in all. */
export interface Promoted {
  byLine: bigint[];
  byPromotion: { id: string; amountMinor: number }[];
}

/** Customer, days, code and budget were looked at when it was taken into the quote: what is left are its lines. */
function ruleOf({
  id,
  priority,
  isExclusive,
  isForAll,
  productIds,
  minQuantity,
  minAmountMinor,
  action,
}: QuotePromotion): Promotion {
  return {
    id,
    priority,
    isExclusive,
    minQuantity,
    minAmountMinor,
    action,
    productIds: isForAll ? [] : productIds,
    categories: [],
    accountIds: [],
    code: null,
    validFrom: null,
    validTo: null,
    budgetMinor: null,
    usedMinor: 0,
  };
}

/** What the promotions of a quote take off its counted lines, given what these come to. Credits take part in none; pieces are those the product is counted in. */
export function promotionsOff(
  lines: readonly { line: QuoteLine }[],
  amounts: readonly bigint[],
  promotions: readonly QuotePromotion[] = [],
): Promoted {
  const byLine = amounts.map(() => 0n);
  const about = promotions.filter(({ isForAll, productIds }) => isForAll || productIds.length > 0);
  if (about.length === 0) return { byLine, byPromotion: [] };
  const open = lines.flatMap(({ line: { productId, quantity, conversion } }, index) => {
    const amount = amounts[index] ?? 0n;
    if (amount <= 0n) return [];
    const counted = { quantity: baseQuantity(quantity, conversion), unitPriceMinor: 0, amountMinor: Number(amount) };
    return [{ id: String(index), productId: productId ?? '', category: null, ...counted }];
  });
  const made = applyPromotions(open, about.map(ruleOf), { on: '', accountId: null, codes: [] });
  for (const { id, discountMinor } of made.lines) byLine[Number(id)] = BigInt(discountMinor);
  return { byLine, byPromotion: made.applied.map(({ promotionId, amountMinor }) => ({ id: promotionId, amountMinor })) };
}

/** What promotions take off a line or a quote together. */
export function promotedMinor(promotions: readonly { amountMinor: number }[] | undefined): number {
  return sumAmounts((promotions ?? []).map(({ amountMinor }) => amountMinor));
}

/** The names of the promotions that take something off a quote, as lists and exports show them; null where none does. */
export function promotionNames(taken: readonly QuotePromotion[] = [], applied: readonly { id: string }[] = []): string | null {
  const nameOf = new Map(taken.map(({ id, name }) => [id, name]));
  return applied.flatMap(({ id }) => nameOf.get(id) ?? []).join('; ') || null;
}
