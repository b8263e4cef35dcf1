import { dateEvidence, parseDateTime, type DateOrder } from '../../../platform/csv/dates.ts';
import { isMissing, parseBool, parseEmail, parsePhone, parseUrl } from '../../../platform/csv/guess.ts';
import { decimalEvidence, type DecimalMark, parseDecimal, parseInteger, parseMoney } from '../../../platform/csv/numbers.ts';
import { isDay } from '../../../platform/days.ts';
import type { Field } from '../../../platform/fields.ts';
import { isCurrency, multiplyAmount, parseAmount } from '../../../platform/money.ts';
import { parsed, unparsed, type Parsed } from '../../../platform/parsed.ts';
import { instantAt } from '../../../platform/time.ts';

/** How the texts of a file are to be understood. */
export interface ReadOptions {
  /** Null when nobody has said: what can be read both ways is then refused. */
  dateOrder: DateOrder | null;
  decimalMark: DecimalMark | null;
  /** Zone of times written without one. */
  timeZone: string;
  /** Currency of an amount written without one. */
  currency: string;
  /** What a number is multiplied with: `1000000` for "in millions". */
  factor: string | null;
}

const countSuffixes = { synonyms: '年人名家个個' };
const separators = /\s*[;；、|\n]\s*/;
/** Kinds in which words such as `N/A` say that there is nothing; in a text they may be meant. */
const textual = new Set<Field['kind']>(['text', 'longText', 'localized', 'choice', 'choices', 'address']);

/** True for a cell that says nothing for a field of this kind. */
export function isEmptyCell(kind: Field['kind'], text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || (!textual.has(kind) && isMissing(trimmed));
}

/** What people write behind a number that counts: 2010年, 200 人, 35000+人. */
const counted = new RegExp(`(?<=\\d)\\s*\\+?\\s*[${countSuffixes.synonyms}]?$`);

type Reader = (text: string, options: ReadOptions, field: Field) => Parsed<unknown>;

const readers: Partial<Record<Field['kind'], Reader>> = {
  text: (text) => parsed(text.trim()),
  longText: (text) => parsed(text.trim()),
  integer: (text, options) => marked(text.replace(counted, ''), options, parseInteger),
  decimal: (text, options) => marked(text, options, parseDecimal),
  money: readMoney,
  percent: readPercent,
  date: readDate,
  instant: readInstant,
  bool: (text) => (text.trim() === '1' ? parsed(true) : text.trim() === '0' ? parsed(false) : parseBool(text)),
  currency: (text) => (isCurrency(text.trim().toUpperCase()) ? parsed(text.trim().toUpperCase()) : unparsed('not_a_currency')),
  email: (text) => parseEmail(text),
  url: (text) => parseUrl(text),
  emails: (text) => readMany(text, parseEmail),
  phones: (text) => readMany(text, parsePhone),
};

/** Reads a filled cell as the value of a field; links and closed lists are resolved elsewhere. */
export function readValue(field: Field, text: string, options: ReadOptions): Parsed<unknown> {
  const read = readers[field.kind];
  if (!read) return unparsed('invalid_format', { format: field.kind });
  const value = read(text, options, field);
  if (!value.ok) return value;
  const checked = field.write.safeParse(value.value);
  if (checked.success) return parsed(checked.data);
  return limitOf(field, value.value);
}

/** Names the limit that a value breaks. */
function limitOf(field: Field, value: unknown): Parsed<unknown> {
  if (typeof value === 'string' && value.length > 0) return unparsed('too_long', { maximum: field.max ?? 200 });
  if (typeof value === 'number' && field.min !== undefined && value < field.min)
    return unparsed('too_small', { minimum: field.min });
  if (typeof value === 'number') return unparsed('too_big', { maximum: field.max ?? 2_147_483_647 });
  return unparsed('invalid_format', { format: field.kind });
}

const plainNumber = /^\d{1,15}(\.\d{1,2})?$/;

/** Reads a number by the decimal mark of the file; without one, a text that has two readings is refused. */
function marked<T>(text: string, { decimalMark }: ReadOptions, read: (text: string, mark: DecimalMark) => Parsed<T>): Parsed<T> {
  // Most numbers of most files have one reading only: a million rows are read twice.
  if (decimalMark !== ',' && plainNumber.test(text)) return read(text, '.');
  const evidence = decimalMark === null ? decimalEvidence(text) : undefined;
  if (evidence === 'either') return unparsed('ambiguous_number', { value: text });
  return read(text, decimalMark ?? (evidence === ',' ? ',' : '.'));
}

/** An amount as a cell says it, until its currency is known. */
export interface WrittenAmount {
  amount: string;
  /** What its sign may mean; none without a sign. */
  currencies: readonly string[];
  factor: string | null;
}

/** Whether a value of a row is an amount as it was written. */
export function isWritten(value: unknown): value is WrittenAmount {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currencies' in value && 'factor' in value;
}

/** Reads an amount whose currency is not known yet. */
export function readWritten(text: string, options: ReadOptions): Parsed<WrittenAmount> {
  const money = marked(text, options, parseMoney);
  return money.ok ? parsed({ ...money.value, factor: options.factor }) : money;
}

/** A written amount in minor units of a currency; one that says another is refused. */
export function amountIn({ amount, currencies, factor }: WrittenAmount, currency: string): Parsed<number> {
  if (currencies.length > 0 && !currencies.includes(currency))
    return unparsed('currency_mismatch', { found: currencies[0], expected: currency });
  if (factor === null) return parseAmount(amount, currency);
  const unit = parseAmount('1', currency);
  return unit.ok ? parsed(multiplyAmount(multiplyAmount(unit.value, factor), amount)) : unit;
}

function readMoney(text: string, options: ReadOptions): Parsed<unknown> {
  const { currency, factor } = options;
  if (factor === null && options.decimalMark !== ',' && plainNumber.test(text)) return parseAmount(text, currency);
  const money = readWritten(text, options);
  return money.ok ? amountIn(money.value, currency) : money;
}

/** `12.5 %` and `12.5` are 1250 basis points; `0.125` is, where the file is said to count in hundredths. */
function readPercent(text: string, options: ReadOptions): Parsed<unknown> {
  const decimal = marked(text.replace(/%\s*$/, ''), options, parseDecimal);
  return decimal.ok ? parsed(multiplyAmount(multiplyAmount(100, options.factor ?? '1'), decimal.value)) : decimal;
}

function ordered<T>(text: string, { dateOrder }: ReadOptions, read: (text: string, order: DateOrder) => Parsed<T>): Parsed<T> {
  if (dateOrder === null && dateEvidence(text) === 'either') return unparsed('ambiguous_date', { value: text });
  return read(text, dateOrder ?? (dateEvidence(text) === 'mdy' ? 'mdy' : 'dmy'));
}

/** A day; a moment written in full counts as its day. */
function readDate(text: string, options: ReadOptions): Parsed<unknown> {
  if (isDay(text)) return parsed(text);
  const moment = ordered(text, options, parseDateTime);
  return moment.ok ? parsed(moment.value.day) : moment;
}

function readInstant(text: string, options: ReadOptions): Parsed<unknown> {
  const moment = ordered(text, options, parseDateTime);
  if (!moment.ok) return moment;
  const { day, time = '00:00:00', offset } = moment.value;
  return parsed(
    offset === undefined ? instantAt(day, time, options.timeZone) : new Date(`${day}T${time}${offset}`).toISOString(),
  );
}

/** The parts of a cell that holds several values. */
export function partsOf(text: string): string[] {
  return text.split(separators).filter((part) => part.trim() !== '');
}

function readMany(text: string, read: (text: string) => Parsed<string>): Parsed<unknown> {
  const values: { value: string }[] = [];
  for (const part of partsOf(text)) {
    const one = read(part.trim());
    if (!one.ok) return one;
    values.push({ value: one.value });
  }
  return parsed(values);
}
