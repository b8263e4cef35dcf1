import { buffer } from 'node:stream/consumers';
import { read, utils, type CellObject, type WorkBook } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { dayCell, formats, instantCell, moneyFormat, type XlsxCell } from './cells.ts';
import { columnName, writeXlsx } from './write.ts';

async function* rowsOf(rows: readonly (readonly XlsxCell[])[]): AsyncGenerator<readonly XlsxCell[]> {
  yield* rows;
}

/** The book as a reader of others sees it. */
async function bookOf(rows: readonly (readonly XlsxCell[])[], headers: readonly string[], limit?: number): Promise<WorkBook> {
  const columns = headers.map((header) => ({ header, width: 20 }));
  const file = await buffer(writeXlsx('客户', columns, rowsOf(rows), limit));
  return read(file, { cellNF: true, cellStyles: true, bookFiles: true });
}

const cell = (book: WorkBook, place: string, sheet = 0): CellObject | undefined =>
  book.Sheets[book.SheetNames[sheet] ?? '']?.[place];

describe('writeXlsx', () => {
  test('writes typed cells that another reader reads back', async () => {
    const row: XlsxCell[] = [
      '远景智造 <"&\'> 🙂',
      { number: '12345.67', format: moneyFormat('CNY', 2) },
      { number: '9007199254740993.25', format: moneyFormat('CNY', 2) },
      dayCell('2026-11-26'),
      instantCell('2026-11-26T16:30:00.000Z', 'Asia/Shanghai'),
      true,
      null,
      { number: '0.63', format: formats.wholePercent },
    ];
    const book = await bookOf([row], ['名称', '金额', 'Large', '日期', '时间', 'Is', 'Empty', '%']);
    expect(book.SheetNames).toEqual(['客户']);
    expect(cell(book, 'A1')).toMatchObject({ t: 's', v: '名称' });
    expect(cell(book, 'A2')).toMatchObject({ t: 's', v: '远景智造 <"&\'> 🙂' });
    expect(cell(book, 'B2')).toMatchObject({ t: 'n', v: 12_345.67, w: '12,345.67 CNY' });
    expect(cell(book, 'D2')).toMatchObject({ t: 'n', w: '2026-11-26' });
    expect(cell(book, 'E2')).toMatchObject({ t: 'n', w: '2026-11-27 00:30' });
    expect(cell(book, 'F2')).toMatchObject({ t: 'b', v: true });
    expect(cell(book, 'G2')).toBeUndefined();
    expect(cell(book, 'H2')).toMatchObject({ t: 'n', v: 0.63, w: '63%' });
    const files = (book as WorkBook & { files: Record<string, { content: Uint8Array }> }).files;
    const sheet = Buffer.from(files['xl/worksheets/sheet1.xml']?.content ?? []).toString();
    expect(sheet).toContain('<v>9007199254740993.25</v>');
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('<autoFilter ref="A1:H2"/>');
    expect(sheet).toContain('width="20"');
  });

  test('keeps every text a text: formulas, escapes, what XML cannot hold, what is too long', async () => {
    const texts = [
      '=1+1',
      '@SUM(A1)',
      '-2+3',
      '_x0041_ stays',
      'a\u0000b\u0008c\ud800d',
      '  spaces  ',
      'two\nlines',
      'x'.repeat(40_000),
    ];
    const book = await bookOf(
      texts.map((text) => [text]),
      ['=HEAD()'],
    );
    const shown = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 }).flat();
    expect(shown).toEqual([
      '=HEAD()',
      '=1+1',
      '@SUM(A1)',
      '-2+3',
      '_x0041_ stays',
      'abc\ufffdd',
      '  spaces  ',
      'two\nlines',
      'x'.repeat(32_767),
    ]);
    for (let row = 1; row <= texts.length + 1; row++) expect(cell(book, `A${row}`)?.f).toBeUndefined();
  });

  test('goes on in another sheet when one is full, header again; an empty book has its header', async () => {
    const book = await bookOf([['a'], ['b'], ['c'], ['d'], ['e']], ['H'], 3);
    expect(book.SheetNames).toEqual(['客户', '客户 2', '客户 3']);
    expect([cell(book, 'A1', 1)?.v, cell(book, 'A2', 1)?.v, cell(book, 'A2', 2)?.v, cell(book, 'A3', 2)?.v]).toEqual([
      'H',
      'c',
      'e',
      undefined,
    ]);
    const empty = await bookOf([], ['H']);
    expect(utils.sheet_to_json(empty.Sheets['客户'] ?? {}, { header: 1 })).toEqual([['H']]);
  });

  test('takes rows only as fast as they are read, and stops with its reader', async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<readonly XlsxCell[]> {
      for (;;) yield [`${++made} ${Math.random().toString(36).repeat(20)}`];
    }
    const stream = writeXlsx('Much', [{ header: 'H', width: 10 }], endless());
    const settled = async (): Promise<number> => {
      for (let last = -1; last !== made;) {
        last = made;
        await new Promise((done) => setTimeout(done, 400));
      }
      return made;
    };
    const before = await settled();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(20_000);
    stream.destroy();
    expect(await settled()).toBe(before);
  });

  test('of 100,000 rows never holds more than a piece', async () => {
    async function* many(): AsyncGenerator<readonly XlsxCell[]> {
      for (let row = 0; row < 100_000; row++)
        yield Array.from({ length: 10 }, (_, column) =>
          column % 2 === 0 ? `row ${row} column ${column}` : { number: String(row), format: '0' },
        );
    }
    const columns = Array.from({ length: 10 }, (_, index) => ({ header: `H${index}`, width: 12 }));
    const held = (): number => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = held();
    let most = 0;
    let size = 0;
    for await (const part of writeXlsx('Many', columns, many())) {
      most = Math.max(most, held() - before);
      size += (part as Buffer).length;
    }
    expect(size).toBeGreaterThan(2_000_000);
    // The sheet alone is some 60 MB of text; what is not collected yet counts too.
    expect(most / 1_048_576).toBeLessThan(100);
  }, 60_000);

  test('a fault of the rows breaks the file off', async () => {
    async function* faulty(): AsyncGenerator<readonly XlsxCell[]> {
      yield ['one'];
      throw new Error('lost the database');
    }
    await expect(buffer(writeXlsx('X', [{ header: 'H', width: 10 }], faulty()))).rejects.toThrow('lost the database');
  });
});

test('columnName goes on after Z', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

describe('cells', () => {
  test.each([
    ['1900-03-01', '61'],
    ['2000-01-01', '36526'],
    ['2026-11-26', '46352'],
  ])('%s is day %s', (day, number) => expect(dayCell(day)).toMatchObject({ number }));

  test('what spreadsheets cannot count stays a text', () => {
    expect([dayCell('1899-12-31'), dayCell('no day'), instantCell('1815-06-18T12:00:00.000Z', 'UTC')]).toEqual([
      '1899-12-31',
      'no day',
      '1815-06-18T12:00:00.000Z',
    ]);
  });

  test('an instant follows the clock of its zone through a change of the hour', () => {
    const at = (instant: string): number => Number((instantCell(instant, 'Europe/Berlin') as { number: string }).number) % 1;
    expect(at('2026-03-29T00:59:00.000Z') * 24).toBeCloseTo(1 + 59 / 60, 3);
    expect(at('2026-03-29T01:00:00.000Z') * 24).toBeCloseTo(3, 3);
    // To the millisecond, so that nobody reads a minute less.
    expect(at('2026-11-26T16:30:00.000Z') * 1440).toBeCloseTo(17.5 * 60, 4);
  });

  test('amounts have the decimals of their currency', () => {
    expect([moneyFormat('CNY', 2), moneyFormat('JPY', 0), moneyFormat('KWD', 3)]).toEqual([
      '#,##0.00 "CNY"',
      '#,##0 "JPY"',
      '#,##0.000 "KWD"',
    ]);
  });
});
