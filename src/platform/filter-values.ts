import { isDay, relativeAnchors, relativeUnits, type RelativeDate } from './days.ts';
import { canonicalDecimal, compareDecimals, readDecimal } from './decimal.ts';
import type { FilterField } from './filter-fields.ts';
import { parsed, unparsed, type Parsed } from './parsed.ts';

/** The signed-in user, whoever that is when the filter runs. */
export interface Me {
  me: true;
}

export type FilterValue = string | number | boolean | RelativeDate | Me;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const instantPattern = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const maxText = 1000;
/** As far as a relative date may lie from its anchor: every one of them a day that can be written. */
const maxOffsets: Record<(typeof relativeUnits)[number], number> = {
  minute: 1_000_000,
  hour: 1_000_000,
  day: 200_000,
  week: 30_000,
  month: 6000,
  quarter: 2000,
  year: 500,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return unparsed('invalid_type', { expected: 'text' });
  if (value.length > maxText) return unparsed('too_long', { maximum: maxText });
  // PostgreSQL takes neither NUL nor half a character.
  if (value.includes('\0') || !value.isWellFormed()) return unparsed('invalid_format');
  return parsed(value);
}

const int4 = 2_147_483_647;

function readInteger(value: unknown, range: number): Parsed<number> {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return unparsed('not_a_number');
  if (!Number.isInteger(number)) return unparsed('not_an_integer');
  if (number > range) return unparsed('too_big', { maximum: range });
  return number >= -range ? parsed(number) : unparsed('too_small', { minimum: -range });
}

function readDecimalValue(value: unknown): Parsed<string> {
  if (typeof value !== 'string' && typeof value !== 'number') return unparsed('not_a_number');
  const text = canonicalDecimal(String(value));
  return text === undefined ? unparsed('not_a_number') : parsed(text);
}

/** Reads `{rel, offset, unit}`; minutes and hours make sense from `now` only, and only for instants. */
function readRelative(value: Record<string, unknown>, precise: boolean): Parsed<RelativeDate> {
  const { rel, offset = 0, unit = 'day', ...rest } = value;
  const anchor = relativeAnchors.find((known) => known === rel);
  const step = relativeUnits.find((known) => known === unit);
  const fine = step === 'minute' || step === 'hour';
  if (!anchor || Object.keys(rest).length > 0) return unparsed('invalid_relative_date', { choices: relativeAnchors.join(', ') });
  if (!step || (fine && !(precise && anchor === 'now'))) {
    const allowed = relativeUnits.filter((known) => (precise && anchor === 'now') || (known !== 'minute' && known !== 'hour'));
    return unparsed('invalid_relative_unit', { choices: allowed.join(', ') });
  }
  if (typeof offset !== 'number' || !Number.isInteger(offset)) return unparsed('not_an_integer');
  if (Math.abs(offset) > maxOffsets[step]) return unparsed('too_big', { maximum: maxOffsets[step] });
  return parsed(offset === 0 ? { rel: anchor } : { rel: anchor, offset, unit: step });
}

/** Reads a calendar day, an instant with its offset (given back in UTC), or a relative date. */
function readDate(value: unknown, precise: boolean): Parsed<string | RelativeDate> {
  if (isObject(value)) return readRelative(value, precise);
  // Earlier years are slips of the pen, and the beginning of the first one in some zones no database knows.
  if (typeof value !== 'string' || value < '1000') return unparsed('not_a_date');
  if (isDay(value)) return parsed(value);
  const day = precise ? instantPattern.exec(value)?.[1] : undefined;
  return day !== undefined && isDay(day) ? parsed(new Date(value).toISOString()) : unparsed('not_a_date');
}

function readBool(value: unknown): Parsed<boolean> {
  if (typeof value === 'boolean') return parsed(value);
  return value === 'true' || value === 'false' ? parsed(value === 'true') : unparsed('not_a_bool');
}

function readChoice(value: unknown, choices: readonly string[] | undefined): Parsed<string> {
  const text = readText(value);
  if (!text.ok || !choices || choices.includes(text.value)) return text;
  return unparsed('unknown_choice', { value: text.value.slice(0, 100), choices: choices.slice(0, 20).join(', ') });
}

function readId(value: unknown, meAllowed: boolean): Parsed<string | Me> {
  if (meAllowed && isObject(value) && value['me'] === true && Object.keys(value).length === 1) return parsed({ me: true });
  return typeof value === 'string' && uuid.test(value) ? parsed(value.toLowerCase()) : unparsed('not_an_id');
}

/** Reads one value of a condition as its field's kind wants it. */
export function readFilterValue(value: unknown, field: FilterField): Parsed<FilterValue> {
  switch (field.kind) {
    case 'integer':
    case 'percent':
      return readInteger(value, field.range ?? int4);
    case 'money':
      return readInteger(value, field.range ?? Number.MAX_SAFE_INTEGER);
    case 'decimal':
      return readDecimalValue(value);
    case 'date':
      return readDate(value, false);
    case 'instant':
      return readDate(value, true);
    case 'bool':
      return readBool(value);
    case 'choice':
    case 'choices':
      return readChoice(value, field.choices);
    case 'currency':
      return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? parsed(value) : unparsed('not_a_currency');
    case 'ref':
    case 'team':
      return readId(value, false);
    case 'user':
      return readId(value, true);
    case 'text':
    case 'longText':
    case 'email':
    case 'url':
    case 'emails':
    case 'phones':
    case 'handles':
    case 'address':
    case 'localized':
    case 'json':
      return readText(value);
  }
}

/** True when a range ends before it starts, as far as that can be told without a clock. */
export function isReversed(field: FilterField, from: FilterValue, to: FilterValue): boolean {
  if (typeof from === 'number' && typeof to === 'number') return from > to;
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  // A day and an instant compare only once a time zone is known.
  if (field.kind !== 'decimal') return from.length === to.length && from > to;
  const [left, right] = [readDecimal(from), readDecimal(to)];
  return left !== undefined && right !== undefined && compareDecimals(left, right) > 0;
}
