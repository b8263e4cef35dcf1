import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import type { LineAmounts, Totals } from '../totals/contract.ts';

/** A revision as far as it is compared. */
export interface Side {
  content: QuoteContent;
  totals: Totals;
}

export interface LineSide {
  line: QuoteLine;
  amounts: LineAmounts | undefined;
}

export interface LineDifference {
  id: string;
  change: 'added' | 'removed' | 'changed' | 'moved' | 'same';
  before: LineSide | null;
  after: LineSide | null;
  /** Cells that differ. */
  cells: string[];
}

export interface PartDifference {
  key: string;
  before: unknown;
  after: unknown;
}

export interface Difference {
  lines: LineDifference[];
  /** Sums that differ, in minor units. */
  money: { key: 'netMinor' | 'taxMinor' | 'discountMinor' | 'totalMinor'; before: number; after: number }[];
  /** Everything but the lines that differs: terms, payments, texts and settings. */
  parts: PartDifference[];
}

const unlike = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);

function sides({ content, totals }: Side): Map<string, LineSide> {
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  return new Map(content.lines.map((line) => [line.id, { line, amounts: amounts.get(line.id) }]));
}

const shownCells = [
  'kind',
  'name',
  'note',
  'code',
  'quantity',
  'unit',
  'conversion',
  'unitPrice',
  'discount',
  'taxBp',
  'charge',
  'isCredit',
  'isOptional',
  'isChosen',
] as const;

function cellsOf(before: LineSide, after: LineSide): string[] {
  const cells: string[] = shownCells.filter((key) => unlike(before.line[key], after.line[key]));
  // Before the discount on the whole, which stands with the money: otherwise it would change every line.
  return before.amounts?.amountMinor === after.amounts?.amountMinor ? cells : [...cells, 'amount'];
}

/** Ids in the order of both: theirs after, with what was taken out where it stood before. */
function orderOf(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(after);
  const order = [...after];
  before.forEach((id, index) => {
    if (known.has(id)) return;
    const previous = before.slice(0, index).findLast((one) => order.includes(one));
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, id);
  });
  return order;
}

function linesOf(before: Side, after: Side): LineDifference[] {
  const [old, now] = [sides(before), sides(after)];
  const stayed = (side: Map<string, LineSide>, other: Map<string, LineSide>): string[] =>
    [...side.keys()].filter((id) => other.has(id));
  const [was, is] = [stayed(old, now), stayed(now, old)];
  return orderOf([...old.keys()], [...now.keys()]).map((id) => {
    const [a, b] = [old.get(id) ?? null, now.get(id) ?? null];
    if (a === null) return { id, change: 'added', before: a, after: b, cells: [] };
    if (b === null) return { id, change: 'removed', before: a, after: b, cells: [] };
    const cells = cellsOf(a, b);
    const isMoved = was.indexOf(id) !== is.indexOf(id);
    return { id, change: cells.length > 0 ? 'changed' : isMoved ? 'moved' : 'same', before: a, after: b, cells };
  });
}

/** What differs between two revisions of a quote: lines, money, terms and words. */
export function differenceOf(before: Side, after: Side): Difference {
  const sums = ['netMinor', 'taxMinor', 'discountMinor', 'totalMinor'] as const;
  const { lines: _old, ...was } = before.content;
  const { lines: _new, ...is } = after.content;
  const [old, now] = [new Map<string, unknown>(Object.entries(was)), new Map<string, unknown>(Object.entries(is))];
  return {
    lines: linesOf(before, after),
    money: sums.flatMap((key) =>
      before.totals[key] === after.totals[key] ? [] : [{ key, before: before.totals[key], after: after.totals[key] }],
    ),
    parts: [...now.keys()].flatMap((key) =>
      unlike(old.get(key), now.get(key)) ? [{ key, before: old.get(key), after: now.get(key) }] : [],
    ),
  };
}
