import { canonicalDecimal, compareDecimals, readDecimal } from '../../../platform/decimal.ts';
import type { FrozenLine, FrozenQuote } from '../freezing/contract.ts';
import { paymentsOf } from '../../settings/terms/rules.ts';
import { totalsOf } from '../totals/rules.ts';

/** Between which quantities of a line a customer may choose, and with how many decimals: none where limits and offer are whole. */
export interface Bounds {
  min: string;
  max: string;
  decimals: number;
}

/** What a customer may choose of a line. An alternative is chosen with the line it stands in for. */
export interface Choosable {
  id: string;
  isOptional: boolean;
  limits: Bounds | null;
  /** The lines of which one is taken, this one first; empty where there are no others. */
  oneOf: readonly string[];
}

/** What a customer has chosen: optional lines taken, one of each group of alternatives, and quantities, by line. */
export interface Choice {
  taken: ReadonlyMap<string, boolean>;
  instead: ReadonlyMap<string, string>;
  quantities: ReadonlyMap<string, string>;
}

export interface ChoiceFault extends Bounds {
  lineId: string;
  code: 'quantity';
}

const decimalsIn = (text: string): number => readDecimal(canonicalDecimal(text) ?? '')?.scale ?? 0;

/** The bounds of a line's quantity, where its customer may choose it. */
function boundsOf({ limits, quantity }: Pick<FrozenLine, 'limits' | 'quantity'>): Bounds | null {
  return limits && { ...limits, decimals: Math.max(...[limits.min, quantity, limits.max].map(decimalsIn)) };
}

/** The lines of a quote about which its customer has a choice. */
export function choosableLines({ lines }: Pick<FrozenQuote, 'lines'>): Choosable[] {
  const items = lines.filter(({ kind }) => kind === 'item');
  return items.flatMap((item) => {
    const { id, isOptional, alternativeOf } = item;
    const limits = boundsOf(item);
    const others = alternativeOf === null ? items.filter((line) => line.alternativeOf === id).map((line) => line.id) : [];
    const oneOf = others.length > 0 ? [id, ...others] : [];
    const mayTake = isOptional && alternativeOf === null && oneOf.length === 0;
    return mayTake || limits !== null || oneOf.length > 0 ? [{ id, isOptional: mayTake, limits, oneOf }] : [];
  });
}

/** Names of the fields of the page's form. `choice` says that it was shown: an unticked box sends nothing. */
export const fieldOf = {
  shown: 'choice',
  taken: (id: string): string => `o.${id}`,
  instead: (id: string): string => `a.${id}`,
  quantity: (id: string): string => `q.${id}`,
};

/** What the fields of the page say; null where they were not shown, so that the quote stays as it was sent. */
export function readChoice(
  quote: Pick<FrozenQuote, 'lines'>,
  field: (name: string) => string | null | undefined,
): { choice: Choice; faults: ChoiceFault[] } | null {
  if (!field(fieldOf.shown)) return null;
  const choice = { taken: new Map<string, boolean>(), instead: new Map<string, string>(), quantities: new Map<string, string>() };
  const faults: ChoiceFault[] = [];
  for (const { id, isOptional, limits, oneOf } of choosableLines(quote)) {
    if (isOptional) choice.taken.set(id, Boolean(field(fieldOf.taken(id))));
    const instead = field(fieldOf.instead(id));
    if (instead && oneOf.includes(instead)) choice.instead.set(id, instead);
    const typed = field(fieldOf.quantity(id));
    if (!limits || typed === null || typed === undefined) continue;
    const quantity = quantityIn(typed, limits);
    if (quantity === null) faults.push({ lineId: id, code: 'quantity', ...limits });
    else choice.quantities.set(id, quantity);
  }
  return { choice, faults };
}

/** A typed quantity, full-width digits too, where the bounds allow it, in its one spelling. */
function quantityIn(typed: string, { min, max, decimals }: Bounds): string | null {
  const text = typed.normalize('NFKC').replaceAll(/[\s,]/g, '');
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text) || decimalsIn(text) > decimals) return null;
  const [least, at, most] = [min, text, max].map(readDecimal);
  if (!least || !at || !most || at.unscaled === 0n) return null;
  return compareDecimals(least, at) <= 0 && compareDecimals(at, most) <= 0 ? (canonicalDecimal(text) ?? null) : null;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [readDecimal(one), readDecimal(other)];
  return left !== undefined && right !== undefined && compareDecimals(left, right) === 0;
}

function chosenLine(line: FrozenLine, { taken, instead, quantities }: Choice): FrozenLine {
  const typed = quantities.get(line.id);
  // `2` and `2.0` are the same choice: what was sent is spelled as it was sent.
  const quantity = typed === undefined || isSame(typed, line.quantity) ? line.quantity : typed;
  const group = line.alternativeOf === null ? undefined : instead.get(line.alternativeOf);
  const isChosen = group === undefined ? (taken.get(line.id) ?? line.isChosen) : group === line.id;
  return { ...line, quantity, isChosen };
}

/** Whether it was sent by a program that said what it comes to a year: one from before stays the same to the byte. */
function saysAcv({ lines, totals }: FrozenQuote): boolean {
  return totals.acvMinor !== undefined || !lines.some(({ charge, amounts }) => charge.kind === 'recurring' && amounts?.isCounted);
}

/**
 * The quote as its customer chose it, priced by the function that priced it when it was sent; the same choice as the one that
 * was sent is the same quote to the byte. Null where nobody could pay it: credits beyond the total, or fixed parts beyond it.
 */
export function withChoice(quote: FrozenQuote, choice: Choice): FrozenQuote | null {
  const lines = quote.lines.map((line) => (line.kind === 'item' ? chosenLine(line, choice) : line));
  const { lines: amounts, ...priced } = totalsOf({ ...quote, lines: lines.map((line) => ({ ...line, unread: null })) });
  const { acvMinor: _unsaid, ...saying } = priced;
  const totals = saysAcv(quote) ? priced : saying;
  if (totals.totalMinor < 0) return null;
  const byId = new Map(amounts.map(({ id, ...money }) => [id, money]));
  const due = paymentsOf(totals.totalMinor, quote.payments);
  const last = quote.payments.length - 1;
  const payments = quote.payments.map((payment, index) => ({
    ...payment,
    // Fixed parts stay; what the choice costs more or less falls due with the last.
    amountMinor: (due.amounts[index] ?? 0) + (index === last ? due.leftMinor : 0),
  }));
  if (payments.some(({ amountMinor }) => amountMinor < 0)) return null;
  return { ...quote, lines: lines.map((line) => ({ ...line, amounts: byId.get(line.id) ?? null })), totals, payments };
}
