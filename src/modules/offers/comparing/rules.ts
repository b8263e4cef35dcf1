import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { takenParts } from '../parts/rules.ts';
import { promotedMinor } from '../promotions/rules.ts';
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

/** A sum that differs, in minor units; what a promotion takes off carries its name. */
export interface MoneyDifference {
  key: 'netMinor' | 'taxMinor' | 'discountMinor' | 'totalMinor' | 'tcvMinor' | 'acvMinor' | 'promotion';
  name?: string;
  before: number;
  after: number;
}

export interface Difference {
  lines: LineDifference[];
  money: MoneyDifference[];
  /** Everything that differs but lines and promotions: terms, payments, texts and settings. */
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
  'names',
  'note',
  'notes',
  'code',
  'quantity',
  'unit',
  'conversion',
  'unitPrice',
  'discount',
  'taxBp',
  'taxName',
  'charge',
  'isCredit',
  'isOptional',
  'isChosen',
  'alternativeOf',
  'limits',
] as const;

function cellsOf(before: LineSide, after: LineSide): string[] {
  const cells: string[] = shownCells.filter((key) => unlike(before.line[key], after.line[key]));
  if (unlike(takenParts(before.line), takenParts(after.line))) cells.push('parts');
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

/** What each promotion takes off, where that differs. */
function promotionsOf(before: Side, after: Side): MoneyDifference[] {
  const amount = ({ totals }: Side, id: string): number => totals.promotions?.find((one) => one.id === id)?.amountMinor ?? 0;
  const names = new Map([before, after].flatMap(({ content }) => (content.promotions ?? []).map(({ id, name }) => [id, name])));
  return [...names]
    .map(([id, name]) => ({ key: 'promotion' as const, name, before: amount(before, id), after: amount(after, id) }))
    .filter((one) => one.before !== one.after);
}

const recurs = ({ totals }: Side): boolean => totals.recurringMinor !== 0;
/** A revision that was sent before it was worked out does not say what it comes to a year. */
const saysAcv = (side: Side): boolean => side.totals.acvMinor !== undefined || !recurs(side);

/** What differs between two revisions of a quote: lines, money, terms and words. */
export function differenceOf(before: Side, after: Side): Difference {
  const { lines: _old, promotions: _were, ...was } = before.content;
  const { lines: _new, promotions: _are, ...is } = after.content;
  const sumsOf = ({ totals }: Side) => ({
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    discountMinor: totals.discountMinor - promotedMinor(totals.promotions),
    totalMinor: totals.totalMinor,
    tcvMinor: totals.netMinor,
    acvMinor: totals.acvMinor ?? 0,
  });
  const [then, later] = [sumsOf(before), sumsOf(after)];
  const sums = (keys: readonly (keyof typeof then)[]): MoneyDifference[] =>
    keys.flatMap((key) => (then[key] === later[key] ? [] : [{ key, before: then[key], after: later[key] }]));
  const [old, now] = [new Map<string, unknown>(Object.entries(was)), new Map<string, unknown>(Object.entries(is))];
  return {
    lines: linesOf(before, after),
    money: [
      ...sums(['netMinor', 'taxMinor']),
      ...promotionsOf(before, after),
      ...sums(['discountMinor', 'totalMinor']),
      ...sums([
        ...(recurs(before) || recurs(after) ? (['tcvMinor'] as const) : []),
        ...(saysAcv(before) && saysAcv(after) ? (['acvMinor'] as const) : []),
      ]),
    ],
    // What was left out altogether, before or after, differs too.
    parts: [...new Set([...now.keys(), ...old.keys()])].flatMap((key) =>
      unlike(old.get(key), now.get(key)) ? [{ key, before: old.get(key), after: now.get(key) }] : [],
    ),
  };
}
