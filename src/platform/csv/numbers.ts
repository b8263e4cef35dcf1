import { canonicalDecimal } from '../decimal.ts';
import { isCurrency } from '../money.ts';
import { parsed, unparsed, type Parsed } from '../parsed.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

/** What starts the decimals in a file's numbers. */
export type DecimalMark = '.' | ',';

/** An amount as written: a plain decimal, and the currencies its sign may mean (none without a sign). */
export interface WrittenMoney {
  amount: string;
  currencies: readonly string[];
}

const groupings: Record<DecimalMark, RegExp> = {
  '.': /^(?:\d+|\d{1,3}(?:([,'\u2019 ])\d{2,3})?(?:\1\d{2,3})*)$/,
  ',': /^(?:\d+|\d{1,3}(?:([.'\u2019 ])\d{2,3})?(?:\1\d{2,3})*)$/,
};

/** Full-width digits and signs as plain ones, every kind of blank and minus as one kind. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u202f]+/g, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .trim();
}

/** Takes a sign off: `-5`, `+5`, `5-`, `(5)`. */
function signed(text: string): { sign: string; rest: string } {
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed) return { sign: '-', rest: (bracketed[1] ?? '').trim() };
  const match = /^([+-]?) ?(.*?)(-?)$/.exec(text);
  const [, before = '', rest = '', after = ''] = match ?? [];
  if (before !== '' && after !== '') return { sign: '', rest: text };
  return { sign: before === '-' || after === '-' ? '-' : '', rest };
}

function isGrouped(whole: string, mark: DecimalMark): boolean {
  if (!groupings[mark].test(whole)) return false;
  // Thousands in threes, or as in India the last three and pairs before: 12,34,567.
  const groups = whole.split(/\D/);
  return groups.length === 1 || groups.at(-1)?.length === 3;
}

/**
 * Reads a number as people write it: grouped by thousands or not, with a sign on either side or in brackets. The mark says
 * what starts the decimals; the other one may only group. Gives a plain decimal text.
 */
export function parseDecimal(text: string, mark: DecimalMark = '.'): Parsed<string> {
  const { sign, rest } = signed(plain(text));
  const [whole = '', fraction, ...more] = rest.split(mark);
  const isNumber =
    more.length === 0 &&
    (fraction === undefined || /^\d+$/.test(fraction)) &&
    (whole === '' ? fraction !== undefined : isGrouped(whole, mark));
  if (!isNumber) return unparsed('not_a_number');
  const digits = whole.replace(/\D/g, '') || '0';
  const value = canonicalDecimal(`${sign}${digits}${fraction === undefined ? '' : `.${fraction}`}`);
  return value === undefined ? unparsed('not_a_number') : parsed(value);
}

/** Reads a whole number; `12.00` is one. */
export function parseInteger(text: string, mark: DecimalMark = '.'): Parsed<number> {
  const decimal = parseDecimal(text, mark);
  if (!decimal.ok) return decimal;
  const number = Number(decimal.value);
  return !decimal.value.includes('.') && Number.isSafeInteger(number) ? parsed(number) : unparsed('not_an_integer');
}

/** Reads `12.5 %` as `12.5`. */
export function parsePercent(text: string, mark: DecimalMark = '.'): Parsed<string> {
  const match = /^(.*?) ?%$/.exec(plain(text));
  return match ? parseDecimal(match[1] ?? '', mark) : unparsed('not_a_number');
}

/**
 * What a number says about its file's decimal mark: `.` or `,` when it can be read one way only, `either` for the likes of
 * `1,234`, `none` for digits alone; undefined when it is no number.
 */
export function decimalEvidence(text: string): DecimalMark | 'either' | 'none' | undefined {
  const readings = [parseDecimal(text, '.'), parseDecimal(text, ',')];
  const [point, comma] = readings;
  if (!point?.ok) return comma?.ok ? ',' : undefined;
  if (!comma?.ok) return '.';
  return point.value === comma.value ? 'none' : 'either';
}

/** What a sign may mean, likeliest first; longer signs before the ones they end with. */
const signs = Object.entries(vocabulary.currencySigns);

const units: readonly (readonly [RegExp, number])[] = [
  [/(?:亿|億)$/, 8],
  [/千(?:万|萬)$/, 7],
  [/百(?:万|萬)$/, 6],
  [/(?:万|萬)$/, 4],
  [/千$/, 3],
  [/(?<=\d) ?(?:bn|B)$/, 9],
  [/(?<=\d) ?(?:mn|M)$/, 6],
  [/(?<=\d) ?[kK]$/, 3],
];

function takeCurrency(text: string): { rest: string; currencies: readonly string[] } {
  const code = /^([A-Z]{3})(?=[\s\d.,(+-])|(?<=[\s\d.,)万萬亿億千])([A-Z]{3})$/.exec(text);
  const found = code?.[1] ?? code?.[2];
  if (found !== undefined) {
    const currencies = found === 'RMB' ? ['CNY'] : isCurrency(found) ? [found] : undefined;
    if (currencies) return { rest: (code?.[1] ? text.slice(3) : text.slice(0, -3)).trim(), currencies };
  }
  for (const [sign, currencies] of signs) {
    if (text.startsWith(sign)) return { rest: text.slice(sign.length).trim(), currencies };
    if (text.endsWith(sign)) return { rest: text.slice(0, -sign.length).trim(), currencies };
  }
  return { rest: text, currencies: [] };
}

function shifted(amount: string, places: number): string {
  const [whole = '', fraction = ''] = amount.split('.');
  const digits = fraction.padEnd(places, '0');
  return canonicalDecimal(`${whole}${digits.slice(0, places)}.${digits.slice(places)}0`) ?? amount;
}

/** Reads an amount with or without its currency and with units: `$1,234.50`, `CNY 5`, `-€3`, `(¥12)`, `1.2万元`, `3.5M`. */
export function parseMoney(text: string, mark: DecimalMark = '.'): Parsed<WrittenMoney> {
  const outer = signed(plain(text));
  const { rest, currencies } = takeCurrency(outer.rest);
  const unit = units.find(([pattern]) => pattern.test(rest));
  const number = unit ? rest.replace(unit[0], '').trim() : rest;
  if (outer.sign === '-' && /^[(+-]|-$/.test(number)) return unparsed('not_an_amount');
  const decimal = parseDecimal(number, mark);
  if (!decimal.ok) return unparsed('not_an_amount');
  const amount = unit ? shifted(decimal.value, unit[1]) : decimal.value;
  return parsed({ amount: outer.sign === '-' ? (canonicalDecimal(`-${amount}`) ?? amount) : amount, currencies });
}
