import { compareDecimals, readDecimal } from '../../../platform/decimal.ts';
import { paymentsOf } from '../../settings/terms/rules.ts';
import type { Totals } from '../totals/contract.ts';
import type { Cell, QuoteContent, QuoteLine } from './contract.ts';

/** What keeps a quote from being sent. */
export interface Fault {
  lineId: string | null;
  place: Cell | 'name' | 'alternativeOf' | 'limits' | 'lines' | 'total' | 'payments' | 'promotions';
  code: string;
}

function isZero(text: string): boolean {
  return readDecimal(text)?.unscaled === 0n;
}

function isWithin(quantity: string, limits: NonNullable<QuoteLine['limits']>): boolean {
  const [min, at, max] = [limits.min, quantity, limits.max].map(readDecimal);
  return (
    min !== undefined && at !== undefined && max !== undefined && compareDecimals(min, at) <= 0 && compareDecimals(at, max) <= 0
  );
}

function faultsOfLine(line: QuoteLine, known: ReadonlyMap<string, QuoteLine>, listMinor: number): Omit<Fault, 'lineId'>[] {
  const found: Omit<Fault, 'lineId'>[] = [];
  if (line.name === '') found.push({ place: 'name', code: 'required' });
  if (line.kind !== 'item') return found;
  for (const place of ['quantity', 'unitPrice', 'discount', 'taxBp', 'unitCost'] as const)
    if (line.unread?.[place] !== undefined)
      found.push({ place, code: place === 'unitPrice' && line.unread[place] === '' ? 'offers.price_missing' : 'offers.unread' });
  if (isZero(line.quantity)) found.push({ place: 'quantity', code: 'offers.quantity_zero' });
  if (line.discount?.kind === 'amount' && line.charge.kind !== 'recurring' && line.discount.minor > Math.abs(listMinor))
    found.push({ place: 'discount', code: 'offers.discount_over_line' });
  const head = line.alternativeOf === null ? undefined : known.get(line.alternativeOf);
  if (
    line.alternativeOf !== null &&
    (head === undefined || head.kind !== 'item' || head.id === line.id || head.alternativeOf !== null)
  )
    found.push({ place: 'alternativeOf', code: 'offers.alternative_of_nothing' });
  if (line.limits && !isWithin(line.quantity, line.limits)) found.push({ place: 'limits', code: 'offers.limits_crossed' });
  return found;
}

/** A line that says nothing yet: the grid has one at its end while somebody types. */
export function isEmptyItem(line: QuoteLine): boolean {
  const { kind, name, note, productId, unitPrice, unread } = line;
  const isBare = name === '' && note === null && productId === null && Number(unitPrice) === 0;
  return kind === 'item' && isBare && Object.values(unread ?? {}).every((text) => text === '');
}

/** Whether a line has no tax on an invoice whose tax the buyer deducts (专票): worth a look, and no fault. */
export function isUntaxedSpecial(
  { invoiceKind }: Pick<QuoteContent, 'invoiceKind'>,
  { kind, taxBp, unread }: QuoteLine,
): boolean {
  return invoiceKind === 'special' && kind === 'item' && taxBp === 0 && unread?.taxBp === undefined;
}

/** The content without lines that say nothing: what is sent. */
export function withoutEmptyLines(content: QuoteContent): QuoteContent {
  return content.lines.some(isEmptyItem) ? { ...content, lines: content.lines.filter((line) => !isEmptyItem(line)) } : content;
}

/** Everything that keeps a quote from being sent; none for one that can go. */
export function faultsOf(content: QuoteContent, totals: Totals): Fault[] {
  const known = new Map(content.lines.map((line) => [line.id, line]));
  const lists = new Map(totals.lines.map(({ id, listMinor }) => [id, listMinor]));
  const found: Fault[] = content.lines
    .filter((line) => !isEmptyItem(line))
    .flatMap((line) => faultsOfLine(line, known, lists.get(line.id) ?? 0).map((fault) => ({ lineId: line.id, ...fault })));
  const empty = new Set(content.lines.filter(isEmptyItem).map(({ id }) => id));
  if (!totals.lines.some(({ id, isCounted }) => isCounted && !empty.has(id)))
    found.push({ lineId: null, place: 'lines', code: 'offers.no_lines' });
  if (content.discount?.kind === 'amount' && content.discount.minor > Math.max(0, totals.subtotalMinor))
    found.push({ lineId: null, place: 'total', code: 'offers.discount_over_total' });
  if (totals.totalMinor < 0) found.push({ lineId: null, place: 'total', code: 'offers.total_negative' });
  if (content.payments.length > 0 && paymentsOf(totals.totalMinor, content.payments).leftMinor !== 0)
    found.push({ lineId: null, place: 'payments', code: 'offers.payments_differ' });
  if (content.payments.some(({ due, on }) => due === 'onDay' && on === null))
    found.push({ lineId: null, place: 'payments', code: 'offers.payment_day_missing' });
  return found;
}

/** The products of lines, each once. */
export const productIdsOf = ({ lines }: { lines: readonly Pick<QuoteLine, 'productId'>[] }): string[] => [
  ...new Set(lines.flatMap(({ productId }) => productId ?? [])),
];
