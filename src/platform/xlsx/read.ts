import { builtIn, dateText, numberText, type Shown, shownBy } from './formats.ts';
import { openParts, type Parts, type Visitor, walk } from './parts.ts';

/** A text of a spreadsheet: what its file format cannot hold stands in it as `_x000D_`. */
const plain = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Collects what stands in `t`, of a text in pieces too; how a word is read is no part of it. */
class TextReader {
  private said = '';
  private isText = false;
  private isReading = false;

  open(name: string): void {
    if (name === 'rPh') this.isReading = true;
    if (name === 't') this.isText = true;
  }
  text(text: string): void {
    if (this.isText && !this.isReading) this.said += text;
  }
  close(name: string): void {
    if (name === 'rPh') this.isReading = false;
    if (name === 't') this.isText = false;
  }
  take(): string {
    const all = plain(this.said);
    this.said = '';
    return all;
  }
}

async function all<T>(parts: Parts, name: string, visit: (emit: (item: T) => void) => Visitor): Promise<T[]> {
  const part = parts.get(name);
  const found: T[] = [];
  if (part) for await (const item of walk(await part(), visit)) found.push(item);
  return found;
}

const sharedTexts = (parts: Parts): Promise<string[]> =>
  all(parts, 'xl/sharedStrings.xml', (emit) => {
    const reader = new TextReader();
    return {
      open: (name) => reader.open(name),
      text: (text) => reader.text(text),
      close: (name) => {
        reader.close(name);
        if (name === 'si') emit(reader.take());
      },
    };
  });

/** What the numbers of each style are shown as. */
async function stylesOf(parts: Parts): Promise<Shown[]> {
  const own = new Map<string | undefined, string>();
  let isCell = false;
  return all(parts, 'xl/styles.xml', (emit) => ({
    open: (name, { numFmtId, formatCode = '' }) => {
      if (name === 'numFmt') own.set(numFmtId, formatCode);
      if (name === 'cellXfs') isCell = true;
      if (name !== 'xf' || !isCell) return;
      const format = own.get(numFmtId);
      emit(format === undefined ? builtIn(Number(numFmtId ?? 0)) : shownBy(format));
    },
    close: (name) => {
      if (name === 'cellXfs') isCell = false;
    },
  }));
}

/** Where the first sheet that is not hidden lies, and whether days are counted as old Macs did; undefined without a sheet. */
async function sheetOf(parts: Parts): Promise<{ path: string; isOld: boolean } | undefined> {
  let isOld = false;
  const [id] = await all<string | undefined>(parts, 'xl/workbook.xml', (emit) => ({
    open: (name, attributes) => {
      if (name === 'workbookPr') isOld = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name === 'sheet' && (attributes['state'] ?? 'visible') === 'visible') emit(attributes['id']);
    },
  }));
  const targets = await all<readonly [string | undefined, string]>(parts, 'xl/_rels/workbook.xml.rels', (emit) => ({
    open: (name, attributes) => {
      if (name === 'Relationship') emit([attributes['Id'], attributes['Target'] ?? '']);
    },
  }));
  const target = targets.find(([known]) => id !== undefined && known === id)?.[1];
  if (!target) return undefined;
  return { path: target.startsWith('/') ? target.slice(1) : `xl/${target}`, isOld };
}

interface Book {
  shared: readonly string[];
  styles: readonly Shown[];
  isOld: boolean;
}

function cellText(kind: string, style: number, value: string, { shared, styles, isOld }: Book): string {
  if (kind === 's') return shared[Number(value)] ?? '';
  if (kind === 'b') return value === '1' ? 'true' : 'false';
  if (kind === 'e' || value === '') return '';
  const number = Number(value);
  if (kind !== 'n' || !Number.isFinite(number)) return plain(value);
  const shown = styles[style] ?? 'number';
  if (shown === 'date' && number >= 0 && number < 2_958_466) return dateText(number, isOld);
  return shown === 'percent' ? `${numberText(number * 100)}%` : numberText(number);
}

/** The column of a cell, from 0: `AB12` is the 28th. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of place) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}

const mostColumns = 16_384;

/** A sheet's rows as they come, without the empty cells behind the last filled one; rows without a filled cell are left out. */
function rowVisitor(book: Book, emit: (row: string[]) => void): Visitor {
  const inline = new TextReader();
  let cells: string[] = [];
  let at = { column: -1, kind: 'n', style: 0 };
  let value = '';
  let isValue = false;
  const put = (text: string): void => {
    if (at.column < 0 || at.column >= mostColumns || text.trim() === '') return;
    while (cells.length < at.column) cells.push('');
    cells[at.column] = text;
  };
  return {
    open: (name, { r, t = 'n', s = '0' }) => {
      inline.open(name);
      if (name === 'v') isValue = true;
      if (name === 'row') at = { ...at, column: -1 };
      if (name !== 'c') return;
      at = { column: r === undefined ? at.column + 1 : columnOf(r), kind: t, style: Number(s) };
      value = '';
    },
    text: (text) => {
      inline.text(text);
      if (isValue) value += text;
    },
    close: (name) => {
      inline.close(name);
      if (name === 'v') isValue = false;
      if (name === 'c') {
        const written = inline.take();
        put(at.kind === 'inlineStr' ? written : cellText(at.kind, at.style, value, book));
      }
      if (name !== 'row') return;
      if (cells.length > 0) emit(cells);
      cells = [];
    },
  };
}

/**
 * The filled rows of the first sheet that is shown in an Excel workbook, all of one length, as texts: days as `2026-11-27`, shares with
 * their sign, numbers with a point. Undefined where an archive holds no workbook; rejects where the bytes are no archive, or damaged.
 */
export async function readXlsx(bytes: Buffer): Promise<AsyncGenerator<string[]> | undefined> {
  const parts = await openParts(bytes);
  const found = await sheetOf(parts);
  const sheet = found && parts.get(found.path);
  if (!found || !sheet) return undefined;
  const book = { shared: await sharedTexts(parts), styles: await stylesOf(parts), isOld: found.isOld };
  const rows = async (): Promise<AsyncGenerator<string[]>> => walk<string[]>(await sheet(), (emit) => rowVisitor(book, emit));
  // Read twice rather than held: what a row lacks is only known after the widest.
  let width = 0;
  for await (const cells of await rows()) width = Math.max(width, cells.length);
  return (async function* filled() {
    for await (const cells of await rows()) yield Array.from({ length: width }, (_, column) => cells[column] ?? '');
  })();
}
