import { canonicalDecimal, readDecimal } from '../../../platform/decimal.ts';
import { formatAmount, parseAmount } from '../../../platform/money.ts';
import { currencySymbol, parseNumber } from '../../../web/format.ts';
import type { QuoteLine } from '../content/contract.ts';

/** Cells that are typed into, in the order of the grid. */
export const typedColumns = ['name', 'quantity', 'unit', 'unitPrice', 'discount', 'taxBp', 'unitCost'] as const;
export type TypedColumn = (typeof typedColumns)[number];

const limits = { quantity: { digits: 9, scale: 6 }, price: { digits: 13, scale: 8 } } as const;

/** Full-width digits and signs as plain ones, without what people put between digits. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u00a0']/g, '');
}

/** A decimal number as people type or paste it (`1,286.50`, `１２`, `12k`), exactly; null for anything else, negative ones too. */
export function readPositive(typed: string, kind: keyof typeof limits): string | null {
  const text = plain(typed).replace(/^[^\d.+-]{1,3}/, '');
  const grouped = /^\+?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const exact = canonicalDecimal(grouped.replace(/^\+/, '').replace(/^\./, '0.').replace(/\.$/, ''));
  const scaled = exact ?? (/[km千万萬亿億]$/i.test(text) ? scaledNumber(text) : null);
  const read = scaled === null ? undefined : readDecimal(scaled);
  if (scaled === null || !read || read.unscaled < 0n) return null;
  const [whole = ''] = scaled.split('.');
  return whole.length <= limits[kind].digits && read.scale <= limits[kind].scale ? scaled : null;
}

function scaledNumber(text: string): string | null {
  const number = parseNumber(text);
  return number === null ? null : (canonicalDecimal(String(number)) ?? null);
}

/** A share in basis points from `13`, `13%` or `12.5 %`; null beyond 0 to 100 %. */
export function readShare(typed: string): number | null {
  const text = plain(typed).replace(/%$/, '');
  const read = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;
  return read !== null && read <= 10_000 ? read : null;
}

/** What a discount cell says: `5` and `5%` are a share, `-100` and `¥100` an amount. Undefined where it cannot be read. */
export function readDiscount(typed: string, currency: string): QuoteLine['discount'] | undefined {
  const text = plain(typed);
  if (text === '' || text === '0' || text === '0%') return null;
  const amount = /^[-−]|^[^\d.]/.test(text) ? text.replace(/^[-−]/, '').replace(/^[^\d.]+/, '') : null;
  if (amount === null) {
    const bp = readShare(text);
    return bp === null ? undefined : { kind: 'share', bp };
  }
  const minor = parseAmount(amount.replaceAll(',', ''), currency, { round: true });
  return minor.ok && minor.value >= 0 ? { kind: 'amount', minor: minor.value } : undefined;
}

/** What typing into a cell changes; null where the text cannot be read. */
export function readCell(column: Exclude<TypedColumn, 'unitCost'>, typed: string, currency: string): Partial<QuoteLine> | null {
  const text = typed.trim();
  if (column === 'name') return { name: text.slice(0, 500) };
  if (column === 'unit') return { unit: text === '' ? null : text.slice(0, 30) };
  if (column === 'quantity') {
    const quantity = readPositive(text, 'quantity');
    return quantity === null || Number(quantity) === 0 ? null : { quantity };
  }
  if (column === 'unitPrice') {
    const unitPrice = readPositive(text, 'price');
    return unitPrice === null ? null : { unitPrice };
  }
  if (column === 'taxBp') {
    // Nothing is no rate: 0 has to be said.
    if (text === '') return {};
    const taxBp = readShare(text);
    return taxBp === null ? null : { taxBp };
  }
  const discount = readDiscount(text, currency);
  return discount === undefined ? null : { discount };
}

/** A cell's text to be typed over: what was typed and could not be read, else the value as it would be typed. */
export function cellText(line: QuoteLine, column: TypedColumn, cost: string | undefined, currency: string): string {
  const unread = column === 'name' || column === 'unit' ? undefined : line.unread?.[column];
  if (unread !== undefined) return unread;
  if (column === 'name') return line.name;
  if (column === 'unit') return line.unit ?? '';
  if (column === 'quantity') return line.quantity;
  if (column === 'unitPrice') return line.unitPrice;
  if (column === 'unitCost') return cost ?? '';
  if (column === 'taxBp') return `${line.taxBp / 100}%`;
  return discountText(line.discount, currency);
}

export function discountText(discount: QuoteLine['discount'], currency: string, symbol = '-'): string {
  if (discount === null) return '';
  return discount.kind === 'share' ? `${discount.bp / 100}%` : `${symbol}${formatAmount(discount.minor, currency)}`;
}

/** The sign that stands before amounts of a currency. */
export const signOf = currencySymbol;
