import { LocalizedText } from '../../../platform/endpoint.ts';
import { mergeSides, type Sides } from '../../../web/merge-sides.ts';
import { isObject } from '../../../web/problem.ts';
import type { Draft } from './designer-rules.ts';

/** A draft by parts that two people may change at once: each property of each stage (`qualify/targetDays`), and the order of the stages. */
type Parts = Readonly<Record<string, unknown>>;

const mark = '/';

function partsOf(draft: Draft): Parts {
  const parts = draft.flatMap(({ key, ...stage }) =>
    Object.entries(stage).map(([name, value]) => [`${key}${mark}${name}`, value]),
  );
  return { ...Object.fromEntries(parts), order: draft.map(({ key }) => key) };
}

/** A stage's key and the property that a part is of; null for the order. */
export function placeOf(part: string): { key: string; name: string } | null {
  const at = part.indexOf(mark);
  return at < 0 ? null : { key: part.slice(0, at), name: part.slice(at + 1) };
}

/**
 * The order of stages with what both sides did to it: mine, without the stages that they took away and with those they added, each
 * behind the stage it stands behind for them.
 */
export function mergeOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  if (mine.join() === base.join()) return [...theirs];
  const order = mine.filter((key) => theirs.includes(key) || !base.includes(key));
  for (const [at, key] of theirs.entries()) {
    if (base.includes(key) || order.includes(key)) continue;
    order.splice(order.indexOf(theirs[at - 1] ?? '') + 1, 0, key);
  }
  return order;
}

/** Both sides of a draft, and every stage that either of them knows. */
export interface DraftSides extends Sides {
  known: Draft;
}

const keysOf = (draft: Draft): string[] => draft.map(({ key }) => key);
const blank = (parts: Parts): Parts => Object.fromEntries(Object.keys(parts).map((part) => [part, undefined]));

/** Brings a draft together with what somebody else saved of it meanwhile. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): DraftSides {
  const order = mergeOrder(keysOf(base), keysOf(mine), keysOf(theirs));
  const [ours, others] = [{ ...partsOf(mine), order }, partsOf(theirs)];
  const known = [...mine, ...theirs.filter(({ key }) => !keysOf(mine).includes(key))];
  const gone = new Set(known.filter(({ key }) => !order.includes(key)).map(({ key }) => key));
  const sides = mergeSides({ ...blank(ours), ...blank(others), ...partsOf(base) }, ours, others);
  const disputed = sides.disputed.filter((part) => !gone.has(placeOf(part)?.key ?? ''));
  return { ...sides, disputed, known };
}

/** The stages in the order given, each with its parts. */
function assemble(parts: Parts, known: Draft): Draft {
  const order: unknown[] = Array.isArray(parts['order']) ? parts['order'] : [];
  return order.flatMap((key) => {
    const stage = known.find((one) => one.key === key);
    if (!stage) return [];
    const names = Object.keys(stage).filter((name) => `${stage.key}${mark}${name}` in parts);
    return [{ ...stage, ...Object.fromEntries(names.map((name) => [name, parts[`${stage.key}${mark}${name}`]])) }];
  });
}

/** The draft that comes of both sides: mine where both changed the same. */
export function mergedDraft({ merged, known }: DraftSides): Draft {
  return assemble(merged, known);
}

/** A draft with theirs in some parts. */
export function withTheirs(draft: Draft, { theirs, known }: DraftSides, parts: ReadonlySet<string>): Draft {
  return assemble({ ...partsOf(draft), ...Object.fromEntries([...parts].map((part) => [part, theirs[part]])) }, known);
}

/** How a part is shown where both sides changed it. */
export function shownPart(value: unknown, localized: (text: LocalizedText) => string): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.map((one) => shownPart(one, localized)).join(', ') || '—';
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const text = LocalizedText.safeParse(value['names'] ?? value);
  return text.success ? localized(text.data) || '—' : JSON.stringify(value);
}
