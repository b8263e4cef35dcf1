/** A value of a cell; nothing becomes an empty cell. */
export type CsvCell = string | number | boolean | null | undefined;

export interface CsvWriteOptions {
  delimiter?: string;
  /** A byte order mark, so that spreadsheets take the file for UTF-8. */
  hasMark?: boolean;
}

const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;
const afterApostrophes = /^'+[=+\-@\t\r\n＝＋－＠]/;
// Digits and what stands between them cannot call or refer to anything: -5, +86 138-0013-8000, ---.
const harmless = /^[+-][\d\s().,/%-]*$/;
const chunkLength = 65_536;

/**
 * Keeps a spreadsheet from running a cell as a formula: one that starts like a formula gets an apostrophe before it, as
 * spreadsheets write text themselves. Numbers and phone numbers with a sign stay as they are.
 */
export function neutraliseCell(text: string): string {
  if (formulaStart.test(text) && !harmless.test(text)) return `'${text}`;
  // So that restoring takes away only what was put there.
  return afterApostrophes.test(text) ? `'${text}` : text;
}

/** Takes off the apostrophe that `neutraliseCell` put before a text. */
export function restoreCell(text: string): string {
  return afterApostrophes.test(text) ? text.slice(1) : text;
}

function cellText(cell: CsvCell, delimiter: string): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' ? neutraliseCell(cell) : String(cell);
  const isPlain = !text.includes('"') && !text.includes(delimiter) && !/[\r\n]|^ | $/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** One row of CSV as RFC 4180 has it, with its line end. */
export function csvLine(cells: readonly CsvCell[], delimiter = ','): string {
  const [only] = cells;
  // A row of one empty cell would be a blank line, which readers leave out.
  if (cells.length === 1 && (only === '' || only === null || only === undefined)) return '""\r\n';
  return `${cells.map((cell) => cellText(cell, delimiter)).join(delimiter)}\r\n`;
}

/** Writes rows as CSV text in pieces of some 64 kB, asking for rows as the pieces are taken. */
export async function* writeCsv(
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
  options: CsvWriteOptions = {},
): AsyncGenerator<string, void> {
  const { delimiter = ',', hasMark = false } = options;
  let text = hasMark ? '\ufeff' : '';
  for await (const row of rows) {
    text += csvLine(row, delimiter);
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
