import { readZip } from './zip.ts';

/** Names of elements may carry a prefix: `<x:row>`. */
const element = (name: string): RegExp =>
  new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, 'g');
const cellElement = element('c');
const textElement = element('t');
/** How a word is read is no part of it. */
const phonetic = element('rPh');

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const attribute = (text: string | undefined, name: string): string | undefined => {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text ?? '')?.[1];
  return found === undefined ? undefined : plain(found);
};

const textOf = (inner: string): string =>
  [...inner.replaceAll(phonetic, '').matchAll(textElement)].map((match) => plain(match[2] ?? '')).join('');

type Shown = 'number' | 'date' | 'percent';

function shownBy(format: string): Shown {
  // What is quoted, escaped or a colour says nothing of dates.
  const bare = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  if (/[ymdhs]/i.test(bare) && !/general/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'number';
}

/** Formats that have a number and no text. */
function builtIn(id: number): Shown {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return 'date';
  return id === 9 || id === 10 ? 'percent' : 'number';
}

/** What the numbers of each style are shown as. */
function stylesOf(xml: string): Shown[] {
  const own = new Map(
    [...xml.matchAll(element('numFmt'))].map(([, text]) => [attribute(text, 'numFmtId'), attribute(text, 'formatCode') ?? '']),
  );
  const cells = element('cellXfs').exec(xml)?.[2] ?? '';
  return [...cells.matchAll(element('xf'))].map(([, text]) => {
    const id = attribute(text, 'numFmtId') ?? '0';
    const format = own.get(id);
    return format === undefined ? builtIn(Number(id)) : shownBy(format);
  });
}

/** Days between the first one of Excel (and of old Macs) and 1970. */
const epochs = { usual: 25_569, old: 24_107 };

function dateText(serial: number, isOld: boolean): string {
  const iso = new Date(Math.round((serial - (isOld ? epochs.old : epochs.usual)) * 86_400) * 1000).toISOString();
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** A number as Excel shows it at most: fifteen digits, without an exponent. */
function numberText(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}

interface Book {
  shared: readonly string[];
  styles: readonly Shown[];
  isOld: boolean;
}

function cellText(attributes: string | undefined, inner: string, { shared, styles, isOld }: Book): string {
  const kind = attribute(attributes, 't') ?? 'n';
  if (kind === 'inlineStr') return textOf(inner);
  const value = plain(element('v').exec(inner)?.[2] ?? '');
  if (kind === 's') return shared[Number(value)] ?? '';
  if (kind === 'b') return value === '1' ? 'true' : 'false';
  if (kind === 'e' || value === '') return '';
  const number = Number(value);
  if (kind !== 'n' || !Number.isFinite(number)) return value;
  const shown = styles[Number(attribute(attributes, 's') ?? '0')] ?? 'number';
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

function rowsOf(sheet: string, book: Book): string[][] {
  const rows = [...sheet.matchAll(element('row'))].map(([, , inner = '']) => {
    const cells: string[] = [];
    for (const [, attributes, content = ''] of inner.matchAll(cellElement)) {
      const place = attribute(attributes, 'r');
      const column = place === undefined ? cells.length : columnOf(place);
      if (column < 0 || column >= mostColumns) continue;
      while (cells.length < column) cells.push('');
      cells[column] = cellText(attributes, content, book);
    }
    return cells;
  });
  const filled = rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const width = Math.max(0, ...filled.map((cells) => cells.findLastIndex((cell) => cell.trim() !== '') + 1));
  return filled.map((cells) => Array.from({ length: width }, (_, column) => cells[column] ?? ''));
}

/** Where the first sheet that is not hidden lies in the archive. */
function sheetPath(workbook: string, links: string): string | undefined {
  const sheets = [...workbook.matchAll(element('sheet'))].map(([, text]) => text);
  const first = sheets.find((text) => (attribute(text, 'state') ?? 'visible') === 'visible');
  const id = attribute(first, '(?:\\w+:)?id');
  const link = [...links.matchAll(element('Relationship'))].find(([, text]) => attribute(text, 'Id') === id);
  const target = attribute(link?.[1], 'Target');
  return target === undefined ? undefined : target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/**
 * The filled rows of the first sheet of an Excel workbook, as texts: days as `2026-11-27`, shares with their sign, numbers with a point.
 * Undefined where the bytes are no workbook.
 */
export function readXlsx(bytes: Buffer): string[][] | undefined {
  const files = readZip(bytes);
  const part = (name: string): string | undefined => files?.get(name)?.().toString('utf8');
  const workbook = part('xl/workbook.xml');
  const path = workbook === undefined ? undefined : sheetPath(workbook, part('xl/_rels/workbook.xml.rels') ?? '');
  const sheet = path === undefined ? undefined : part(path);
  if (workbook === undefined || sheet === undefined) return undefined;
  const shared = [...(part('xl/sharedStrings.xml') ?? '').matchAll(element('si'))].map(([, , inner = '']) => textOf(inner));
  const isOld = ['1', 'true'].includes(attribute(element('workbookPr').exec(workbook)?.[1], 'date1904') ?? '');
  return rowsOf(sheet, { shared, styles: stylesOf(part('xl/styles.xml') ?? ''), isOld });
}
