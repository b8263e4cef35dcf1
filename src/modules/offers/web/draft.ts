import { randomKey } from '../../../web/api.ts';
import { maxLines, type QuoteContent, QuoteLine } from '../content/contract.ts';
import { isEmptyItem } from '../content/rules.ts';
import type { LineTax } from '../filling/rules.ts';
import { readCell, readPositive, type TypedColumn, typedColumns } from './cells.ts';
import type { PastedTable } from './paste.ts';

/** A quote as it is being edited: what it says, and what pieces cost. */
export interface Draft {
  content: QuoteContent;
  costs: Readonly<Record<string, string>>;
}

export const newId = (): string => randomKey().slice(0, 12);

/** A line with nothing in it: an item has the tax of which nobody says otherwise, and no price yet. */
export function newLine(kind: QuoteLine['kind'], tax: LineTax | null, more: Partial<QuoteLine> = {}): QuoteLine {
  const bare = kind === 'item' ? { ...tax, unread: { unitPrice: '' } } : {};
  return { ...QuoteLine.parse({ id: newId(), kind, name: '', ...bare }), ...more };
}

export function withContent(draft: Draft, change: Partial<QuoteContent>): Draft {
  return { ...draft, content: { ...draft.content, ...change } };
}

/** The quote in another currency: numbers stay as they are typed, but were not found in it. */
export function inCurrency({ lines, currency: before }: QuoteContent, currency: string): Partial<QuoteContent> {
  if (currency === before) return {};
  const unfound = lines.map(({ foundPriceMinor: _found, pricedBy: _by, ...line }) => line);
  // Promotions are of a currency.
  return { currency, cashStepMinor: currency === 'CHF' ? 5 : null, lines: unfound, promotions: undefined };
}

const withLines = (draft: Draft, lines: QuoteLine[]): Draft => withContent(draft, { lines });

export function patchLine(draft: Draft, id: string, change: Partial<QuoteLine>): Draft {
  return withLines(
    draft,
    draft.content.lines.map((line) => (line.id === id ? { ...line, ...change } : line)),
  );
}

function unreadOf(line: QuoteLine, column: TypedColumn, text: string | null): QuoteLine['unread'] {
  const { [column === 'name' || column === 'unit' ? 'quantity' : column]: _gone, ...others } = line.unread ?? {};
  const kept = column === 'name' || column === 'unit' ? (line.unread ?? {}) : others;
  const all = text === null || column === 'name' || column === 'unit' ? kept : { ...kept, [column]: text.slice(0, 200) };
  return Object.keys(all).length === 0 ? null : all;
}

/** What was typed into a cell; a text that cannot be read stays as it is, marked, and the line counts for nothing until it is mended. */
export function setCell(draft: Draft, id: string, column: TypedColumn, text: string): Draft {
  const line = draft.content.lines.find((one) => one.id === id);
  if (!line) return draft;
  if (column === 'unitCost') return setCost(draft, line, text.trim());
  const change = readCell(column, text, draft.content.currency);
  const unread = unreadOf(line, column, change === null ? text.trim() : null);
  // Another rate is not that of the class any more.
  const name = change?.taxBp !== undefined && change.taxBp !== line.taxBp ? { taxName: null } : {};
  return patchLine(draft, id, { ...change, ...name, unread });
}

function setCost(draft: Draft, line: QuoteLine, text: string): Draft {
  const { [line.id]: _old, ...others } = draft.costs;
  const cost = text === '' ? null : readPositive(text, 'price');
  const unread = unreadOf(line, 'unitCost', cost === null && text !== '' ? text : null);
  return { ...patchLine(draft, line.id, { unread }), costs: cost === null ? others : { ...others, [line.id]: cost } };
}

/** What a piece of a line costs, as it is known from the catalogue; null where it is not. */
export function setUnitCost(draft: Draft, id: string, cost: string | null): Draft {
  const { [id]: _old, ...others } = draft.costs;
  return { ...draft, costs: cost === null ? others : { ...others, [id]: cost } };
}

export function insertLines(draft: Draft, index: number, lines: readonly QuoteLine[]): Draft {
  return withLines(draft, draft.content.lines.toSpliced(index, 0, ...lines));
}

/** Takes a line out; what stood as an alternative to it stands by itself. */
export function removeLine(draft: Draft, id: string): Draft {
  const lines = draft.content.lines.filter((line) => line.id !== id);
  return withLines(
    draft,
    lines.map((line) => (line.alternativeOf === id ? { ...line, alternativeOf: null } : line)),
  );
}

export function moveLine(draft: Draft, from: number, to: number): Draft {
  const line = draft.content.lines[from];
  if (!line || to < 0 || to >= draft.content.lines.length) return draft;
  return withLines(draft, draft.content.lines.toSpliced(from, 1).toSpliced(to, 0, line));
}

/** A line filled from a pasted row; cells beyond the grid's go into its note, so that nothing is lost. */
function filled(
  draft: Draft,
  start: QuoteLine,
  row: readonly string[],
  columns: readonly (TypedColumn | null)[],
): [QuoteLine, string | null] {
  let line = start;
  let cost: string | null = null;
  const rest: string[] = [];
  row.forEach((text, index) => {
    const column = columns[index];
    if (text.trim() === '') return;
    if (column === undefined || column === null) rest.push(text.trim());
    else {
      const one: Draft = setCell({ content: { ...draft.content, lines: [line] }, costs: {} }, line.id, column, text);
      line = one.content.lines[0] ?? line;
      cost = one.costs[line.id] ?? cost;
    }
  });
  const note = [line.note, ...rest].filter(Boolean).join(' · ').slice(0, 4000);
  return [{ ...line, note: note === '' ? null : note }, cost];
}

export interface Pasted {
  draft: Draft;
  rows: number;
  /** Cells that could not be read. */
  unread: number;
  /** Lines that are new. */
  ids: string[];
  /** Lines of products that were there, and got another unit. */
  units: string[];
  /** Lines of which the table said the tax. */
  taxed: string[];
}

/**
 * Puts a pasted table into the grid: rows with names become lines below the active one (in its place where it is empty), a column
 * of numbers fills the cells downwards. Null where the quote would hold more lines than it can.
 */
export function pasteTable(
  draft: Draft,
  at: number,
  column: TypedColumn,
  { rows, columns }: PastedTable,
  tax: LineTax | null,
): Pasted | null {
  // Rows that begin with a text where a number stands are whole lines, wherever the cursor is.
  const [first = ''] = rows[0] ?? [];
  const isWhole =
    (rows[0]?.length ?? 0) > 1 && column !== 'unit' && readPositive(first, 'price') === null && !first.includes('%');
  const from = isWhole ? 0 : typedColumns.indexOf(column);
  const known = columns ?? rows[0]?.map((_, index) => typedColumns[from + index] ?? null) ?? [];
  const isNew = known.includes('name');
  const lines = [...draft.content.lines];
  const costs: Record<string, string> = { ...draft.costs };
  const active = lines[at];
  let place = isNew ? (active && isEmptyItem(active) ? at : at + 1) : at;
  if (isNew && active && isEmptyItem(active)) lines.splice(at, 1);
  if (lines.length + (isNew ? rows.length : Math.max(0, rows.length - (lines.length - at))) > maxLines) return null;
  let unread = 0;
  const made: QuoteLine[] = [];
  const [units, taxed]: [string[], string[]] = [[], []];
  for (const row of rows) {
    while (!isNew && lines[place] && lines[place]?.kind !== 'item') place += 1;
    const target = isNew ? undefined : lines[place];
    const [line, cost] = filled(draft, target ?? newLine('item', tax), row, known);
    if (cost !== null) costs[line.id] = cost;
    if ((row[known.indexOf('taxBp')] ?? '').trim() !== '') taxed.push(line.id);
    unread += Object.values(line.unread ?? {}).filter((text) => text !== '').length;
    if (target && target.productId !== null && target.unit !== line.unit) units.push(line.id);
    if (target) lines[place] = line;
    else made.push(line);
    place += 1;
  }
  const start = isNew ? place - rows.length : lines.length;
  lines.splice(start, 0, ...made);
  const ids = made.map(({ id }) => id);
  return {
    draft: { content: { ...draft.content, lines }, costs },
    rows: rows.length,
    unread,
    ids,
    units,
    taxed,
  };
}
