import { writeDecimal } from '../../../platform/decimal.ts';
import type { Field } from '../../../platform/fields.ts';
import { currencyExponent } from '../../../platform/money.ts';
import { dayCell, formats, instantCell, moneyFormat, type XlsxCell } from '../../../platform/xlsx/cells.ts';

type Row = Readonly<Record<string, unknown>>;

/** What a cell needs besides the value: the words of closed lists, and the workspace's currency. */
export interface CellContext {
  /** The label of a choice in the reader's language. */
  labelOf: (value: string) => string;
  currency: string;
  timeZone: string;
}

type CellField = Pick<Field, 'kind' | 'currencyField'>;

const addressParts = ['country', 'province', 'city', 'district', 'street', 'postalCode'];

/** A field of a row as a spreadsheet shows it and an import reads it back: amounts and percentages as people write them. */
export function cellOf(field: CellField, value: unknown, row: Row, context: CellContext): string {
  if (value === null || value === undefined) return '';
  switch (field.kind) {
    case 'money':
      return amountCell(field, value, row, context.currency);
    case 'percent':
      return `${writeDecimal({ unscaled: BigInt(Number(value)), scale: 2 }).replace(/\.?0+$/, '')}%`;
    case 'choice':
      return context.labelOf(plainCell(value));
    case 'choices':
      return Array.isArray(value) ? value.map((one) => context.labelOf(plainCell(one))).join('; ') : '';
    case 'address':
      return membersOf(value, addressParts).join(' ');
    case 'handles':
      return Array.isArray(value) ? value.map((one) => membersOf(one, ['channel', 'value']).join(': ')).join('; ') : '';
    default:
      return plainCell(value);
  }
}

/** The same as a workbook shows it: numbers, dates and yes or no are what they are, not texts that look like them. */
export function typedCellOf(field: CellField, value: unknown, row: Row, context: CellContext): XlsxCell {
  if (value === null || value === undefined || value === '') return null;
  switch (field.kind) {
    case 'money': {
      const currency = currencyOf(field, row, context.currency);
      return {
        number: amountCell(field, value, row, context.currency),
        format: moneyFormat(currency, currencyExponent(currency)),
      };
    }
    case 'percent':
      return percentCell(Number(value));
    case 'integer':
      return numberCell(value, formats.whole);
    case 'decimal':
      return numberCell(value, 'General');
    case 'date':
      return dayCell(plainCell(value));
    case 'instant':
      return instantCell(plainCell(value), context.timeZone);
    case 'bool':
      return typeof value === 'boolean' ? value : plainCell(value);
    default:
      return cellOf(field, value, row, context);
  }
}

/** A field of one's own holds what it was when it was written: what is no number stays a text. */
function numberCell(value: unknown, format: string): XlsxCell {
  const number = plainCell(value);
  return /^-?\d+(\.\d+)?$/.test(number) ? { number, format } : number;
}

function percentCell(basisPoints: number): XlsxCell {
  const number = writeDecimal({ unscaled: BigInt(basisPoints), scale: 4 });
  return { number, format: basisPoints % 100 === 0 ? formats.wholePercent : formats.percent };
}

function currencyOf({ currencyField }: CellField, row: Row, fallback: string): string {
  const named = currencyField === undefined ? null : row[currencyField];
  return typeof named === 'string' ? named : fallback;
}

function amountCell(field: CellField, value: unknown, row: Row, fallback: string): string {
  return writeDecimal({ unscaled: BigInt(Number(value)), scale: currencyExponent(currencyOf(field, row, fallback)) });
}

function membersOf(value: unknown, names: readonly string[]): string[] {
  const members = new Map<string, unknown>(Object.entries(value ?? {}));
  return names.map((name) => plainCell(members.get(name))).filter((text) => text !== '');
}

/** Texts, numbers, and what is shown by its name. */
export function plainCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plainCell).join('; ');
  if (typeof value === 'object') return membersOf(value, ['title', 'name', 'value'])[0] ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
