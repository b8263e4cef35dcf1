import type { Language } from '../../../../platform/languages.ts';
import type { Cell, Piece, Sheet, SheetRow } from '../../../../platform/pdf/sheet.ts';
import type { quoteDocument } from '../rules.ts';

type Doc = ReturnType<typeof quoteDocument>;
type Row = Doc['rows'][number];

/** Small print, as in `documents/quote.typ`. */
const small = 8;
/** Above the name of a section. */
const sectionTop = 9;

const linesOf = (text: string, style: Omit<Piece, 'text'> = {}): Piece[][] =>
  text.split('\n').map((line) => [{ text: line, ...style }]);
const cellOf = (text: string, style: Omit<Piece, 'text'> = {}): Cell => ({ lines: linesOf(text, style) });

/** A name, its mark behind it, and what stands under it. */
function named({ name, mark, under }: Row): Cell {
  const lines = linesOf(name);
  if (mark !== null) lines.at(-1)?.push({ text: ' ' }, { text: mark, size: small });
  return { lines: [...lines, ...under.flatMap((text) => linesOf(text, { size: small }))] };
}

function rowOf(row: Row, { columns }: Doc): SheetRow {
  if (row.kind === 'text') return { cells: [{ ...named(row), span: columns.length }] };
  if (row.kind === 'section') {
    const cells = [{ ...cellOf(row.name, { isBold: true }), span: columns.length - 1 }, cellOf(row.amount, { isBold: true })];
    return { cells, top: sectionTop };
  }
  return { cells: row.cells.map((text, at) => (columns[at]?.key === 'name' ? named(row) : cellOf(text))) };
}

/** The table of a quote's lines, to be measured before it is set: its head and then its rows. */
export function quoteSheet(doc: Doc, language: Language, paper: Sheet['paper']): Sheet {
  const head = { cells: doc.columns.map(({ label }) => cellOf(label, { isBold: true })) };
  return {
    language,
    paper,
    wide: doc.columns.findIndex(({ key }) => key === 'name'),
    rows: [head, ...doc.rows.map((row) => rowOf(row, doc))],
  };
}
