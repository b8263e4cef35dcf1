import { basisPointsOf, currencyExponent, divideRounded, exact, formatAmount } from '../../../platform/money.ts';
import type { Values } from '../../approvals/conditions/rules.ts';
import type { SubjectField, SubjectKind, SubjectLine } from '../../approvals/subjects/rules.ts';
import type { Departure } from '../../settings/terms/contract.ts';
import { depositBpOf } from '../../settings/terms/rules.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { discountBpOf } from '../revisions/rules.ts';
import type { LineAmounts, Margin, Totals } from '../totals/contract.ts';
import { rawAmount, timesCharged, unit } from '../totals/lines/rules.ts';

const whole = 10_000;

/** What a line should not go below: the price of one piece where the catalogue knows its cost, else the margin on the line's own cost. */
export interface Floor {
  priceMinor: number | null;
  marginBp: number | null;
}

/** A quote as far as rules look at it. */
export interface Offered {
  content: QuoteContent;
  totals: Totals;
  margin: Margin;
  /** By line. */
  floors: ReadonlyMap<string, Floor>;
  departures: readonly Departure[];
  /** What is left of the customer's credit without this quote; null where there is no limit. */
  creditLeftMinor: number | null;
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
    const price = formatAmount(floor.priceMinor, currency);
    const once = divideRounded(rawAmount(line.quantity, price, currencyExponent(currency)), unit);
    const least = exact(once * BigInt(timesCharged(line)));
    return netMinor < least ? Math.max(1, basisPointsOf(least - netMinor, least)) : 0;
  }
  if (floor.marginBp === null || !own) return null;
  // Given away: there is no price to have a margin of.
  const marginBp = own.marginBp ?? (own.costMinor > 0 ? -whole : whole);
  return Math.max(0, floor.marginBp - marginBp);
}

/** Every item of a quote with what rules look at, those that a customer may still choose too. */
export function approvalLines({ content, totals, margin, floors, toBase }: Offered): SubjectLine[] {
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  const margins = new Map(margin.lines.map((line) => [line.id, line]));
  return content.lines.flatMap((line): SubjectLine[] => {
    const amount = amounts.get(line.id);
    if (!amount) return [];
    const below = belowFloorBp(line, content.currency, amount, margins.get(line.id), floors.get(line.id));
    const values = {
      discountBp: discountBpOf(amount),
      marginBp: margins.get(line.id)?.marginBp ?? null,
      belowFloorBp: below,
      isUnderFloor: below !== null && below > 0,
      amountMinor: toBase(amount.netMinor),
    };
    return [{ title: line.name.slice(0, 200), values }];
  });
}

const units: Partial<Record<Departure['key'], string>> = { warrantyMonths: ' mo', responseHours: ' h' };

/** A departure in numbers, the same in every language: what was approved is held against it. */
function departureMark({ key, value, limit }: Departure, paymentMethod: QuoteContent['paymentMethod']): string {
  if (value === null || limit === null) return paymentMethod ?? '';
  const written = (number: number): string => (key === 'deposit' ? `${number / 100} %` : `${number}${units[key] ?? ' d'}`);
  return `${written(value)} ${value > limit ? '>' : '<'} ${written(limit)}`;
}

/** The values of a quote as a whole. */
export function approvalValues({ content, totals, margin, toBase, departures, creditLeftMinor }: Offered): Values {
  const totalMinor = toBase(totals.totalMinor);
  const counted = totals.lines.filter(({ isCounted }) => isCounted);
  const list = counted.reduce((sum, { listMinor }) => sum + listMinor, 0);
  const left = totals.subtotalMinor - totals.discountMinor;
  return {
    discountBp: basisPointsOf(list - left, list),
    marginBp: margin.marginBp,
    totalMinor,
    paymentDays: content.payments.reduce((most, { days }) => Math.max(most, days), 0),
    depositBp: depositBpOf(content.payments, totals.totalMinor),
    hasOwnTerms: content.terms.length > 0,
    departsFromPolicy: departures.length > 0,
    departures: departures.map((one) => departureMark(one, content.paymentMethod)).join(' · '),
    isOverCredit: creditLeftMinor !== null && totalMinor !== null && totalMinor > creditLeftMinor,
  };
}

const seeCost = { right: 'seeCost', reveals: ['product', 'costMinor'] } as const;

export const approvalFields: readonly SubjectField[] = [
  { key: 'discountBp', label: 'offers:approval.discountBp', kind: 'percent', worse: 'higher' },
  { key: 'marginBp', label: 'offers:approval.marginBp', kind: 'percent', worse: 'lower', ...seeCost },
  { key: 'totalMinor', label: 'offers:approval.totalMinor', kind: 'money', worse: 'never', of: 'totalMinor' },
  { key: 'paymentDays', label: 'offers:approval.paymentDays', kind: 'days', worse: 'higher' },
  { key: 'depositBp', label: 'offers:approval.depositBp', kind: 'percent', worse: 'lower' },
  { key: 'hasOwnTerms', label: 'offers:approval.hasOwnTerms', kind: 'flag', worse: 'higher' },
  { key: 'departsFromPolicy', label: 'offers:approval.departsFromPolicy', kind: 'flag', worse: 'higher' },
  { key: 'departures', label: 'offers:approval.departures', kind: 'text', worse: 'change' },
  {
    key: 'isOverCredit',
    label: 'offers:approval.isOverCredit',
    kind: 'flag',
    worse: 'higher',
    reveals: ['account', 'creditLimitMinor'],
  },
];

export const approvalLineFields: readonly SubjectField[] = [
  { key: 'discountBp', label: 'offers:approval.lineDiscountBp', kind: 'percent', worse: 'higher' },
  { key: 'marginBp', label: 'offers:approval.lineMarginBp', kind: 'percent', worse: 'lower', ...seeCost },
  { key: 'belowFloorBp', label: 'offers:approval.lineBelowFloorBp', kind: 'percent', worse: 'higher', ...seeCost },
  { key: 'isUnderFloor', label: 'offers:approval.lineIsUnderFloor', kind: 'flag', worse: 'higher' },
  { key: 'amountMinor', label: 'offers:approval.lineAmountMinor', kind: 'money', worse: 'never', of: 'totalMinor' },
];

export const approvalAggregates: SubjectKind['aggregates'] = [
  { key: 'maxDiscountBp', label: 'offers:approval.maxDiscountBp', kind: 'percent', worse: 'higher', by: 'max', of: 'discountBp' },
  {
    key: 'minMarginBp',
    label: 'offers:approval.minMarginBp',
    kind: 'percent',
    worse: 'lower',
    by: 'min',
    of: 'marginBp',
    ...seeCost,
  },
  {
    key: 'maxBelowFloorBp',
    label: 'offers:approval.maxBelowFloorBp',
    kind: 'percent',
    worse: 'higher',
    by: 'max',
    of: 'belowFloorBp',
    ...seeCost,
  },
  { key: 'isUnderFloor', label: 'offers:approval.isUnderFloor', kind: 'flag', worse: 'higher', by: 'any', of: 'isUnderFloor' },
];

const manager = { order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 16 } as const;

/**
 * A rule has all of its conditions, so "or" is two of them; both ask the same person, who decides both at once. The second looks at
 * how far, so that an approval of a little below the floor is none of more.
 */
export const approvalPresets: SubjectKind['presets'] = [
  {
    key: 'discountOver10',
    label: 'offers:approval.greatDiscount',
    conditions: [{ field: 'maxDiscountBp', op: 'gt', value: 1000 }],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
  {
    key: 'underFloor',
    label: 'offers:approval.underFloor',
    conditions: [{ field: 'maxBelowFloorBp', op: 'gt', value: 0 }],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
  // Nothing departs until the workspace sets a policy. Other departures than those that were approved are asked about anew.
  {
    key: 'termsOffPolicy',
    label: 'offers:approval.termsOffPolicy',
    conditions: [
      { field: 'departsFromPolicy', op: 'isTrue' },
      { field: 'departures', op: 'ne', value: '' },
    ],
    steps: [{ ...manager, approvers: [...manager.approvers] }],
    selfApproval: 'superior',
  },
];
