import { isDeepStrictEqual } from 'node:util';
import type { Column, Input, Row } from '../../entities/rules.ts';

/** What a record had before a bulk change, of what the change wrote. */
export type Before = [id: string, values: Input];

/**
 * What a row has of what a change is about to write: its values, added fields in `custom`. A record that changes hands keeps
 * its team in mind, and an amount that gets the workspace's currency with it, that it had none.
 */
export function beforeOf(row: Row, changes: Input, columns: readonly Column[]): Input {
  const { custom, ...own } = changes;
  const keys = new Set(Object.keys(own));
  if (keys.has('ownerId')) keys.add('teamId');
  for (const { property, field } of columns)
    if (keys.has(property) && field.currencyField !== undefined && (row[field.currencyField] ?? null) === null)
      keys.add(field.currencyField);
  const old = Object.fromEntries([...keys].map((key) => [key, row[key] ?? null]));
  if (custom === undefined) return old;
  const had = members(row['custom']);
  return { ...old, custom: Object.fromEntries(Object.keys(members(custom)).map((key) => [key, had[key] ?? null])) };
}

/** What undoing writes to a row as it is now: what it had, where what the change wrote still stands. */
export function undoneOf(row: Row, written: Input, before: Input): Input {
  const { custom: oldMembers, ...old } = before;
  const { custom: newMembers, ...own } = written;
  const values = Object.fromEntries(Object.entries(old).filter(([key]) => !(key in own) || isSame(row[key], own[key])));
  // Companions (a team, a currency) go back only with what they came with.
  const isAny = Object.keys(own).some((key) => key in values);
  const now = members(row['custom']);
  const back = Object.entries(members(oldMembers)).filter(([key]) => isSame(now[key], members(newMembers)[key]));
  return { ...(isAny ? values : {}), ...(back.length > 0 ? { custom: Object.fromEntries(back) } : {}) };
}

function members(value: unknown): Input {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a ?? null, b ?? null);
}
