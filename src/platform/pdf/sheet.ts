import type { Language } from '../languages.ts';
import { rulerOf } from './metrics.ts';

/** A piece of a line in a cell; 9.5 points and regular unless it says otherwise. */
export interface Piece {
  text: string;
  size?: number;
  isBold?: boolean;
}

/** A cell: its lines as they were typed, each of one or more pieces, and how many columns it spans. */
export interface Cell {
  lines: readonly (readonly Piece[])[];
  span?: number;
}

export interface SheetRow {
  cells: readonly Cell[];
  /** Space above, in points, where it is not the usual. */
  top?: number;
}

/** A table as wide as the page: one column takes what the others leave. */
export interface Sheet {
  language: Language;
  paper: 'a4' | 'letter';
  /** Which column is the wide one. */
  wide: number;
  rows: readonly SheetRow[];
}

/** Widths of columns and heights of rows in points; null is for Typst to find out. */
export interface Fit {
  widths: (number | null)[];
  heights: (number | null)[];
}

// The same figures as in `letter.typ`.
const letterSize = 9.5;
const leading = 0.65 * letterSize;
const inset = { x: 6, y: 5 };
const pageWidth = { a4: 595.28, letter: 612 };
const margins = 2 * 56.69;

/** Below this the wide column has no room, and Typst shares the width out. */
const narrowest = 120;

interface Size {
  width: number;
  height: number;
  isSure: boolean;
}

function sizeOf({ lines }: Cell, language: Language): Size {
  const sizes = lines.map((pieces) =>
    pieces.map(({ text, size = letterSize, isBold = false }) => {
      const ruler = rulerOf(language, isBold);
      return { ...ruler.measure(text, size), height: ruler.capHeight * size };
    }),
  );
  return {
    width: Math.max(0, ...sizes.map((line) => line.reduce((sum, { width }) => sum + width, 0))),
    height:
      sizes.reduce((sum, line) => sum + Math.max(0, ...line.map(({ height }) => height)), 0) +
      leading * Math.max(0, lines.length - 1),
    isSure: sizes.flat().every(({ isSure }) => isSure),
  };
}

const rounded = (points: number): number => Math.ceil(points * 100) / 100;

/**
 * How wide the columns of a sheet are, and how high those rows whose texts each fit on a line. Typst would find out the same, by
 * setting each cell two or three times over: that is half of what a quote costs.
 */
export function fitSheet({ language, paper, wide, rows }: Sheet): Fit {
  const sizes = rows.map(({ cells }) => cells.map((cell) => ({ ...sizeOf(cell, language), span: cell.span ?? 1 })));
  const count = Math.max(0, ...sizes.map((cells) => cells.reduce((sum, { span }) => sum + span, 0)));
  const widths = Array.from({ length: count }, () => 0);
  for (const cells of sizes) {
    let at = 0;
    for (const { span, width } of cells) {
      if (span === 1 && at !== wide) widths[at] = Math.max(widths[at] ?? 0, width + 2 * inset.x);
      at += span;
    }
  }
  const all = pageWidth[paper] - margins;
  const rest = all - widths.reduce((sum, width) => sum + width, 0);
  if (rest < narrowest) return { widths: widths.map(() => null), heights: rows.map(() => null) };
  const room = widths.map((width, at) => (at === wide ? rest : width));
  return {
    widths: widths.map((width, at) => (at === wide ? null : rounded(width))),
    heights: rows.map(({ top = inset.y }, index) => heightOf(sizes[index] ?? [], room, top)),
  };
}

function heightOf(cells: readonly (Size & { span: number })[], room: readonly number[], top: number): number | null {
  let at = 0;
  for (const { span, width, isSure } of cells) {
    const wide = room.slice(at, at + span).reduce((sum, one) => sum + one, 0);
    if (!isSure || width > wide - 2 * inset.x) return null;
    at += span;
  }
  return rounded(Math.max(0, ...cells.map(({ height }) => height)) + top + inset.y);
}

/** Names and values for a document (`facts` in `letter.typ`), and how wide the widest name is. */
export function fitFacts<T extends { label: string }>(
  items: readonly T[],
  language: Language,
): { width: number; items: readonly T[] } {
  const widths = items.map(({ label }) => rulerOf(language, false).measure(label, letterSize).width);
  return { width: rounded(Math.max(0, ...widths)), items };
}
