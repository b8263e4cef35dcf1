import { buffer } from 'node:stream/consumers';
import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { dayCell, formats, instantCell, moneyFormat, type XlsxCell } from './cells.ts';
import { readXlsx } from './read.ts';
import { writeXlsx } from './write.ts';

/** A book as another program writes it. */
function bookOf(
  rows: readonly (readonly unknown[])[],
  options: { formats?: Record<string, string>; isOld?: boolean; hidden?: boolean } = {},
): Buffer {
  const book = utils.book_new();
  if (options.hidden) utils.book_append_sheet(book, utils.aoa_to_sheet([['hidden']]), 'Hidden');
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  for (const [place, format] of Object.entries(options.formats ?? {})) {
    const cell: unknown = sheet[place];
    if (typeof cell === 'object' && cell !== null) Object.assign(cell, { z: format });
  }
  utils.book_append_sheet(book, sheet, 'Data');
  book.Workbook = {
    Sheets: options.hidden ? [{ Hidden: 1 }, { Hidden: 0 }] : [{ Hidden: 0 }],
    WBProps: { date1904: options.isOld ?? false },
  };
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
}

/** The rows of a book, null where there is none to read. */
async function rowsOf(bytes: Buffer): Promise<string[][] | null> {
  const rows = await readXlsx(bytes);
  if (!rows) return null;
  const all: string[][] = [];
  for await (const cells of rows) all.push(cells);
  return all;
}

/** An archive with these parts. */
async function archive(parts: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

const sheetIn = async (sheet: string, more: Record<string, string> = {}): Promise<Buffer> =>
  archive({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  });

describe('readXlsx', () => {
  test('reads what another program wrote: shared texts, numbers, days, shares', async () => {
    const rows = [
      ['Currency', 'Date', 'Rate', '份额', 'Is'],
      ['USD', 46_353, 7.125, 0.13, true],
      ['EUR & <co> "x"', 46_353.75, 0.000_052_3, 1.5, false],
    ];
    expect(
      await rowsOf(bookOf(rows, { formats: { B2: 'yyyy-mm-dd', B3: 'dd/mm/yyyy hh:mm', D2: '0%', D3: '"day" 0.0' } })),
    ).toEqual([
      ['Currency', 'Date', 'Rate', '份额', 'Is'],
      ['USD', '2026-11-27', '7.125', '13%', 'true'],
      ['EUR & <co> "x"', '2026-11-27 18:00:00', '0.0000523', '1.5', 'false'],
    ]);
  });

  test('leaves out empty rows and columns behind the last, and sheets that are hidden; counts days as old Macs did where they did', async () => {
    const rows = [['a', null, 'c'], [], [null, null, 'x', ' '], ['1', '2']];
    expect(await rowsOf(bookOf(rows, { hidden: true }))).toEqual([
      ['a', '', 'c'],
      ['', '', 'x'],
      ['1', '2', ''],
    ]);
    expect(await rowsOf(bookOf([[44_891]], { formats: { A1: 'yyyy-mm-dd' }, isOld: true }))).toEqual([['2026-11-27']]);
  });

  test('reads back what we export', async () => {
    async function* own(): AsyncGenerator<readonly XlsxCell[]> {
      const money = { number: '12345.67', format: moneyFormat('CNY', 2) };
      yield [
        '远景智造 <"&\'> 🙂 _x0041_',
        money,
        dayCell('2026-11-26'),
        instantCell('2026-11-26T16:30:00.000Z', 'Asia/Shanghai'),
        { number: '0.63', format: formats.wholePercent },
      ];
    }
    const columns = ['名称', '金额', '日期', '时间', '%'].map((header) => ({ header, width: 20 }));
    expect(await rowsOf(await buffer(writeXlsx('客户', columns, own())))).toEqual([
      ['名称', '金额', '日期', '时间', '%'],
      ['远景智造 <"&\'> 🙂 _x0041_', '12345.67', '2026-11-26', '2026-11-27 00:30:00', '63%'],
    ]);
  });

  test('reads prefixes, texts in pieces and how a word is read, escapes and inline texts', async () => {
    const shared =
      '<x:sst xmlns:x="m"><x:si><x:r><x:t>Ab</x:t></x:r><x:r><x:t>c &amp; d</x:t></x:r><x:rPh sb="0" eb="1"><x:t>ab</x:t></x:rPh></x:si></x:sst>';
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>_x000D_!</x:t></x:is></x:c>' +
      '<x:c r="D1" t="str"><x:v>=A1</x:v></x:c><x:c r="E1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await rowsOf(await sheetIn(sheet, { 'xl/sharedStrings.xml': shared }))).toEqual([['Abc & d', '\r!', '', '=A1']]);
  });

  test('is nothing for an archive without a workbook, and refuses what is damaged or declares entities', async () => {
    expect(await rowsOf(await archive({ 'a.txt': 'a' }))).toBeNull();
    await expect(readXlsx(Buffer.from('PK\u0003\u0004nothing'))).rejects.toThrow(/central directory/);
    await expect(readXlsx(Buffer.alloc(0))).rejects.toThrow(/central directory/);
    await expect(rowsOf(await sheetIn('<worksheet><row>'))).rejects.toThrow(/unclosed/);
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><row><c t="str"><v>&b;</v></c></row></worksheet>';
    await expect(rowsOf(await sheetIn(bomb))).rejects.toThrow(/entity/);
  });

  test('reads elements that never end no slower than others', async () => {
    // An element that never ends is looked for once, not once for each that begins.
    await expect(rowsOf(await sheetIn(`<worksheet>${'<row>'.repeat(100_000)}`))).rejects.toThrow(/unclosed/);
  });
});
