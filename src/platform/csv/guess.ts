import { z } from 'zod';
import { parsed, unparsed, type Parsed } from '../parsed.ts';
import { dateEvidence, parseDateTime, type DateOrder } from './dates.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };
import type { GuessedKind } from './kinds.ts';
import { decimalEvidence, parseDecimal, parseMoney, parsePercent, type DecimalMark } from './numbers.ts';

/** What the values of a column look like. */
export interface ColumnGuess {
  kind: GuessedKind;
  /** Share of the filled values that are of the kind; the others are listed as misfits. */
  share: number;
  filled: number;
  distinct: number;
  /** For numbers: what starts the decimals. Undefined when the values can be read both ways. */
  decimalMark?: DecimalMark;
  /** For dates: what comes first. Undefined when the values can be read both ways. */
  dateOrder?: DateOrder;
  /** The values can be read both ways, and a person has to say which. */
  isAmbiguous: boolean;
  /** For money: the currencies the signs may mean, likeliest first. */
  currencies: string[];
  /** For choices: the values, most frequent first. */
  choices: { value: string; count: number }[];
  /** Some values that are not of the kind. */
  misfits: string[];
}

type Guess = Partial<ColumnGuess> & { kind: GuessedKind };

const enough = 0.9;
const maxChoices = 30;
const maxChoiceLength = 60;
const missing = new Set(vocabulary.missing);
const yes = new Set(vocabulary.yes);
const no = new Set(vocabulary.no);
const phonePattern = /^[+(]?[\d(][\d\s()./-]*\d(?: ?(?:x|ext\.?|转|轉) ?\d{1,6})?$/i;
const barePhone = /^(?:(?:\+|00)\d{8,15}|1[3-9]\d{9})$/;
const urlPattern =
  /^(?:https?:\/\/)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[a-z\p{Script=Han}]{2,}(?::\d{2,5})?(?:[/?#]\S*)?$/iu;

const usualUrl =
  /^(?:https?:|www\.)|\.(?:com|cn|net|org|edu|gov|io|co|ai|de|uk|fr|jp|kr|tw|hk|sg|eu|in|us|info|biz|tech)(?:[:/?#]|$)/i;

/** True for what people write into a cell to say that there is nothing: `N/A`, `NULL`, `-`, 无. */
export function isMissing(text: string): boolean {
  return missing.has(text.trim().toLowerCase());
}

/** Reads yes or no in both languages; digits are numbers, not answers. */
export function parseBool(text: string): Parsed<boolean> {
  const word = text.trim().toLowerCase();
  return yes.has(word) ? parsed(true) : no.has(word) ? parsed(false) : unparsed('not_a_bool');
}

/** Reads an email address. */
export function parseEmail(text: string): Parsed<string> {
  const address = text.trim();
  return address.length <= 254 && z.regexes.email.test(address) ? parsed(address) : unparsed('not_an_email');
}

/** Reads a phone number as written: 5 to 17 digits, with an extension or not. */
export function parsePhone(text: string): Parsed<string> {
  const written = text.normalize('NFKC').trim();
  const digits = written.replace(/\D/g, '').length;
  return digits >= 5 && digits <= 17 && written.length <= 40 && phonePattern.test(written)
    ? parsed(written)
    : unparsed('not_a_phone');
}

/** Reads a web address; `acme.com` becomes `https://acme.com`. */
export function parseUrl(text: string): Parsed<string> {
  const written = text.trim();
  if (written.length > 2000 || !urlPattern.test(written)) return unparsed('not_a_url');
  const address = /^https?:\/\//i.test(written) ? written : `https://${written}`;
  return URL.canParse(address) ? parsed(address) : unparsed('not_a_url');
}

function fits(values: readonly string[], test: (value: string) => boolean): Pick<ColumnGuess, 'share' | 'misfits'> {
  const misfits = values.filter((value) => !test(value));
  return { share: 1 - misfits.length / values.length, misfits: [...new Set(misfits)].slice(0, 5) };
}

function count<T>(items: readonly T[], wanted: T): number {
  return items.filter((item) => item === wanted).length;
}

function guessDate(values: readonly string[]): Guess | undefined {
  const evidence = values.map(dateEvidence);
  // Eight digits may be a number that happens to look like a day: then all of them have to.
  const isCompact = values.some((value) => /^\d{8}$/.test(value.trim()));
  const fit = fits(values, (value) => dateEvidence(value) !== undefined);
  if (fit.share < (isCompact ? 1 : enough) || (isCompact && values.length < 3)) return undefined;
  const [dmy, mdy] = [count(evidence, 'dmy'), count(evidence, 'mdy')];
  const isAmbiguous = dmy === 0 && mdy === 0 && evidence.includes('either');
  const order = dmy >= mdy ? 'dmy' : 'mdy';
  const moments = values.map((value) => parseDateTime(value, order));
  const kind = moments.some((moment) => moment.ok && moment.value.time !== undefined && moment.value.time !== '00:00:00')
    ? 'instant'
    : 'date';
  const ordered = fits(values, (value) => parseDateTime(value, order).ok);
  return { kind, ...ordered, isAmbiguous, ...(dmy + mdy > 0 ? { dateOrder: order } : {}) };
}

function guessNumber(values: readonly string[]): Guess | undefined {
  // A leading zero or too many digits: a code, not a quantity.
  if (values.some((value) => /^0\d|^\d{16,}$/.test(value.trim()))) return undefined;
  const amounts = values.map((value) => ({ value, point: parseMoney(value, '.'), comma: parseMoney(value, ',') }));
  const bare = amounts.map(({ value, point, comma }) => {
    if (!point.ok && !comma.ok) return decimalEvidence(value.replace(/%\s*$/, ''));
    if (!point.ok || !comma.ok) return point.ok ? '.' : ',';
    return point.value.amount === comma.value.amount ? 'none' : 'either';
  });
  const [points, commas] = [count(bare, '.'), count(bare, ',')];
  const isAmbiguous = points === 0 && commas === 0 && bare.includes('either');
  const mark = points >= commas ? '.' : ',';
  const common = { isAmbiguous, ...(isAmbiguous ? {} : { decimalMark: mark as DecimalMark }) };
  const percent = fits(values, (value) => parsePercent(value, mark).ok);
  if (percent.share >= enough) return { kind: 'percent', ...percent, ...common };
  const plain = fits(values, (value) => parseDecimal(value, mark).ok);
  if (plain.share >= enough) {
    const isWhole = values.every((value) => {
      const decimal = parseDecimal(value, mark);
      return !decimal.ok || !decimal.value.includes('.');
    });
    return { kind: isWhole && !isAmbiguous ? 'integer' : 'decimal', ...plain, ...common };
  }
  const money = fits(values, (value) => parseMoney(value, mark).ok);
  if (money.share < enough) return undefined;
  const meant = amounts.flatMap(({ point, comma }) =>
    point.ok ? point.value.currencies : comma.ok ? comma.value.currencies : [],
  );
  const currencies = [...new Set(meant)].toSorted((a, b) => count(meant, b) - count(meant, a));
  return { kind: 'money', ...money, ...common, currencies };
}

function guessShape(values: readonly string[]): Guess | undefined {
  const tests: [GuessedKind, (value: string) => boolean][] = [
    ['bool', (value) => parseBool(value).ok],
    ['email', (value) => parseEmail(value).ok],
    // `notes.md` could be a host; a column of hosts without any scheme needs a usual ending.
    ['url', (value) => parseUrl(value).ok && usualUrl.test(value)],
  ];
  for (const [kind, test] of tests) {
    const fit = fits(values, test);
    if (fit.share >= enough) return { kind, ...fit };
  }
  const phone = fits(values, (value) => parsePhone(value).ok && value.replace(/\D/g, '').length >= 7);
  const marked = values.filter((value) => barePhone.test(value.trim()) || /[\d)][ ()/-]+\d|\d\.\d{3,4}\.\d/.test(value)).length;
  const isPhone =
    phone.share >= enough && marked / values.length >= 0.8 && values.every((value) => dateEvidence(value) === undefined);
  return isPhone ? { kind: 'phone', ...phone } : undefined;
}

function guessText(values: readonly string[], counts: ReadonlyMap<string, number>): Guess {
  const longest = Math.max(...values.map((value) => value.length));
  const isChoice =
    values.length >= 10 && counts.size <= maxChoices && values.length >= counts.size * 3 && longest <= maxChoiceLength;
  if (!isChoice) return { kind: longest > 200 || values.some((value) => value.includes('\n')) ? 'longText' : 'text' };
  const choices = [...counts].map(([value, times]) => ({ value, count: times })).toSorted((a, b) => b.count - a.count);
  return { kind: 'choice', choices };
}

/** Guesses what kind of values a column holds, from a sample of some hundred of them. */
export function guessColumn(sample: readonly string[]): ColumnGuess {
  const filled = sample.map((value) => value.trim()).filter((value) => value !== '');
  const values = filled.filter((value) => !isMissing(value));
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const guess: ColumnGuess = {
    kind: 'empty',
    share: 1,
    filled: values.length,
    distinct: counts.size,
    isAmbiguous: false,
    currencies: [],
    choices: [],
    misfits: [],
  };
  const bools = fits(filled.length > 0 ? filled : [''], (value) => parseBool(value).ok);
  // 无 and NULL-like words are answers where the others are 有 and 是.
  if (bools.share === 1) return { ...guess, kind: 'bool', filled: filled.length, distinct: new Set(filled).size };
  if (values.length === 0) return guess;
  return { ...guess, ...(guessShape(values) ?? guessDate(values) ?? guessNumber(values) ?? guessText(values, counts)) };
}
