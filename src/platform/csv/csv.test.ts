import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { DomainError } from '../errors.ts';
import { detectCsv, type CsvDetection } from './detect.ts';
import type { CsvEncoding } from './kinds.ts';
import { readCsv, type CsvFormat, type CsvReadOptions, type CsvRow } from './read.ts';
import { csvLine, neutraliseCell, restoreCell, writeCsv, type CsvCell } from './write.ts';

const plainFormat: CsvFormat = { encoding: 'utf-8', delimiter: ',', quote: '"', hasHeader: true, skippedLines: 0 };

async function* chunksOf(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

async function readAll(
  content: string | Uint8Array,
  format: Partial<CsvFormat> = {},
  options?: CsvReadOptions,
  size?: number,
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const batch of readCsv(chunksOf(bytesOf(content), size), { ...plainFormat, ...format }, options))
    rows.push(...batch);
  return rows;
}

async function fieldsOf(content: string | Uint8Array, format: Partial<CsvFormat> = {}, size?: number): Promise<string[][]> {
  return (await readAll(content, format, undefined, size)).map(({ fields }) => fields);
}

function detect(content: string | Uint8Array, chosen?: Partial<CsvFormat>): Promise<CsvDetection> {
  return detectCsv(chunksOf(bytesOf(content)), chosen);
}

async function refusal(work: Promise<unknown>): Promise<Pick<DomainError, 'code' | 'params'> | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error as DomainError;
  }
}

describe('csv-spectrum', () => {
  const folder = join(import.meta.dirname, '../../../test/fixtures/csv-spectrum');

  it.each(readdirSync(join(folder, 'csvs')))('%s', async (name) => {
    const path = join(folder, 'csvs', name);
    const found = await detectCsv(createReadStream(path));
    expect(found).toMatchObject({ encoding: 'utf-8', delimiter: ',', quote: '"', hasHeader: true });
    for (const size of [1, 7, 65_536]) {
      const [header = [], ...rows] = await fieldsOf(readFileSync(path), found, size);
      const records = rows.map((row) => Object.fromEntries(header.map((key, index) => [key, row[index]])));
      expect(records).toEqual(JSON.parse(readFileSync(join(folder, 'json', name.replace('.csv', '.json')), 'utf8')));
    }
  });
});

// The real files lie beside a checkout of the project where they are kept at all.
const data = join(import.meta.dirname, '../../../../shared/data');

describe.runIf(existsSync(data))('real files', () => {
  it.each([
    ['contacts/adventureworks-lt/Address.csv', 'utf-8', '|+|', false, 9, 450],
    ['contacts/adventureworks-lt/Customer.csv', 'windows-1252', '|+|', false, 15, 847],
    ['contacts/adventureworks-lt/CustomerAddress.csv', 'utf-8', '|+|', false, 5, 417],
    ['contacts/adventureworks-lt/Product.csv', 'utf-8', '|+|', false, 17, 295],
    ['contacts/adventureworks-lt/SalesOrderDetail.csv', 'utf-8', '|+|', false, 9, 542],
    ['contacts/adventureworks-lt/SalesOrderHeader.csv', 'utf-8', '|+|', false, 22, 32],
    ['crm-sales-opportunities/accounts.csv', 'utf-8', ',', true, 7, 86],
    ['crm-sales-opportunities/products.csv', 'utf-8', ',', true, 3, 8],
    ['crm-sales-opportunities/sales_teams.csv', 'utf-8', ',', true, 3, 36],
    ['crm-sales-opportunities/sales_pipeline.csv', 'utf-8', ',', true, 8, 8801],
    ['companies-zh/standup_coder_companies.csv', 'utf-8', ',', true, 17, 4487],
    ['companies-zh/admin_divisions/cities.csv', 'utf-8', ',', true, 3, 343],
    ['b2b-winloss/Salvirt_B2B_ML_dataset.csv', 'utf-8', ';', true, 23, 449],
    ['contacts/atomic_crm_contacts.csv', 'utf-8', ',', true, 24, 501],
    ['dedupe/organisations-messy-with-true-id.csv', 'utf-8', ',', true, 33, 3338],
  ] as const)('%s', async (name, encoding, delimiter, hasHeader, columns, count) => {
    const path = join(data, name);
    const found = await detectCsv(createReadStream(path));
    expect(found).toMatchObject({ encoding, delimiter, hasHeader, columns });
    const rows: CsvRow[] = [];
    for await (const batch of readCsv(createReadStream(path), found)) rows.push(...batch);
    expect(rows.length).toBe(count);
    expect(rows.filter((row) => row.fault)).toEqual([]);
  });

  it('says what the columns of the pipeline hold', async () => {
    const { header, guesses } = await detectCsv(createReadStream(join(data, 'crm-sales-opportunities/sales_pipeline.csv')));
    const kinds = Object.fromEntries(header.map((name, column) => [name, guesses[column]?.kind]));
    expect(kinds).toMatchObject({
      product: 'choice',
      deal_stage: 'choice',
      engage_date: 'date',
      close_date: 'date',
      close_value: 'integer',
    });
  });
});

describe('encodings', () => {
  const chinese = '客户,联系人,电话\n北京小米科技有限责任公司,张伟,13800138000\n深圳市大疆创新科技有限公司,李娜,13912345678\n';
  const traditional =
    '客戶,聯絡人,電話\n台灣積體電路製造股份有限公司,張偉,0912345678\n鴻海精密工業股份有限公司,陳怡君,0922333444\n';
  const european = 'Kunde;Ort;Umsatz\nMüller & Söhne;Köln;1.234,50 €\nCafé Zoë;Genève;7,00\n';

  it.each<[string, string, string, CsvEncoding]>([
    ['UTF-8', chinese, 'utf8', 'utf-8'],
    ['GBK', chinese, 'gbk', 'gb18030'],
    ['GB18030 with characters of four bytes', chinese.replace('张伟', '张𠮷'), 'gb18030', 'gb18030'],
    ['Big5', traditional, 'big5', 'big5'],
    ['Windows-1252', european, 'win1252', 'windows-1252'],
    ['UTF-16LE without a mark', european, 'utf-16le', 'utf-16le'],
    ['UTF-16BE without a mark', european, 'utf-16be', 'utf-16be'],
    ['ASCII', 'a,b\n1,2\n', 'ascii', 'utf-8'],
    ['a single Chinese name in GBK', '姓名\n张伟\n', 'gbk', 'gb18030'],
    ['a single accent', 'Name,City\nZoë,Bern\n', 'latin1', 'windows-1252'],
  ])('recognises and reads %s', async (_, text, name, encoding) => {
    const bytes = iconv.encode(text, name);
    const found = await detect(bytes);
    expect(found.encoding).toBe(encoding);
    const expected = await fieldsOf(text, { delimiter: found.delimiter });
    for (const size of [1, 3, 65_536]) expect(await fieldsOf(bytes, found, size)).toEqual(expected);
  });

  it.each(['utf8', 'utf-16le', 'utf-16be'])('leaves the mark of %s out', async (name) => {
    for (const text of [chinese, european]) {
      const bytes = iconv.encode(text, name, { addBOM: true });
      const found = await detect(bytes);
      expect(found.header[0]).toBe(text.slice(0, found.header[0]?.length));
      for (const size of [1, 2, 65_536]) expect((await fieldsOf(bytes, found, size))[0]).toEqual(found.header);
    }
  });

  it('looks on until the first letter beyond ASCII', async () => {
    const ascii = `name,city\n${'Acme,Paris\n'.repeat(40_000)}`;
    for (const [name, encoding] of [
      ['gbk', 'gb18030'],
      ['utf8', 'utf-8'],
    ] as const) {
      const bytes = Buffer.concat([Buffer.from(ascii), iconv.encode('北京小米科技,北京\n深圳大疆创新,深圳\n', name)]);
      expect((await detect(bytes)).encoding).toBe(encoding);
    }
  });

  it('reads other encodings when they are chosen', async () => {
    expect(await fieldsOf(iconv.encode('имя\nАнна\n', 'win1251'), { encoding: 'windows-1251' })).toEqual([['имя'], ['Анна']]);
    expect(await fieldsOf(iconv.encode('名前\n東京\n', 'shift_jis'), { encoding: 'shift_jis' })).toEqual([['名前'], ['東京']]);
    expect((await detect(iconv.encode('имя\nАнна\n', 'win1251'), { encoding: 'windows-1251' })).header).toEqual(['имя']);
  });

  it.each([
    ['a broken byte', Buffer.concat([Buffer.from('a,b\nü,'), Buffer.from([0xff]), Buffer.from('x\n')]), 'utf-8', 7],
    ['a pair cut off at the end', iconv.encode('客户\n张', 'gbk').subarray(0, 6), 'gb18030', 5],
    ['a character cut off at the end', Buffer.from('a,b\nü,中').subarray(0, 9), 'utf-8', 7],
    [
      'a broken pair',
      Buffer.concat([iconv.encode('客户,电话\n张', 'gbk'), Buffer.from([0xff, 0x41]), Buffer.from('\n')]),
      'gb18030',
      12,
    ],
    ['half of a pair of UTF-16', Buffer.from('a,b\n\ud800x\n', 'utf16le'), 'utf-16le', 8],
    ['an odd byte at the end of UTF-16', Buffer.concat([Buffer.from('a,b\n', 'utf16le'), Buffer.from([0x41])]), 'utf-16le', 8],
  ] as const)('names the byte of %s', async (_, bytes, encoding, offset) => {
    for (const size of [1, 5, 65_536]) {
      const fault = await refusal(readAll(bytes, { encoding }, {}, size));
      expect(fault).toMatchObject({ code: 'csv.bad_encoding', params: { encoding: encoding.toUpperCase(), offset } });
    }
  });

  it('finds the broken byte far into a file', async () => {
    const good = Buffer.from('客户,北京\n'.repeat(20_000));
    const bytes = Buffer.concat([good, Buffer.from([0xe5, 0x41]), good]);
    expect(await refusal(readAll(bytes))).toMatchObject({ code: 'csv.bad_encoding', params: { offset: good.length + 1 } });
    expect((await detect(bytes)).encoding).toBe('utf-8');
  });

  it('reads what any text was encoded from', async () => {
    const text = fc.string({ maxLength: 40, unit: fc.constantFrom('a', 'é', '中', '𠮷', '👍', '-') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          text.filter((value) => value !== ''),
          { minLength: 1, maxLength: 5 },
        ),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'gb18030'),
        fc.integer({ min: 1, max: 9 }),
        async (values, encoding, size) => {
          const bytes = iconv.encode(values.join('\n'), encoding);
          expect(await fieldsOf(bytes, { encoding: encoding as CsvEncoding }, size)).toEqual(values.map((value) => [value]));
        },
      ),
    );
  });
});

describe('files that are none', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n  \r\n'],
    ['only a mark', '\ufeff'],
  ])('refuses %s as empty', async (_, content) => expect(await refusal(detect(content))).toMatchObject({ code: 'csv.empty' }));

  it.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004rest'), 'XLSX/ZIP'],
    ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'XLS/DOC'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'PDF'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'PNG'],
    ['bytes', Buffer.from([0x61, 0x2c, 0x00, 0x01, 0x02, 0x03, 0x62, 0x0a]), 'BIN'],
    ['control characters', Buffer.from('\u0001\u0002\u0003\u0004abc\n'), 'BIN'],
  ])('refuses %s as binary', async (_, bytes, kind) =>
    expect(await refusal(detect(bytes))).toMatchObject({ code: 'csv.binary', params: { kind } }),
  );

  it('refuses a zero byte met later, which no text in the database may hold', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n'.repeat(30_000)), Buffer.from('x\0,y\n')]);
    expect(await refusal(readAll(bytes))).toMatchObject({ code: 'csv.binary', params: { offset: 120_001 } });
  });
});

describe('detectCsv', () => {
  it.each([
    ['commas', 'name,city\nAcme,Paris\n', ',', '"'],
    ['semicolons, with commas in numbers', 'name;sum\nAcme;1,5\nBob;2,5\n', ';', '"'],
    ['tabs', 'name\tcity\nAcme, Inc.\tParis\n', '\t', '"'],
    ['bars', 'name|city\nAcme|Paris\n', '|', '"'],
    ['bars with a plus', '1|+|Acme|+|Paris\n2|+|Bob|+|Rome\n', '|+|', '"'],
    ['commas inside quotes', 'name;text\n"Acme";"a,b,c"\n"Bob";"d,e,f"\n', ';', '"'],
    ['line breaks inside quotes', 'name;text\n"Acme";"a\nb,c\nd,e"\n"Bob";"d\ne"\n', ';', '"'],
    ['single quotes', "name,text\n'Acme','a, b'\n'Bob','c, d'\n", ',', "'"],
    ['one column', 'name\nAcme\nBob\n', ',', '"'],
    ['a hint for spreadsheets', 'sep=;\nname;city\nAcme;Paris\n', ';', '"'],
  ])('finds %s', async (_, text, delimiter, quote) => expect(await detect(text)).toMatchObject({ delimiter, quote }));

  it('leaves out the line with the hint', async () => {
    const text = 'sep=;\r\nname;city\r\nAcme;Paris\r\n';
    const found = await detect(text);
    expect(found).toMatchObject({ skippedLines: 1, header: ['name', 'city'], sample: [['Acme', 'Paris']] });
    expect((await readAll(text, found)).map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([
    ['names above values', 'name,amount,day\nAcme,5,2017-03-01\n', true],
    ['values at once', 'Acme,5,2017-03-01\nBob,6,2017-03-02\n', false],
    ['an address at once', 'Ann,ann@acme.test\nBob,bob@acme.test\n', false],
    ['a name that comes again', 'Won,Ann\nLost,Bob\nWon,Cid\n', false],
    ['two columns of one name', 'phone,phone\n1,2\n', false],
    ['an unnamed column among many', 'a,b,,d,e\n1,2,3,4,5\n', true],
    ['names only', 'name,city\n', true],
  ])('sees whether there is a header: %s', async (_, text, hasHeader) => expect((await detect(text)).hasHeader).toBe(hasHeader));

  it('takes what a person chose', async () => {
    const found = await detect('a;b,c\n1;2,3\n', { delimiter: ',', hasHeader: false });
    expect(found).toMatchObject({
      delimiter: ',',
      hasHeader: false,
      header: ['1', '2'],
      sample: [
        ['a;b', 'c'],
        ['1;2', '3'],
      ],
    });
  });

  it('copes with a sample that ends inside quotation marks', async () => {
    const text = `a,b\n${'1,2\n'.repeat(50)}3,"${'never closed\n'.repeat(30_000)}`;
    expect(await detect(text)).toMatchObject({ delimiter: ',', columns: 2, hasHeader: true });
  });
});

describe('readCsv', () => {
  it('counts lines of the file, whatever ends them and whatever is in quotes', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['a,b', '1,"x', '', 'y"', '', '2,z', ',', '"3","q""', '"', '4,w'].join(end);
      for (const size of [1, 2, 3, 65_536]) {
        const rows = await readAll(text, {}, {}, size);
        expect(rows.map(({ line, fields }) => [line, fields[0]])).toEqual([
          [1, 'a'],
          [2, '1'],
          [6, '2'],
          [8, '3'],
          [10, '4'],
        ]);
        expect(rows[1]?.fields[1]).toBe(`x${end}${end}y`);
      }
    }
  });

  it('counts lines when their ends are mixed', async () => {
    const rows = await readAll('a,b\r\n1,2\n3,4\r5,6\r\n');
    expect(rows.map(({ line, fields }) => [line, ...fields])).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
    ]);
  });

  it('counts the lines of any file as it is seen', async () => {
    const cell = fc.string({ maxLength: 6, unit: fc.constantFrom('a', '"', ',', '\n', ' ', '中') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 11 }),
        async (cells, size) => {
          const rows = cells.map(([first, second]) => ['x' + first, 'x' + second]);
          const written = rows.map((row) => csvLine(row));
          const starts = written.map((_, index) => written.slice(0, index).join('').split('\n').length);
          const read = await readAll(written.join(''), {}, {}, size);
          expect(read.map(({ fields }) => fields)).toEqual(rows);
          expect(read.map(({ line }) => line)).toEqual(starts);
        },
      ),
    );
  });

  it('gives rows of another length with a fault', async () => {
    const rows = await readAll('a,b\n1,2\n1,2,3\n1\n1,2\n');
    expect(rows.map(({ line, fault }) => [line, fault?.code, fault?.params])).toEqual([
      [1, undefined, undefined],
      [2, undefined, undefined],
      [3, 'csv.wrong_columns', { found: 3, expected: 2 }],
      [4, 'csv.wrong_columns', { found: 1, expected: 2 }],
      [5, undefined, undefined],
    ]);
  });

  it('takes a stray quotation mark for text', async () => {
    expect(await fieldsOf('a,b\n5" tube,x\n"a "b" c",y\n')).toEqual([
      ['a', 'b'],
      ['5" tube', 'x'],
      ['"a "b" c"', 'y'],
    ]);
  });

  it('refuses a field beyond its bound, and goes on', async () => {
    const rows = await readAll(`a,b\n1,${'x'.repeat(50)}\n2,y\n`, {}, { maxFieldLength: 40 });
    expect(rows.map(({ fault }) => fault)).toEqual([
      undefined,
      { code: 'csv.field_too_long', params: { column: 2, maximum: 40 } },
      undefined,
    ]);
  });

  it('ends at a row beyond its bound', async () => {
    const text = `a,b\n1,2\n3,"${'x\n'.repeat(5000)}`;
    expect(await refusal(readAll(text, {}, { maxRowBytes: 1000 }))).toMatchObject({
      code: 'csv.row_too_long',
      params: { line: 3, maximum: 1000 },
    });
  });

  it('ends at a quotation mark that is never closed', async () => {
    expect(await refusal(readAll('a,b\n1,2\n3,"x\ny\n'))).toMatchObject({ code: 'csv.quote_not_closed', params: { line: 3 } });
  });

  it('reads on only when it is asked to', async () => {
    let taken = 0;
    const source = (async function* () {
      for (; taken < 1000; taken += 1) yield Buffer.from('1,2\n'.repeat(1000));
    })();
    const rows = readCsv(source, plainFormat, { batchSize: 1000 });
    await rows.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toBeLessThan(4);
    await rows.return();
    expect((await source.next()).done).toBe(true);
  });

  it('gives batches of about the size asked for', async () => {
    const sizes: number[] = [];
    for await (const batch of readCsv(chunksOf(Buffer.from('1,2\n'.repeat(5000)), 400), plainFormat, { batchSize: 250 }))
      sizes.push(batch.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5000);
    expect(Math.max(...sizes)).toBeLessThan(400);
  });
});

async function written(rows: CsvCell[][], options = {}): Promise<string> {
  let text = '';
  for await (const piece of writeCsv(rows, options)) text += piece;
  return text;
}

describe('writeCsv', () => {
  it('quotes what needs it', async () => {
    expect(await written([['a', 'b,c', 'd"e', 'f\ng', ' h', null, undefined, 5, true]])).toBe(
      'a,"b,c","d""e","f\ng"," h",,,5,true\r\n',
    );
    expect(await written([['a;b', 'c,d']], { delimiter: ';' })).toBe('"a;b";c,d\r\n');
    expect(await written([['中']], { hasMark: true })).toBe('\ufeff中\r\n');
    expect(await written([[''], [null]])).toBe('""\r\n""\r\n');
    expect(await written([])).toBe('');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd|x', "'+cmd|x"],
    ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1+1', "'＝1+1"],
    ['-5', '-5'],
    ['-1,234.50', '-1,234.50'],
    ['+86 138-0013-8000', '+86 138-0013-8000'],
    ['-', '-'],
    ['a=b', 'a=b'],
    ["'=1", "''=1"],
    ["'quoted'", "'quoted'"],
  ])('%j becomes %j', (text, expected) => {
    expect(neutraliseCell(text)).toBe(expected);
    expect(restoreCell(expected)).toBe(text);
  });

  it('is read back as it was, whatever it was', async () => {
    const cell = fc
      .oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '=', "'", '-', ' ', 'a', '中') }))
      .map((text) => text.replaceAll('\0', ''));
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const read = await fieldsOf(await written(cells));
        expect(read.map((row) => row.map(restoreCell))).toEqual(cells.filter((row) => row.some((text) => text !== '')));
      }),
    );
  });

  it('writes in pieces, as they are taken', async () => {
    let made = 0;
    const rows = (function* (): Generator<CsvCell[]> {
      for (; made < 100_000; made += 1) yield ['some text', made];
    })();
    const pieces = writeCsv(rows);
    expect((await pieces.next()).value?.length).toBeGreaterThanOrEqual(65_536);
    expect(made).toBeLessThan(10_000);
    await pieces.return();
  });
});
