import { isObject } from './problem.ts';

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** What somebody else saved in a field: under its own name, or as the thing that an id means (`team` of `teamId`). */
function valueIn(current: Readonly<Record<string, unknown>>, key: string, before: unknown): unknown {
  if (key in current) return current[key];
  const named = key.endsWith('Id') ? current[key.slice(0, -2)] : undefined;
  return isObject(named) && 'id' in named ? named['id'] : before;
}

export interface Sides {
  /** Their version with what only I changed laid over it, and mine where both did. */
  merged: Record<string, unknown>;
  /** Their version. */
  theirs: Record<string, unknown>;
  /** Fields that both sides changed, to different values. */
  disputed: string[];
}

/** Brings an edit together with what somebody else saved meanwhile, field by field. */
export function mergeSides(
  base: Readonly<Record<string, unknown>>,
  mine: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
): Sides {
  const keys = Object.keys(base);
  const theirs = Object.fromEntries(keys.map((key) => [key, valueIn(current, key, base[key])]));
  const isMine = (key: string): boolean => key !== 'version' && !isSame(mine[key], base[key]);
  const merged = Object.fromEntries(keys.map((key) => [key, isMine(key) ? mine[key] : theirs[key]]));
  const disputed = keys.filter((key) => isMine(key) && !isSame(theirs[key], base[key]) && !isSame(theirs[key], mine[key]));
  return { merged, theirs, disputed };
}
