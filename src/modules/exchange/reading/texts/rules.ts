import { restoreCell } from '../../../../platform/csv/write.ts';
import type { FieldSource } from '../../mapping/contract.ts';

export type TextOf = (cells: readonly string[]) => string;

/** The way from a row's cells to the text of a field. */
export function textReader(source: FieldSource, places: ReadonlyMap<string, number>): TextOf {
  const raw = rawReader(source, places);
  if (!source.values) return raw;
  const values = new Map(Object.entries(source.values).map(([text, meant]) => [text.trim(), meant]));
  return (cells) => {
    const text = raw(cells);
    return values.get(text.trim()) ?? text;
  };
}

function rawReader({ column, value, template }: FieldSource, places: ReadonlyMap<string, number>): TextOf {
  if (column !== undefined) {
    const place = places.get(column) ?? -1;
    return (cells) => restoreCell(cells[place] ?? '').trim();
  }
  if (template === undefined) return () => value ?? '';
  // What stands between two empty columns has nothing to join.
  return (cells) =>
    template
      .replace(/\{([^{}]+)\}/g, (_, name: string) => cells[places.get(name.trim()) ?? -1]?.trim() ?? '')
      .replace(/^[\s·\-–—|/,]+|[\s·\-–—|/,]+$/g, '')
      .trim();
}
