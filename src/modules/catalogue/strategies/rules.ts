import { daysBetween } from '../../../platform/days.ts';
import { addPercent, marginOf, priceAtMargin } from '../pricing/amounts/rules.ts';
import { divideRounded } from '../../../platform/money.ts';
import {
  type Band,
  type DemandFacts,
  demandFigures,
  type Method,
  type Need,
  type RivalPrice,
  type Strategy,
} from './data/contract.ts';

interface Result {
  priceMinor: number | null;
  inputs: Strategy['inputs'];
  missing: readonly string[];
}

/** A method's answer with its margin; usable where nothing is missing. */
function answer(method: Method, costMinor: number | null, { priceMinor, inputs, missing }: Result): Strategy {
  const marginBp = priceMinor === null || costMinor === null ? null : marginOf(priceMinor, costMinor);
  return { method, priceMinor, marginBp, inputs, isUsable: priceMinor !== null && missing.length === 0, missing: [...missing] };
}

/** Cost-plus: the cost with a markup, or the price at which a margin is earned. A margin goes before a markup. */
export function costPlus(
  costMinor: number | null,
  { markupBp = null, targetMarginBp = null }: { markupBp?: number | null; targetMarginBp?: number | null },
): Strategy {
  const hasAim = markupBp !== null || targetMarginBp !== null;
  const missing = [...(costMinor === null ? ['cost'] : []), ...(hasAim ? [] : ['aim'])];
  const priceMinor =
    costMinor === null
      ? null
      : targetMarginBp !== null
        ? priceAtMargin(costMinor, targetMarginBp)
        : markupBp !== null
          ? addPercent(costMinor, markupBp)
          : null;
  return answer('costPlus', costMinor, { priceMinor, missing, inputs: { costMinor, markupBp, targetMarginBp } });
}

/**
 * Value-based: what the customer gains by the needs it meets (in money, over the same time as the price), times the share
 * that is ours; never above what they said they would pay, where that is known.
 */
export function valueBased(
  needs: readonly Need[],
  shareBp: number,
  options: { costMinor?: number | null; mostMinor?: number | null } = {},
): Strategy {
  const { costMinor = null, mostMinor = null } = options;
  const benefitMinor = needs.reduce((sum, { benefitMinor: one }) => sum + one, 0);
  const asked = addPercent(benefitMinor, shareBp - 10_000);
  const priceMinor = benefitMinor <= 0 ? null : mostMinor === null ? asked : Math.min(asked, mostMinor);
  const missing = benefitMinor <= 0 ? ['benefit'] : [];
  return answer('valueBased', costMinor, {
    priceMinor,
    missing,
    inputs: { benefitMinor, needs: needs.length, shareBp, mostMinor },
  });
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Number(divideRounded(BigInt(low) + BigInt(high), 2n));
}

/**
 * Competition-based: the median of each competitor's latest price, with a premium or discount. Prices older than `maxDays`
 * are left out; amounts are in the currency asked for.
 */
export function competitionBased(
  prices: readonly RivalPrice[],
  { premiumBp, today, maxDays }: { premiumBp: number; today: string; maxDays: number },
  costMinor: number | null = null,
): Strategy {
  const latest = new Map<string, RivalPrice>();
  for (const price of prices) {
    const known = latest.get(price.competitorId);
    if (!known || price.observedOn > known.observedOn) latest.set(price.competitorId, price);
  }
  const all = [...latest.values()];
  const fresh = all.filter(({ observedOn }) => daysBetween(observedOn, today) <= maxDays);
  const middle = median(fresh.map(({ amountMinor }) => amountMinor));
  const ages = fresh.map(({ observedOn }) => daysBetween(observedOn, today));
  const inputs = {
    middleMinor: middle,
    competitors: fresh.length,
    tooOld: all.length - fresh.length,
    oldestDays: Math.max(0, ...ages),
    premiumBp,
  };
  const missing = middle === null ? [all.length > 0 ? 'freshPrices' : 'prices'] : [];
  return answer('competitionBased', costMinor, {
    priceMinor: middle === null ? null : addPercent(middle, premiumBp),
    missing,
    inputs,
  });
}

/** The change of the band a value lies in: bands are read by their lower ends, below the first nothing changes. */
export function bandOf(bands: readonly Band[], value: number): number {
  return bands.toSorted((a, b) => a.from - b.from).findLast(({ from }) => value >= from)?.changeBp ?? 0;
}

/**
 * Demand-based: the usual price, changed by bands of stock cover, load of capacity, season, backlog and how often the usual price
 * wins; the changes add up, within the limits. A figure that is not known, or has no bands, changes nothing; one must count.
 */
export function demandBased(usualMinor: number | null, facts: DemandFacts, costMinor: number | null = null): Strategy {
  const { figures, bands, leastBp, mostBp } = facts;
  const read = demandFigures.filter((key) => (figures[key] ?? null) !== null);
  const known = read.flatMap((key) => {
    const [value, own] = [figures[key] ?? null, bands[key] ?? []];
    return value === null || own.length === 0 ? [] : [{ key, changeBp: bandOf(own, value) }];
  });
  const sum = known.reduce((all, { changeBp }) => all + changeBp, 0);
  const changeBp = Math.max(leastBp, Math.min(mostBp, sum));
  const unread = known.length > 0 ? [] : [read.length === 0 ? 'figures' : 'bands'];
  const missing = [...(usualMinor === null ? ['usualPrice'] : []), ...unread];
  const changes = Object.fromEntries(known.map(({ key, changeBp: one }) => [key, one]));
  const priceMinor = usualMinor === null || known.length === 0 ? null : addPercent(usualMinor, changeBp);
  return answer('demandBased', costMinor, { priceMinor, missing, inputs: { usualMinor, changeBp, ...changes } });
}
