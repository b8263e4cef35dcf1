import { isAscii } from 'node:buffer';
import { Parser } from 'csv-parse';
import { DomainError } from '../errors.ts';
import { badEncoding, isReadable, isUtf8Beginning, Utf8Converter } from './encoding.ts';
import { dateEvidence } from './dates.ts';
import { guessColumn, parseEmail, type ColumnGuess } from './guess.ts';
import { csvDelimiters, type CsvEncoding } from './kinds.ts';
import { decimalEvidence } from './numbers.ts';
import type { CsvFormat } from './read.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

export interface CsvDetection extends CsvFormat {
  columns: number;
  /** The first rows, the header left out. */
  sample: string[][];
  /** The names of the columns; made up of their numbers when the file has none. */
  header: string[];
  guesses: ColumnGuess[];
}

const headBytes = 262_144;
const windowBytes = 65_536;
const sampleRows = 500;

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['XLSX/ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['XLS/DOC', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['GZIP', [0x1f, 0x8b]],
  ['7Z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
];

// The characters that names of people and companies are made of, as one and the other write them.
const commonSimplified = new Set(vocabulary.commonSimplified);
const commonTraditional = new Set(vocabulary.commonTraditional);

function binary(kind: string): DomainError {
  return new DomainError('csv.binary', { status: 422, params: { kind } });
}

function refuseBinary(head: Uint8Array, isWide: boolean): void {
  for (const [kind, bytes] of signatures) if (bytes.every((byte, index) => head[index] === byte)) throw binary(kind);
  if (isWide) return;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) throw binary('BIN');
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1f) controls += 1;
  }
  if (controls > head.length / 100) throw binary('BIN');
}

function wideEncoding(head: Uint8Array): CsvEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Without a mark: every second byte of Latin letters, digits and separators is zero.
  const length = Math.min(head.length, 4096);
  const zeros = [0, 0];
  for (let index = 0; index < length; index += 1) if (head[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length * 0.2 && even < odd / 10) return 'utf-16le';
  return even > length * 0.2 && odd < even / 10 ? 'utf-16be' : undefined;
}

/** True when a file cannot be what it is said to be: nonsense would come out, and nothing would complain. */
function isImpossible(chosen: CsvEncoding, wide: CsvEncoding | undefined, head: Uint8Array): boolean {
  if (wide !== undefined) return chosen !== wide;
  // The separators of a table in UTF-16 have a zero byte each.
  return chosen.startsWith('utf-16') && !head.includes(0);
}

/** What share of the double-byte characters lies where an encoding keeps its common ones; symbols do not count. */
function commonShare(bytes: Uint8Array, isCommon: (lead: number, trail: number) => boolean): number {
  let [pairs, common] = [0, 0];
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) continue;
    index += 1;
    if (lead >= 0xa1 && lead <= 0xa3) continue;
    pairs += 1;
    if (isCommon(lead, bytes[index] ?? 0)) common += 1;
  }
  return pairs === 0 ? 0 : common / pairs;
}

const isCommonGb = (lead: number, trail: number): boolean => lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
const isCommonBig5 = (lead: number, trail: number): boolean =>
  lead >= 0xa4 && lead <= 0xc6 && ((trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1);

function hits(bytes: Uint8Array, encoding: CsvEncoding, common: ReadonlySet<string>): number {
  return Array.from(new TextDecoder(encoding).decode(bytes)).filter((character) => common.has(character)).length;
}

/** How many characters beyond ASCII bytes hold when read as UTF-8, and how many that are none. */
function countUtf8(bytes: Uint8Array): { good: number; broken: number } {
  const text = new TextDecoder('utf-8').decode(bytes);
  return { broken: text.split('\ufffd').length - 1, good: text.replace(/[\0-\x7f\ufffd]/g, '').length };
}

/** True for UTF-8 with a few broken bytes: better refused with the place than read as something else. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const { good, broken } = countUtf8(bytes);
  return good >= 5 && broken * 10 <= good;
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
  const { good, broken } = countUtf8(bytes);
  return good >= 2 && broken <= good;
}

function narrowEncoding(bytes: Uint8Array): CsvEncoding {
  if (isUtf8Beginning(bytes) || isDamagedUtf8(bytes)) return 'utf-8';
  // What no encoding of Chinese holds and whose bytes form characters of UTF-8 beside the broken ones is no Western text.
  if (!isReadable(bytes, 'gb18030') && !isReadable(bytes, 'big5') && isMostlyUtf8(bytes)) return 'utf-8';
  const gb = isReadable(bytes, 'gb18030') ? commonShare(bytes, isCommonGb) : 0;
  const big5 = isReadable(bytes, 'big5') ? commonShare(bytes, isCommonBig5) : 0;
  if (gb < 0.5 && big5 < 0.5) return 'windows-1252';
  if (Math.abs(gb - big5) > 0.15) return gb > big5 ? 'gb18030' : 'big5';
  return hits(bytes, 'big5', commonTraditional) > hits(bytes, 'gb18030', commonSimplified) ? 'big5' : 'gb18030';
}

function firstHighByte(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte >= 0x80);
}

/**
 * Reads the beginning of a file, and on to the first letters beyond ASCII when there are none in it: a file may name its
 * first Chinese customer after a million rows.
 */
async function readSamples(source: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; telling: Buffer }> {
  let head: Buffer = Buffer.alloc(0);
  let window: Buffer = Buffer.alloc(0);
  let isFound = false;
  for await (const chunk of source) {
    if (head.length < headBytes) {
      head = Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
      if (!isAscii(head) || head.includes(0)) break;
      continue;
    }
    if (!isFound && isAscii(chunk)) continue;
    isFound = true;
    window = Buffer.concat([window, chunk]);
    if (window.length >= windowBytes) break;
  }
  const start = firstHighByte(window);
  return { head, telling: start < 0 ? head : window.subarray(window.lastIndexOf(0x0a, start) + 1) };
}

function decodeHead(head: Buffer, encoding: CsvEncoding): string {
  const converter = new Utf8Converter(encoding);
  const lines = converter.push(head.subarray(0, headBytes)).toString('utf8');
  // A file shorter than the sample ends with its last line, whole or not.
  return head.length < headBytes ? lines + converter.end().toString('utf8') : lines;
}

/** The rows of a sample, as far as they are whole: it may end inside quotation marks. */
function rowsOf(text: string, delimiter: string, quote: string): string[][] {
  const rows: string[][] = [];
  const parser = new Parser({
    delimiter,
    quote,
    escape: quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    on_record: (record: string[]) => {
      if (rows.length < sampleRows && record.some((field) => field !== '')) rows.push(record);
      return null;
    },
  });
  parser.on('error', () => undefined);
  // The parser works while it is written to, but keeps some bytes back to look ahead: blank lines push them through.
  parser.write(`${text}${'\n'.repeat(16)}`);
  parser.destroy();
  return rows;
}

function columnsOf(rows: readonly string[][]): { columns: number; share: number } {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [columns, times] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { columns, share: rows.length === 0 ? 0 : times / rows.length };
}

function quoteOf(text: string, delimiter: string): '"' | "'" {
  const around = (quote: string): number => text.split(delimiter + quote).length + text.split(quote + delimiter).length - 2;
  return !text.includes('"') && around("'") >= 4 ? "'" : '"';
}

function bestDelimiter(text: string): { delimiter: string; quote: '"' | "'"; rows: string[][]; columns: number } {
  let best = { delimiter: ',', quote: quoteOf(text, ','), rows: [] as string[][], columns: 1, score: 0 };
  for (const delimiter of csvDelimiters) {
    if (!text.includes(delimiter)) continue;
    const quote = quoteOf(text, delimiter);
    const rows = rowsOf(text, delimiter, quote);
    const { columns, share } = columnsOf(rows);
    if (columns < 2) continue;
    // Regular rows first, then the longer delimiter (`|+|` before `|`), then more columns.
    const score = share + (delimiter.length - 1) * 0.2 + Math.min(columns, 20) * 0.005;
    if (share >= 0.5 && score > best.score) best = { delimiter, quote, rows, columns, score };
  }
  if (best.score > 0) return best;
  return { ...best, rows: rowsOf(text, ',', best.quote) };
}

function isValue(cell: string): boolean {
  return (
    decimalEvidence(cell) !== undefined ||
    dateEvidence(cell) !== undefined ||
    parseEmail(cell).ok ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(cell)
  );
}

/** True when the first row names columns: short, distinct texts that are no values and hardly come up again below. */
function looksLikeHeader(rows: readonly string[][]): boolean {
  const [first = [], ...below] = rows;
  const cells = first.map((cell) => cell.trim());
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length < cells.length * 0.5 || filled.some((cell) => isValue(cell) || cell.length > 100)) return false;
  if (new Set(filled).size < filled.length * 0.8) return false;
  const repeated = cells.filter((cell, column) => cell !== '' && below.some((row) => row[column]?.trim() === cell));
  return repeated.length <= filled.length * 0.2;
}

/**
 * Finds out how a file is written: encoding, delimiter, quotation mark, whether the first row names the columns, and what
 * the columns hold. Reads the beginning, and further only as long as the encoding is open. Refuses what is empty or no text.
 */
export async function detectCsv(source: AsyncIterable<Uint8Array>, chosen: Partial<CsvFormat> = {}): Promise<CsvDetection> {
  const { head, telling } = await readSamples(source);
  if (head.length === 0) throw new DomainError('csv.empty', { status: 422 });
  const wide = wideEncoding(head);
  refuseBinary(head, wide !== undefined);
  if (chosen.encoding && isImpossible(chosen.encoding, wide, head)) throw badEncoding(chosen.encoding, 0);
  const encoding = chosen.encoding ?? wide ?? narrowEncoding(telling);
  const text = decodeHead(head, encoding);
  if (text.trim() === '') throw new DomainError('csv.empty', { status: 422 });
  const hint = /^"?sep=(.)"?\r?\n/i.exec(text);
  const skippedLines = chosen.skippedLines ?? (hint ? 1 : 0);
  const body = text
    .split(/\r\n|\n|\r/)
    .slice(skippedLines)
    .join('\n');
  const delimiter = chosen.delimiter ?? hint?.[1];
  const quote = chosen.quote ?? (delimiter === undefined ? undefined : quoteOf(body, delimiter));
  const best =
    delimiter === undefined || quote === undefined
      ? bestDelimiter(body)
      : { delimiter, quote, rows: rowsOf(body, delimiter, quote), columns: 0 };
  const columns = best.columns || columnsOf(best.rows).columns;
  const hasHeader = chosen.hasHeader ?? looksLikeHeader(best.rows);
  const sample = hasHeader ? best.rows.slice(1) : best.rows;
  const names = hasHeader ? (best.rows[0] ?? []).map((name) => name.trim()) : [];
  const header = Array.from({ length: Math.max(columns, names.length) }, (_, column) => names[column] || String(column + 1));
  const guesses = header.map((_, column) => guessColumn(sample.map((row) => row[column] ?? '')));
  return {
    encoding,
    delimiter: best.delimiter,
    quote: best.quote,
    hasHeader,
    skippedLines,
    columns: header.length,
    sample,
    header,
    guesses,
  };
}
