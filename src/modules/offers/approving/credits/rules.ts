import { readDecimal } from '../../../../platform/decimal.ts';
import {
  currencyExponent,
  divideRounded,
  exact,
  formatAmount,
  rawAmount,
  rawUnit,
  sumAmounts,
} from '../../../../platform/money.ts';
import { splitOver } from '../../../../platform/shares.ts';
import type { QuoteContent, QuoteLine } from '../../content/contract.ts';
import type { LineAmounts, Totals } from '../../totals/contract.ts';
import { timesCharged } from '../../totals/lines/rules.ts';

/** What the catalogue asks of this customer for one piece of a line; null where it has no price, and for what is no product. */
interface Asked {
  askedMinor: number | null;
}

/** What a line comes to at a price. */
export function amountAt(line: QuoteLine, priceMinor: number, currency: string): number {
  const price = formatAmount(priceMinor, currency);
  const once = divideRounded(rawAmount(line.quantity, price, currencyExponent(currency)), rawUnit);
  return exact(once * BigInt(timesCharged(line)));
}

/**
 * What a line would come to if nothing were given away. A price typed below what is asked is a discount like any other. A credit for a
 * product is goods that come back, worth what the catalogue asks for them: `−min(list amount of the credit, asked × quantity)`. A
 * credit for no product, or for one without a price, brings nothing back: 0, so that all of it is given away.
 */
export function fullAmount(line: QuoteLine, currency: string, { listMinor }: LineAmounts, asked: Asked | undefined): number {
  const priceMinor = asked?.askedMinor ?? null;
  const atList = priceMinor === null ? null : amountAt(line, priceMinor, currency);
  if (line.isCredit) return -Math.min(-listMinor, atList ?? 0) || 0;
  return atList === null ? listMinor : Math.max(listMinor, atList);
}

/** An amount of a line at the largest quantity that its customer may choose. */
function atMost(minor: number, { quantity, limits }: QuoteLine): number {
  const [one, most] = [readDecimal(quantity), limits === null ? undefined : readDecimal(limits.max)];
  if (!one || !most || one.unscaled === 0n) return minor;
  const top = BigInt(minor) * most.unscaled * 10n ** BigInt(one.scale);
  return Math.max(minor, exact(divideRounded(top, one.unscaled * 10n ** BigInt(most.scale))));
}

/** What a credit gives away: `credited − what the goods that come back are worth`, never less than nothing; 0 for what is no credit. */
export function givenMinor(line: QuoteLine, currency: string, amounts: LineAmounts, asked: Asked | undefined): number {
  if (!line.isCredit) return 0;
  const credited = amounts.shareMinor - amounts.amountMinor;
  return atMost(Math.max(0, credited + fullAmount(line, currency, amounts, asked)), line);
}

/** What credits take off a line: of its price, and of its net. */
export interface Taken {
  offMinor: number;
  netMinor: number;
}

export interface Credits {
  /** By line that is sold and counts: its part of all credits. */
  borne: ReadonlyMap<string, Taken>;
  /** What those take off that do not count yet, and that the customer may take. */
  open: Taken;
}

interface Credited {
  content: QuoteContent;
  totals: Totals;
  floors: ReadonlyMap<string, Asked>;
}

/**
 * What the credits of a quote give away counts as a discount on the whole does: it is split over the lines that are sold, by what they
 * come to. Credits that the customer may still choose are part of it: nobody is asked again when they do.
 */
export function creditsOf({ content, totals, floors }: Credited): Credits {
  const written = new Map(content.lines.map((line) => [line.id, line]));
  const [given, open]: [Taken[], Taken[]] = [[], []];
  for (const amounts of totals.lines) {
    const line = written.get(amounts.id);
    const offMinor = line ? givenMinor(line, content.currency, amounts, floors.get(line.id)) : 0;
    if (offMinor === 0) continue;
    const { netMinor, amountMinor, shareMinor } = amounts;
    const netOff = divideRounded(BigInt(offMinor) * BigInt(netMinor), BigInt(amountMinor - shareMinor));
    const taken = { offMinor, netMinor: exact(netOff) };
    given.push(taken);
    if (!amounts.isCounted) open.push(taken);
  }
  const all = sumOf(given);
  const sold = totals.lines.filter(({ id, isCounted }) => isCounted && written.get(id)?.isCredit === false);
  const split = (minor: number, over: readonly number[]): bigint[] => splitOver(BigInt(minor), over.map(BigInt));
  const [off, net] = [
    split(
      all.offMinor,
      sold.map(({ amountMinor, shareMinor }) => amountMinor - shareMinor),
    ),
    split(
      all.netMinor,
      sold.map(({ netMinor }) => netMinor),
    ),
  ];
  return {
    borne: new Map(sold.map(({ id }, at) => [id, { offMinor: exact(off[at] ?? 0n), netMinor: exact(net[at] ?? 0n) }])),
    open: sumOf(open),
  };
}

const sumOf = (all: readonly Taken[]): Taken => ({
  offMinor: sumAmounts(all.map(({ offMinor }) => offMinor)),
  netMinor: sumAmounts(all.map(({ netMinor }) => netMinor)),
});
