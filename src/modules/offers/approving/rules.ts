import { createHash } from 'node:crypto';
import { basisPointsOf } from '../../../platform/money.ts';
import type { Values } from '../../approvals/conditions/rules.ts';
import { type Part, partsText } from '../../approvals/parts/rules.ts';
import type { SubjectLine } from '../../approvals/subjects/rules.ts';
import type { Departure, Term } from '../../settings/terms/contract.ts';
import { depositBpOf, newClauses, wordingOf } from '../../settings/terms/rules.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { promotedMinor } from '../promotions/rules.ts';
import { ownDiscountBpOf } from '../revisions/rules.ts';
import type { LineAmounts, Margin, Totals } from '../totals/contract.ts';
import { amountAt, type Credits, creditsOf, fullAmount, givenMinor } from './credits/rules.ts';
import { marksOf } from './marks/rules.ts';
import { type Asked, traceOf } from './traces/rules.ts';

const whole = 10_000;

/** What the catalogue says of one piece of a line. */
export interface Floor {
  /** What a line should not go below: this price where the catalogue knows its cost, else the margin on the line's own cost. */
  priceMinor: number | null;
  marginBp: number | null;
  /** The same of the margin that is aimed at. */
  targetMinor: number | null;
  targetBp: number | null;
  /** What is asked of this customer for this quantity today; null where no price was found. */
  askedMinor: number | null;
  /** How that came about; none where it was not looked up. */
  asked?: Asked | undefined;
}

/** A quote as far as rules look at it. */
export interface Offered {
  content: QuoteContent;
  totals: Totals;
  margin: Margin;
  /** By line. */
  floors: ReadonlyMap<string, Floor>;
  departures: readonly Departure[];
  /** The company's own clauses. */
  clauses: readonly Term[];
  /** What is left of the customer's credit without this quote; null where there is no limit. */
  creditLeftMinor: number | null;
  /** Whether lines say how their prices came about: for who decides, not for rules. */
  isTraced?: boolean;
  /** An amount of the quote in the workspace's currency; null while there is no rate. */
  toBase: (minor: number) => number | null;
}

/** How far a line is below its floor, in basis points of the floor price (or of margin missing); 0 where it keeps it, null where none is known. */
export function belowFloorBp(
  line: QuoteLine,
  currency: string,
  { netMinor }: LineAmounts,
  own: Margin['lines'][number] | undefined,
  floor: Floor | undefined,
): number | null {
  if (line.isCredit || !floor) return null;
  if (floor.priceMinor !== null) {
    const least = amountAt(line, floor.priceMinor, currency);
    return netMinor < least ? Math.max(1, basisPointsOf(least - netMinor, least)) : 0;
  }
  if (floor.marginBp === null || !own) return null;
  // Given away: there is no price to have a margin of.
  const marginBp = own.marginBp ?? (own.costMinor > 0 ? -whole : whole);
  return Math.max(0, floor.marginBp - marginBp);
}

/** How far a line is below what it should earn, in the same way. */
export function belowTargetBp(
  line: QuoteLine,
  currency: string,
  amounts: LineAmounts,
  own: Margin['lines'][number] | undefined,
  floor: Floor | undefined,
): number | null {
  if (!floor) return null;
  return belowFloorBp(line, currency, amounts, own, { ...floor, priceMinor: floor.targetMinor, marginBp: floor.targetBp });
}

/** What of an amount is given away, in basis points; all of it where nothing is left to be a part of. */
function givenBp(given: number, list: number): number {
  if (list > 0) return basisPointsOf(given, list);
  return given > 0 ? whole : 0;
}

/** What is sold, without discounts. */
function soldMinor({ content, totals, floors }: Pick<Offered, 'content' | 'totals' | 'floors'>): number {
  const counted = new Map(totals.lines.filter(({ isCounted }) => isCounted).map((amount) => [amount.id, amount]));
  return content.lines.reduce((sum, line) => {
    const amount = counted.get(line.id);
    return amount && !line.isCredit ? sum + fullAmount(line, content.currency, amount, floors.get(line.id)) : sum;
  }, 0);
}

type LineMargin = Margin['lines'][number];

/** A line after its part of the credits. */
function afterCredits(
  amount: LineAmounts,
  own: LineMargin | undefined,
  { borne }: Credits,
): { amount: LineAmounts; own: LineMargin | undefined } {
  const part = borne.get(amount.id);
  if (!part || (part.offMinor === 0 && part.netMinor === 0)) return { amount, own };
  const netMinor = amount.netMinor - part.netMinor;
  const marginMinor = (own?.marginMinor ?? 0) - part.netMinor;
  return {
    amount: { ...amount, shareMinor: amount.shareMinor + part.offMinor, netMinor },
    own: own && { ...own, marginMinor, marginBp: netMinor === 0 ? null : basisPointsOf(marginMinor, Math.abs(netMinor)) },
  };
}

/**
 * Every item of a quote with what rules look at, those that a customer may still choose too. What a promotion takes off is no
 * discount of the seller's; floor, target and margin are held against what is left after it. What credits give away is borne by the
 * lines that are sold, in all of this; a credit itself says which part of the sold it takes off, and has no margin.
 */
export function approvalLines(offered: Offered): SubjectLine[] {
  const { content, totals, margin, floors, toBase, isTraced = false } = offered;
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const margins = new Map(margin.lines.map((line) => [line.id, line]));
  const credits = creditsOf(offered);
  const sold = soldMinor(offered);
  return content.lines.flatMap((line): SubjectLine[] => {
    const written = amounts.get(line.id);
    if (!written) return [];
    const floor = floors.get(line.id);
    const { amount, own } = afterCredits(written, margins.get(line.id), credits);
    const below = belowFloorBp(line, content.currency, amount, own, floor);
    const belowTarget = belowTargetBp(line, content.currency, amount, own, floor);
    const values = {
      discountBp: line.isCredit
        ? givenBp(givenMinor(line, content.currency, amount, floor), sold)
        : ownDiscountBpOf({ ...amount, listMinor: fullAmount(line, content.currency, amount, floor) }),
      marginBp: line.isCredit ? null : (own?.marginBp ?? null),
      belowFloorBp: below,
      isUnderFloor: below !== null && below > 0,
      belowTargetBp: belowTarget,
      isUnderTarget: belowTarget !== null && belowTarget > 0,
      amountMinor: toBase(written.netMinor),
    };
    const trace = isTraced ? { trace: traceOf(line, content, written, floor?.asked) } : {};
    const marks = marksOf(line, content.lines);
    return [{ title: line.name.slice(0, 200), values, marks, isCounted: written.isCounted, ...trace }];
  });
}

/** The margin of the whole, with the credits that a customer may still take; a loss on what comes to nothing is one of 100 %. */
function wholeMarginBp({ costMinor, marginMinor, marginBp }: Margin, { open }: Credits): number | null {
  if (marginBp === null && costMinor === 0) return null;
  const [left, net] = [marginMinor - open.netMinor, marginMinor + costMinor - open.netMinor];
  if (net > 0) return basisPointsOf(left, net);
  return left < 0 ? -whole : null;
}

/** A departure as what was approved is held against it: another way of payment is another departure. */
function departurePart({ key, value, limit }: Departure, paymentMethod: QuoteContent['paymentMethod']): Part {
  return { key: key === 'paymentMethod' ? `${key}.${paymentMethod ?? 'other'}` : key, value, limit };
}

/** A clause as what was approved is held against it: reworded it is another clause. */
function clausePart(term: Term): Part {
  const mark = createHash('sha256').update(wordingOf(term)).digest('hex').slice(0, 24);
  return { key: `clause.${mark}`, value: null, limit: null };
}

/**
 * The values of a quote as a whole; promotions count for its margin and not as a discount. Its discount is
 * `(full − what is left) / full`: full is what is sold without discounts, less goods that come back at what is asked for them, so that
 * credits beyond that are a discount like any other, those too that the customer may still take.
 */
export function approvalValues(offered: Offered): Values {
  const { content, totals, margin, floors, toBase, departures, clauses, creditLeftMinor } = offered;
  const own = newClauses(content.terms, clauses);
  const totalMinor = toBase(totals.totalMinor);
  const counted = totals.lines.filter(({ isCounted }) => isCounted);
  const written = new Map(content.lines.map((line) => [line.id, line]));
  const credits = creditsOf(offered);
  const list = counted.reduce((sum, amount) => {
    const line = written.get(amount.id);
    return sum + (line ? fullAmount(line, content.currency, amount, floors.get(amount.id)) : amount.listMinor);
  }, 0);
  const left = totals.subtotalMinor - totals.discountMinor + promotedMinor(totals.promotions) - credits.open.offMinor;
  return {
    discountBp: givenBp(list - left, list),
    marginBp: wholeMarginBp(margin, credits),
    countedLines: counted.length,
    unknownCosts: margin.unknown,
    totalMinor,
    paymentDays: content.payments.reduce((most, { days }) => Math.max(most, days), 0),
    depositBp: depositBpOf(content.payments, totals.totalMinor),
    hasOwnTerms: content.terms.length > 0,
    hasNewClause: clauses.length > 0 && own.length > 0,
    newClauses: partsText(own.map(clausePart)),
    departsFromPolicy: departures.length > 0,
    departures: partsText(departures.map((one) => departurePart(one, content.paymentMethod))),
    isOverCredit: creditLeftMinor !== null && totalMinor !== null && totalMinor > creditLeftMinor,
  };
}
