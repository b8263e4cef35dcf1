import { writeDecimal } from '../../../platform/decimal.ts';
import type { Field } from '../../../platform/fields.ts';
import { currencyExponent } from '../../../platform/money.ts';

type Row = Readonly<Record<string, unknown>>;

/** What a cell needs besides the value: the words of closed lists, and the workspace's currency. */
export interface CellContext {
  /** The label of a choice in the reader's language. */
  labelOf: (value: string) => string;
  currency: string;
}

const addressParts = ['country', 'province', 'city', 'district', 'street', 'postalCode'];

/** A field of a row as a spreadsheet shows it and an import reads it back: amounts and percentages as people write them. */
export function cellOf(field: Pick<Field, 'kind' | 'currencyField'>, value: unknown, row: Row, context: CellContext): string {
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

function amountCell({ currencyField }: Pick<Field, 'currencyField'>, value: unknown, row: Row, fallback: string): string {
  const named = currencyField === undefined ? null : row[currencyField];
  const scale = currencyExponent(typeof named === 'string' ? named : fallback);
  return writeDecimal({ unscaled: BigInt(Number(value)), scale });
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
