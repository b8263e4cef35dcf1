import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { XlsxCell } from './cells.ts';

export interface XlsxColumn {
  header: string;
  /** In characters. */
  width: number;
}

/** Rows that a sheet of Excel has, its header among them. */
export const maximumRows = 1_048_576;
const longestText = 32_767;
const chunkLength = 65_536;
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

// oxlint-disable-next-line no-control-regex -- what XML cannot hold is what is looked for
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text inside XML: what XML cannot hold is left out, and what a spreadsheet would read as an escape is escaped. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(impossible, '')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `A`, `Z`, `AA`: the name of the n-th column, from 0. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

// The first styles of a book: as it comes, the header, and a text that looks like a formula and stays a text when it is edited.
const headerStyle = 1;
const quotedStyle = 2;
const firstFormat = 3;
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** The number formats a book uses, in the order in which its cells first ask for them. */
class Styles {
  private readonly formats: string[] = [];

  styleOf(format: string): number {
    const at = this.formats.indexOf(format);
    return firstFormat + (at >= 0 ? at : this.formats.push(format) - 1);
  }

  write(): string {
    const numbers = this.formats.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escape(format)}"/>`);
    const used = this.formats.map(
      (_, index) => `<xf numFmtId="${164 + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    );
    const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"';
    const cells = [
      `${plain}/>`,
      `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>`,
      `${plain} quotePrefix="1"/>`,
      ...used,
    ];
    return (
      `${xml}<styleSheet xmlns="${main}">` +
      (numbers.length > 0 ? `<numFmts count="${numbers.length}">${numbers.join('')}</numFmts>` : '') +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      `<cellStyleXfs count="1">${plain.replace(' xfId="0"', '')}/></cellStyleXfs>` +
      `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    );
  }
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${escape(text.slice(0, longestText))}</t></is></c>`;
}

function cellXml(place: string, cell: XlsxCell, styles: Styles): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return textCell(place, cell, formulaStart.test(cell) ? quotedStyle : 0);
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${Number(cell)}</v></c>`;
  return `<c r="${place}" s="${styles.styleOf(cell.format)}"><v>${cell.number}</v></c>`;
}

/** The rows of one sheet after another: each takes as many as it can hold. */
interface Source {
  rows: AsyncIterator<readonly XlsxCell[]>;
  next: IteratorResult<readonly XlsxCell[]> | undefined;
}

async function* sheetXml(columns: readonly XlsxColumn[], source: Source, styles: Styles, limit: number): AsyncGenerator<string> {
  const names = columns.map((_, index) => columnName(index));
  const last = names.at(-1) ?? 'A';
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  let text =
    `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
    `<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>` +
    `<row r="1">${columns.map(({ header }, index) => textCell(`${names[index] ?? ''}1`, header, headerStyle)).join('')}</row>`;
  let count = 1;
  while (count < limit && source.next && !source.next.done) {
    count += 1;
    text += `<row r="${count}">${source.next.value.map((cell, index) => cellXml(`${names[index] ?? ''}${count}`, cell, styles)).join('')}</row>`;
    source.next = await source.rows.next();
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData><autoFilter ref="A1:${last}${count}"/></worksheet>`;
}

function addBookParts(zip: ZipFile, names: readonly string[], styles: Styles): void {
  const add = (path: string, text: string): void => zip.addBuffer(Buffer.from(text), path);
  const sheetsOf = (each: (name: string, number: number) => string): string =>
    names.map((name, index) => each(name, index + 1)).join('');
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  add(
    'xl/workbook.xml',
    `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheetsOf((name, number) => `<sheet name="${escape(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `${xml}<Relationships xmlns="${packages}/relationships">${sheetsOf((_, number) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}` +
      `<Relationship Id="rId${names.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  );
  add('xl/styles.xml', styles.write());
  add(
    '_rels/.rels',
    `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    '[Content_Types].xml',
    `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>` +
      `${sheetsOf((_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${kind}.worksheet+xml"/>`)}` +
      `<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
  );
}

/** The name of a sheet as spreadsheets accept it: 31 characters, none of `[]:*?/\`, no apostrophe at an end. */
function sheetName(name: string, number: number): string {
  const clean =
    name
      .replaceAll(/[[\]:*?/\\]/g, ' ')
      .replaceAll(/^'+|'+$/g, '')
      .trim()
      .slice(0, 26) || 'Sheet';
  return number === 1 ? clean : `${clean} ${number}`;
}

/**
 * Writes rows as a workbook of Excel while they are read: a header that stays in view, typed cells, further sheets when one is
 * full. Nothing but the piece at hand is held in memory. A fault of the rows destroys the stream.
 */
export function writeXlsx(
  name: string,
  columns: readonly XlsxColumn[],
  rows: AsyncIterable<readonly XlsxCell[]>,
  limit = maximumRows,
): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as PassThrough;
  const fail = (error: unknown): void => void out.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  const book = { zip, out, styles: new Styles(), limit };
  void addSheets(book, name, columns, rows).catch(fail);
  return out;
}

interface Book {
  zip: ZipFile;
  out: PassThrough;
  styles: Styles;
  limit: number;
}

async function addSheets(
  { zip, out, styles, limit }: Book,
  name: string,
  columns: readonly XlsxColumn[],
  rows: AsyncIterable<readonly XlsxCell[]>,
): Promise<void> {
  const source: Source = { rows: rows[Symbol.asyncIterator](), next: undefined };
  source.next = await source.rows.next();
  const names: string[] = [];
  do {
    names.push(sheetName(name, names.length + 1));
    const sheet = Readable.from(sheetXml(columns, source, styles, limit));
    // Who stops reading the book stops the reading of rows too.
    out.once('close', () => sheet.destroy());
    zip.addReadStream(sheet, `xl/worksheets/sheet${names.length}.xml`);
    await finished(sheet);
  } while (source.next && !source.next.done);
  addBookParts(zip, names, styles);
  zip.end();
}
