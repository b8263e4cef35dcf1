import { compareDecimals, type Decimal, readDecimal } from '../../../platform/decimal.ts';
import { allocateAmount, divideRounded, multiplyAmount, shareOfAmount, sumAmounts } from '../../../platform/money.ts';
import { isInForce } from '../pricing/candidates/rules.ts';
import type { Promotion, PromotionContext, PromotionLine, PromotionResult } from './data/contract.ts';

type Line = PromotionResult['lines'][number] & { of: PromotionLine };

const none: Decimal = { unscaled: 0n, scale: 0 };
const read = (text: string): Decimal => readDecimal(text) ?? none;
const left = ({ amountMinor, discountMinor }: Line): number => amountMinor - discountMinor;

function sumOfQuantities(lines: readonly Line[]): Decimal {
  return lines.reduce((sum, { of: { quantity } }) => {
    const next = read(quantity);
    const scale = Math.max(sum.scale, next.scale);
    const scaled = ({ unscaled, scale: own }: Decimal): bigint => unscaled * 10n ** BigInt(scale - own);
    return { unscaled: scaled(sum) + scaled(next), scale };
  }, none);
}

/** The lines a promotion is about; none where one of its conditions does not hold. */
function linesFor(promotion: Promotion, lines: readonly Line[], { on, accountId, codes }: PromotionContext): Line[] {
  const { code, productIds, categories, accountIds, minQuantity, minAmountMinor } = promotion;
  const isSaid = code === null || codes.some((one) => one.trim().toLowerCase() === code.toLowerCase());
  const isForThem = accountIds.length === 0 || (accountId !== null && accountIds.includes(accountId));
  if (!isSaid || !isForThem || !isInForce(promotion, on)) return [];
  const isAbout = ({ of: { productId, category } }: Line): boolean =>
    (productIds.length === 0 && categories.length === 0) ||
    productIds.includes(productId) ||
    (category !== null && categories.some((one) => one.toLowerCase() === category.toLowerCase()));
  const about = lines.filter(isAbout);
  const isMany = minQuantity === null || compareDecimals(sumOfQuantities(about), read(minQuantity)) >= 0;
  const isMuch = minAmountMinor === null || sumAmounts(about.map((line) => line.amountMinor)) >= minAmountMinor;
  return isMany && isMuch ? about : [];
}

/** Whole units of a line that cost nothing: every `buy + free` of them give `free`. */
function freeUnits(quantity: string, { buy, free }: { buy: number; free: number }): string {
  const { unscaled, scale } = read(quantity);
  const whole = unscaled / 10n ** BigInt(scale);
  return String((whole / BigInt(buy + free)) * BigInt(free));
}

/** What units of a line come to: at their price, or as their part of what the line comes to. */
function freeAmount(line: PromotionLine, amountMinor: number, units: string): number {
  if (line.amountMinor === undefined) return multiplyAmount(line.unitPriceMinor, units);
  const many = read(line.quantity);
  if (many.unscaled === 0n) return 0;
  return Number(divideRounded(BigInt(amountMinor) * BigInt(units) * 10n ** BigInt(many.scale), many.unscaled));
}

/** What a promotion takes off each of its lines, never more than is left of it. */
function discountsOf({ action }: Promotion, lines: readonly Line[]): number[] {
  const rests = lines.map(left);
  const capped = (amounts: readonly number[]): number[] =>
    amounts.map((amount, at) => Math.max(0, Math.min(amount, rests[at] ?? 0)));
  switch (action.kind) {
    case 'percent':
      return capped(rests.map((rest) => shareOfAmount(rest, action.bp)));
    case 'amount':
      return capped(lines.map(({ of: { quantity } }) => multiplyAmount(action.amountMinor, quantity)));
    case 'free':
      return capped(lines.map(({ of, amountMinor }) => freeAmount(of, amountMinor, freeUnits(of.quantity, action))));
    case 'orderPercent':
    case 'orderAmount': {
      const all = sumAmounts(rests);
      const wanted = action.kind === 'orderPercent' ? shareOfAmount(all, action.bp) : action.amountMinor;
      return lines.length === 0 ? [] : allocateAmount(Math.min(wanted, all), rests);
    }
  }
}

const isOfOrder = ({ action }: Promotion): boolean => action.kind === 'orderPercent' || action.kind === 'orderAmount';

/**
 * Applies promotions to the lines of an order: by priority, what is about lines before what is about the whole, each on what
 * the ones before left. One that is exclusive goes alone. A discount on the order is split over its lines so that the parts
 * are the whole. One whose budget does not reach for all of it is left out and named.
 */
export function applyPromotions(
  given: readonly PromotionLine[],
  promotions: readonly Promotion[],
  context: PromotionContext,
): PromotionResult {
  const lines: Line[] = given.map((of) => ({
    of,
    id: of.id,
    amountMinor: of.amountMinor ?? multiplyAmount(of.unitPriceMinor, of.quantity),
    discountMinor: 0,
    parts: [],
  }));
  const ordered = promotions.toSorted(
    (a, b) => b.priority - a.priority || Number(isOfOrder(a)) - Number(isOfOrder(b)) || (a.id < b.id ? -1 : 1),
  );
  const applied: PromotionResult['applied'] = [];
  const spent: string[] = [];
  for (const promotion of ordered) {
    if (promotion.isExclusive && applied.length > 0) continue;
    const about = linesFor(promotion, lines, context);
    const discounts = discountsOf(promotion, about);
    const sum = sumAmounts(discounts);
    if (sum === 0) continue;
    if (promotion.budgetMinor !== null && promotion.usedMinor + sum > promotion.budgetMinor) {
      spent.push(promotion.id);
      continue;
    }
    for (const [at, line] of about.entries()) {
      const amountMinor = discounts[at] ?? 0;
      if (amountMinor === 0) continue;
      line.discountMinor += amountMinor;
      line.parts.push({ promotionId: promotion.id, amountMinor });
    }
    applied.push({ promotionId: promotion.id, amountMinor: sum });
    if (promotion.isExclusive) break;
  }
  return { lines: lines.map(({ of: _, ...line }) => line), applied, spent };
}
