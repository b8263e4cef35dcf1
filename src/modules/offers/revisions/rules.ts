import { basisPointsOf, formatAmount } from '../../../platform/money.ts';
import type { TaxClass } from '../../settings/taxes/contract.ts';
import { taxClassOf, taxRateOn } from '../../settings/taxes/rules.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import type { QuoteState, RevisionState } from '../contract.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import type { LineAmounts, Totals } from '../totals/contract.ts';
import { chargeIn } from '../units/rules.ts';
import type { UnitCosts } from '../totals/margins/rules.ts';
import type { quoteActions } from './contract.ts';

type Action = (typeof quoteActions)[number];

/** Whether a revision is still being written. */
export function isDraft(state: RevisionState | QuoteState): boolean {
  return state === 'draft' || state === 'inApproval';
}

/** What a revision that was sent says in its days: one whose last day is over has expired, whoever wrote that down. */
export function stateOn(state: RevisionState, validUntilOn: string | null, today: string): RevisionState {
  return (state === 'sent' || state === 'viewed') && validUntilOn !== null && validUntilOn < today ? 'expired' : state;
}

interface Standing {
  state: RevisionState;
  /** Of the newest revision. */
  number: number;
  /** Whether it belongs to a deal that the scope may edit. */
  mayEditDeal: boolean;
  isPrimary: boolean;
  /** Whether an order was made of it, or may not be made by the scope. */
  isOrdered: boolean;
  /** Whether a right reaches the quote. */
  may: (action: string) => boolean;
}

/** What can be done with a quote whose newest revision stands so. */
export function actionsOf({ state, number, mayEditDeal, isPrimary, isOrdered, may }: Standing): Action[] {
  const isOpen = state === 'draft';
  const isOut = state === 'sent' || state === 'viewed';
  const all: [Action, boolean][] = [
    ['edit', isOpen && may('edit')],
    ['send', isOpen && may('send')],
    ['discard', isOpen && number > 1 && may('edit')],
    ['revise', (isOut || state === 'declined' || state === 'expired') && may('edit')],
    ['accept', isOut && may('decide')],
    ['decline', (isOut || state === 'expired') && may('decide')],
    ['order', state === 'accepted' && !isOrdered && may('edit')],
    ['setPrimary', mayEditDeal && !isPrimary && may('edit')],
    ['answer', may('send')],
    ['transfer', may('edit') && may('transfer')],
    ['delete', state !== 'accepted' && may('delete')],
    ['seeCost', may('seeCost')],
  ];
  return all.flatMap(([action, isAllowed]) => (isAllowed ? [action] : []));
}

/** The money of a revision that was sent, as it was then. */
export function frozenTotals({ lines, totals }: FrozenQuote): Totals {
  return { ...totals, lines: lines.flatMap(({ id, amounts }) => (amounts ? [{ id, ...amounts }] : [])) };
}

/** What a line gives away of its list amount, its part of promotions and of the discount on the whole included, in basis points. */
export function discountBpOf({ listMinor, amountMinor, shareMinor }: LineAmounts): number {
  if (listMinor === 0) return 0;
  return basisPointsOf(listMinor - amountMinor + shareMinor, listMinor);
}

/** The same of what its seller gives away: a promotion is what the company means to give. */
export function ownDiscountBpOf({ shareMinor, promotionMinor = 0, ...line }: LineAmounts): number {
  return discountBpOf({ ...line, shareMinor: shareMinor - promotionMinor });
}

/** A line of a deal as a line of a quote: its price is what the deal says. */
export function lineOfDeal(
  { id, productId, name, code, unit, note, quantity, unitPriceMinor }: DealLine,
  currency: string,
  tax: Pick<QuoteLine, 'taxBp' | 'taxName'>,
): Partial<QuoteLine> {
  const unitPrice = formatAmount(unitPriceMinor, currency);
  return {
    id,
    kind: 'item',
    productId,
    name,
    code,
    unit,
    note,
    quantity,
    unitPrice,
    // A deal without an amount for it leaves its price to the catalogue.
    unread: unitPriceMinor === 0 ? { unitPrice: '' } : null,
    charge: chargeIn({ kind: 'once' }, unit),
    ...tax,
  };
}

export interface DealLine {
  id: string;
  productId: string;
  name: string;
  code: string | null;
  unit: string | null;
  note: string | null;
  quantity: string;
  unitPriceMinor: number;
}

/** The tax of a product on a day: of the class it names, else of the default one. */
export function taxOf(classes: readonly TaxClass[], name: unknown, on: string): Pick<QuoteLine, 'taxBp' | 'taxName'> {
  const found = taxClassOf(classes, typeof name === 'string' ? name : null);
  return { taxBp: (found && taxRateOn(found, on)) ?? 0, taxName: found?.name ?? null };
}

/** What a quote begins with. */
export function emptyContent(start: Pick<QuoteContent, 'currency' | 'language' | 'isTaxIncluded' | 'lines'>): QuoteContent {
  return {
    ...start,
    rounding: 'perRate',
    cashStepMinor: start.currency === 'CHF' ? 5 : null,
    invoiceKind: null,
    discount: null,
    validDays: 30,
    payments: [],
    delivery: { leadDays: null, leadText: null, place: null },
    terms: [],
    values: [],
    intro: null,
    closing: null,
    fileIds: [],
  };
}

/** What a deal's amount becomes when it follows a quote: with or without tax, as the workspace counts revenue. */
export function dealAmountOf(totals: Pick<Totals, 'netMinor' | 'totalMinor'>, includesTax: boolean | null): number {
  return Math.max(0, includesTax === true ? totals.totalMinor : totals.netMinor);
}

/** Costs as they are kept: those of lines that are still there; whoever may not see them leaves them as they are. */
export function keptCosts({ lines }: QuoteContent, costs: UnitCosts): UnitCosts {
  const known = new Set(lines.map(({ id }) => id));
  return Object.fromEntries(Object.entries(costs).filter(([id]) => known.has(id)));
}
