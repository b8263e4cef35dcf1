import { createHash } from 'node:crypto';
import {
  basisPointsOf,
  currencyExponent,
  divideRounded,
  exact,
  formatAmount,
  rawAmount,
  rawUnit,
} from '../../../platform/money.ts';
import type { Values } from '../../approvals/conditions/rules.ts';
import { type Part, partsText } from '../../approvals/parts/rules.ts';
import type { SubjectLine } from '../../approvals/subjects/rules.ts';
import type { Departure, Term } from '../../settings/terms/contract.ts';
import { depositBpOf, newClauses, wordingOf } from '../../settings/terms/rules.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { promotedMinor } from '../promotions/rules.ts';
import { ownDiscountBpOf } from '../revisions/rules.ts';
import type { LineAmounts, Margin, Totals } from '../totals/contract.ts';
import { timesCharged } from '../totals/lines/rules.ts';
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

/** What a line comes to at a price. */
function amountAt(line: QuoteLine, priceMinor: number, currency: string): number {
  const price = formatAmount(priceMinor, currency);
  const once = divideRounded(rawAmount(line.quantity, price, currencyExponent(currency)), rawUnit);
  return exact(once * BigInt(timesCharged(line)));
}

/** What a line would come to without a discount: a price typed below what is asked is a discount like any other. */
function fullAmount(line: QuoteLine, currency: string, { listMinor }: LineAmounts, floor: Floor | undefined): number {
  const askedMinor = floor?.askedMinor ?? null;
  return line.isCredit || askedMinor === null ? listMinor : Math.max(listMinor, amountAt(line, askedMinor, currency));
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

/**
 * Every item of a quote with what rules look at, those that a customer may still choose too. What a promotion takes off is no
 * discount of the seller's; floor, target and margin are held against what is left after it.
 */
export function approvalLines({ content, totals, margin, floors, toBase, isTraced = false }: Offered): SubjectLine[] {
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const margins = new Map(margin.lines.map((line) => [line.id, line]));
  return content.lines.flatMap((line): SubjectLine[] => {
    const amount = amounts.get(line.id);
    if (!amount) return [];
    const below = belowFloorBp(line, content.currency, amount, margins.get(line.id), floors.get(line.id));
    const belowTarget = belowTargetBp(line, content.currency, amount, margins.get(line.id), floors.get(line.id));
    const values = {
      discountBp: ownDiscountBpOf({ ...amount, listMinor: fullAmount(line, content.currency, amount, floors.get(line.id)) }),
      marginBp: margins.get(line.id)?.marginBp ?? null,
      belowFloorBp: below,
      isUnderFloor: below !== null && below > 0,
      belowTargetBp: belowTarget,
      isUnderTarget: belowTarget !== null && belowTarget > 0,
      amountMinor: toBase(amount.netMinor),
    };
    const trace = isTraced ? { trace: traceOf(line, content, amount, floors.get(line.id)?.asked) } : {};
    return [{ title: line.name.slice(0, 200), values, ...trace }];
  });
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

/** The values of a quote as a whole; promotions count for its margin and not as a discount. */
export function approvalValues({
  content,
  totals,
  margin,
  floors,
  toBase,
  departures,
  clauses,
  creditLeftMinor,
}: Offered): Values {
  const own = newClauses(content.terms, clauses);
  const totalMinor = toBase(totals.totalMinor);
  const counted = totals.lines.filter(({ isCounted }) => isCounted);
  const written = new Map(content.lines.map((line) => [line.id, line]));
  const list = counted.reduce((sum, amount) => {
    const line = written.get(amount.id);
    return sum + (line ? fullAmount(line, content.currency, amount, floors.get(amount.id)) : amount.listMinor);
  }, 0);
  const left = totals.subtotalMinor - totals.discountMinor + promotedMinor(totals.promotions);
  return {
    discountBp: basisPointsOf(list - left, list),
    marginBp: margin.marginBp,
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
