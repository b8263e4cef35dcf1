import { mergeSides } from '../../../web/merge-sides.ts';
import { QuoteContent } from '../content/contract.ts';
import type { Draft } from './draft.ts';

type Flat = Record<string, unknown>;

/** A quote as one value per cell, so that two who edit different cells do not meet. */
function flat({ content: { lines, ...rest }, costs }: Draft): Flat {
  const cells = lines.flatMap(({ id, ...line }) => Object.entries(line).map(([key, value]) => [`${id} ${key}`, value] as const));
  const prices = lines.map(({ id }) => [`${id} unitCost`, costs[id] ?? null] as const);
  return Object.fromEntries([...Object.entries(rest), ...cells, ...prices]);
}

/** The order of both: theirs, with what I added where I put it and without what either took out. */
function orderOf(base: Draft, mine: Draft, theirs: Draft): string[] {
  const ids = (draft: Draft): string[] => draft.content.lines.map(({ id }) => id);
  const [before, own, other] = [ids(base), ids(mine), ids(theirs)];
  const [was, is, now] = [new Set(before), new Set(own), new Set(other)];
  const isMoved = own.filter((id) => was.has(id)).join() !== before.filter((id) => is.has(id)).join();
  const start = isMoved ? own : other;
  const added = isMoved ? other.filter((id) => !was.has(id)) : own.filter((id) => !was.has(id));
  const source = isMoved ? other : own;
  const order = start.filter((id) => (is.has(id) || !was.has(id)) && (now.has(id) || !was.has(id)));
  for (const id of added) {
    const place = source.indexOf(id);
    const after = source.slice(0, place).findLast((one) => order.includes(one));
    order.splice(after === undefined ? 0 : order.indexOf(after) + 1, 0, id);
  }
  return order;
}

export interface Merged {
  draft: Draft;
  /** Cells that both changed to different values: `<line> <field>`, or a part of the quote. */
  disputed: string[];
  mine: Flat;
  theirs: Flat;
}

function rebuilt(values: Flat, order: readonly string[]): Draft {
  const part = (id: string, key: string): unknown => values[`${id} ${key}`];
  const keysOf = new Map<string, string[]>();
  for (const key of Object.keys(values)) {
    const [id = '', field] = key.split(' ');
    if (field !== undefined && field !== 'unitCost') keysOf.set(id, [...(keysOf.get(id) ?? []), field]);
  }
  const lines = order.map((id) => ({ id, ...Object.fromEntries((keysOf.get(id) ?? []).map((key) => [key, part(id, key)])) }));
  const rest = Object.fromEntries(Object.entries(values).filter(([key]) => !key.includes(' ')));
  const costs = order.flatMap((id) => {
    const cost = part(id, 'unitCost');
    return typeof cost === 'string' ? [[id, cost] as const] : [];
  });
  return { content: QuoteContent.parse({ ...rest, lines }), costs: Object.fromEntries(costs) };
}

/** Brings my edit together with what somebody else saved meanwhile, cell by cell; where both changed one, mine stands until it is settled. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Merged {
  const [before, own, other] = [flat(base), flat(mine), flat(theirs)];
  const { merged, disputed } = mergeSides(before, own, other);
  const added = Object.fromEntries(Object.entries(own).filter(([key]) => !(key in before)));
  const values = { ...other, ...merged, ...added };
  return { draft: rebuilt(values, orderOf(base, mine, theirs)), disputed, mine: own, theirs: other };
}

/** Mine with theirs in the cells that are named. */
export function takeTheirs(draft: Draft, merged: Merged, keys: ReadonlySet<string>): Draft {
  const values = { ...flat(draft), ...Object.fromEntries([...keys].map((key) => [key, merged.theirs[key]])) };
  return rebuilt(
    values,
    draft.content.lines.map(({ id }) => id),
  );
}
