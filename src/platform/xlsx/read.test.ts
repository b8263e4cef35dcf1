import { buffer } from 'node:stream/consumers';
import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
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

describe('readXlsx', () => {
  test('reads what another program wrote: shared texts, numbers, days, shares', () => {
    const rows = [
      ['Currency', 'Date', 'Rate', '份额', 'Is'],
      ['USD', 46_353, 7.125, 0.13, true],
      ['EUR & <co> "x"', 46_353.75, 0.000_052_3, 1.5, false],
    ];
    expect(readXlsx(bookOf(rows, { formats: { B2: 'yyyy-mm-dd', B3: 'dd/mm/yyyy hh:mm', D2: '0%', D3: '"day" 0.0' } }))).toEqual([
      ['Currency', 'Date', 'Rate', '份额', 'Is'],
      ['USD', '2026-11-27', '7.125', '13%', 'true'],
      ['EUR & <co> "x"', '2026-11-27 18:00:00', '0.0000523', '1.5', 'false'],
    ]);
  });

  test('leaves out empty rows and columns behind the last, and sheets that are hidden; counts days as old Macs did where they did', () => {
    const rows = [['a', null, 'c'], [], [null, null, 'x', ' '], ['1', '2']];
    expect(readXlsx(bookOf(rows, { hidden: true }))).toEqual([
      ['a', '', 'c'],
      ['', '', 'x'],
      ['1', '2', ''],
    ]);
    expect(readXlsx(bookOf([[44_891]], { formats: { A1: 'yyyy-mm-dd' }, isOld: true }))).toEqual([['2026-11-27']]);
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
    expect(readXlsx(await buffer(writeXlsx('客户', columns, own())))).toEqual([
      ['名称', '金额', '日期', '时间', '%'],
      ['远景智造 <"&\'> 🙂 _x0041_', '12345.67', '2026-11-26', '2026-11-27 00:30:00', '63%'],
    ]);
  });

  test('is undefined for what is no workbook', () => {
    expect(readXlsx(Buffer.from('PK\u0003\u0004nothing'))).toBeUndefined();
    expect(readXlsx(Buffer.alloc(0))).toBeUndefined();
  });
});
