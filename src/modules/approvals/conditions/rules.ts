import { arePartsWorse } from '../parts/rules.ts';
import type { Aggregation, Operator, Worse } from './contract.ts';

/** A value that rules look at. Amounts are minor units of the workspace's currency, percentages basis points. */
export type Value = number | boolean | string | null;
export type Values = Readonly<Record<string, Value>>;

export interface Condition {
  field: string;
  op: Operator;
  value?: number | string | null | undefined;
}

export interface Aggregate {
  key: string;
  by: Aggregation;
  /** Key of a field of the lines. */
  of: string;
}

/** One value of all lines. Lines without the value do not count; where none has it, nothing is known (`any` is false, `sum` and `count` are 0). */
export function aggregate(by: Aggregation, values: readonly Value[]): Value {
  if (by === 'any') return values.some((value) => value === true);
  if (by === 'count') return values.length;
  const numbers = values.filter((value) => typeof value === 'number');
  if (by === 'sum') return numbers.reduce((sum, value) => sum + value, 0);
  if (numbers.length === 0) return null;
  if (by === 'avg') return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return numbers.reduce((a, b) => (by === 'max' ? Math.max(a, b) : Math.min(a, b)));
}

/** The values of a subject with what its lines come to. */
export function withAggregates(values: Values, lines: readonly Values[], aggregates: readonly Aggregate[]): Values {
  const made = aggregates.map(({ key, by, of }) => [
    key,
    aggregate(
      by,
      lines.map((line) => line[of] ?? null),
    ),
  ]);
  return { ...values, ...Object.fromEntries(made) };
}

/** Whether one condition holds. Of what is not known only "is empty" holds. */
export function holds({ field, op, value = null }: Condition, values: Values): boolean {
  const is = values[field] ?? null;
  if (op === 'isEmpty') return is === null || is === '';
  if (is === null) return false;
  if (op === 'isTrue') return is === true;
  if (op === 'isFalse') return is === false;
  if (op === 'eq') return is === value;
  if (op === 'ne') return is !== value;
  if (typeof is !== 'number' || typeof value !== 'number') return false;
  if (op === 'gt') return is > value;
  if (op === 'gte') return is >= value;
  return op === 'lt' ? is < value : is <= value;
}

/** Whether a value got worse. What was not known and now is, or was and no longer is, cannot be compared: that counts as worse. */
export function isWorse(worse: Worse, before: Value, now: Value): boolean {
  if (worse === 'never' || before === now) return false;
  if (worse === 'change' || before === null || now === null) return true;
  if (worse === 'parts') return arePartsWorse(String(before), String(now));
  const [was, is] = [Number(before), Number(now)];
  if (Number.isNaN(was) || Number.isNaN(is)) return true;
  return worse === 'higher' ? is > was : is < was;
}

/** Values in the order of their keys, so that equal ones are equal text. */
export function canonical(values: Values): string {
  return JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
