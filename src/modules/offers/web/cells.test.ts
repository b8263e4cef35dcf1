import { describe, expect, it } from 'vitest';
import { QuoteContent, QuoteLine } from '../content/contract.ts';
import { isEmptyItem } from '../content/rules.ts';
import { readDiscount, readPositive, readShare } from './cells.ts';
import { type Draft, moveLine, newLine, pasteTable, removeLine, setCell } from './draft.ts';
import { mergeDrafts, takeTheirs } from './merge.ts';
import { readTable } from './paste.ts';

describe('what is typed', () => {
  it.each([
    ['1,286.50', '1286.5'],
    ['１２．５', '12.5'],
    ['¥ 99', '99'],
    ['.5', '0.5'],
    ['1.2万', '12000'],
    ['12k', '12000'],
    ['0.0000001', null],
    ['-3', null],
    ['1,5', null],
    ['three', null],
    ['', null],
  ])('quantity %s → %s', (text, expected) => expect(readPositive(text, 'quantity')).toBe(expected));

  it.each([
    ['13', 1300],
    ['13%', 1300],
    ['12.5 %', 1250],
    ['101', null],
    ['-1', null],
  ])('share %s → %s', (text, expected) => expect(readShare(text)).toBe(expected));

  it.each([
    ['5', { kind: 'share', bp: 500 }],
    ['100%', { kind: 'share', bp: 10_000 }],
    ['-1,250.5', { kind: 'amount', minor: 125_050 }],
    ['¥50', { kind: 'amount', minor: 5000 }],
    ['', null],
    ['120', undefined],
    ['much', undefined],
  ])('discount %s', (text, expected) => expect(readDiscount(text, 'CNY')).toEqual(expected));
});

const line = (id: string, more: Partial<QuoteLine> = {}): QuoteLine => QuoteLine.parse({ id, kind: 'item', name: id, ...more });
function draft(lines: QuoteLine[], costs: Record<string, string> = {}): Draft {
  const base = { language: 'en', currency: 'CNY', isTaxIncluded: false, rounding: 'perRate', validDays: 30 };
  return { content: QuoteContent.parse({ ...base, lines }), costs };
}

const thirteen = { taxBp: 1300, taxName: 'VAT 13 %' };

describe('the grid', () => {
  it('keeps what cannot be read until it is mended', () => {
    const bad = setCell(draft([line('a', { quantity: '2' })]), 'a', 'quantity', 'two');
    expect(bad.content.lines[0]).toMatchObject({ quantity: '2', unread: { quantity: 'two' } });
    expect(setCell(bad, 'a', 'quantity', '0').content.lines[0]?.unread).toEqual({ quantity: '0' });
    expect(setCell(bad, 'a', 'quantity', '3').content.lines[0]).toMatchObject({ quantity: '3', unread: null });
    expect(setCell(bad, 'a', 'unitCost', '7').costs).toEqual({ a: '7' });
  });

  it('frees the alternatives of a line that is taken out, and moves lines', () => {
    const given = draft([line('a'), line('b', { alternativeOf: 'a' }), line('c')]);
    expect(removeLine(given, 'a').content.lines).toMatchObject([{ id: 'b', alternativeOf: null }, { id: 'c' }]);
    expect(moveLine(given, 0, 2).content.lines.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('takes 3,000 pasted rows in place of an empty line, marks what is bad, loses nothing', () => {
    const rows = Array.from(
      { length: 3000 },
      (_, index) => `Part ${index}\t${index % 100 === 7 ? 'many' : '2'}\tpc\t1,250.50\t5%\t13%`,
    );
    const start = draft([line('a'), newLine('item', thirteen)]);
    const pasted = pasteTable(start, 1, 'name', readTable(rows.join('\r\n')), thirteen);
    expect(pasted).toMatchObject({ rows: 3000, unread: 30 });
    const lines = pasted?.draft.content.lines ?? [];
    expect(lines).toHaveLength(3001);
    expect(lines[1]).toMatchObject({ name: 'Part 0', quantity: '2', unit: 'pc', unitPrice: '1250.5', taxBp: 1300 });
    expect(lines[8]).toMatchObject({ name: 'Part 7', unread: { quantity: 'many' } });
    expect(pasteTable(start, 1, 'name', readTable([...rows, ...rows].join('\n')), thirteen)).toBeNull();
  });

  it('reads headings in any order and keeps columns it does not know in the note', () => {
    const table = readTable('数量\t品名\t颜色\t单价\n2\t"A ""big"" one\twith tab"\tred\t10\n3\t5" pipe\t\t4');
    expect(table.columns).toEqual(['quantity', 'name', null, 'unitPrice']);
    const lines = pasteTable(draft([]), 0, 'name', table, thirteen)?.draft.content.lines;
    expect(lines).toMatchObject([
      { name: 'A "big" one\twith tab', quantity: '2', unitPrice: '10', note: 'red' },
      { name: '5" pipe', quantity: '3', note: null },
    ]);
  });

  it('begins a line without a price, at the usual tax, whatever stands before it; what is typed is said, 0 too', () => {
    const start = draft([line('s', { kind: 'section' }), newLine('item', thirteen, { id: 'a', name: 'Pump' })]);
    expect(start.content.lines[1]).toMatchObject({ ...thirteen, unread: { unitPrice: '' } });
    expect(isEmptyItem(newLine('item', thirteen))).toBe(true);
    const free = setCell(setCell(start, 'a', 'unitPrice', '0'), 'a', 'taxBp', '0');
    expect(free.content.lines[1]).toMatchObject({ taxBp: 0, taxName: null, unitPrice: '0', unread: null });
    const emptied = setCell(setCell(start, 'a', 'unitPrice', '5'), 'a', 'taxBp', '');
    expect(emptied.content.lines[1]).toMatchObject({ ...thirteen, unitPrice: '5', unread: null });
    expect(setCell(emptied, 'a', 'unitPrice', '').content.lines[1]?.unread).toEqual({ unitPrice: '' });
  });

  it('takes an empty cell of a pasted table for nothing said', () => {
    const pasted = pasteTable(draft([]), 0, 'name', readTable('Cable\t12\tm\t\t\t\nPump\t1\tpc\t0\t\t0%'), thirteen);
    expect(pasted?.draft.content.lines).toMatchObject([
      { name: 'Cable', ...thirteen, unread: { unitPrice: '' } },
      { name: 'Pump', taxBp: 0, taxName: null, unitPrice: '0', unread: null },
    ]);
    expect(pasted).toMatchObject({ unread: 0, taxed: [pasted?.draft.content.lines[1]?.id] });
  });

  it('takes rows that begin with a text as whole lines, wherever the cursor is', () => {
    const lines = pasteTable(draft([line('a')]), 0, 'quantity', readTable('Cable\t12\nPump\t3'), thirteen)?.draft.content.lines;
    expect(lines).toMatchObject([{ name: 'a' }, { name: 'Cable', quantity: '12' }, { name: 'Pump', quantity: '3' }]);
  });

  it('fills a column of numbers downwards, over sections, and goes on below the last line', () => {
    const given = draft([line('a'), newLine('section', null, { id: 's', name: 'S' }), line('b')]);
    const lines = pasteTable(given, 0, 'quantity', readTable('5\n6\n7'), thirteen)?.draft.content.lines;
    expect(lines?.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['item', '5'],
      ['section', '1'],
      ['item', '6'],
      ['item', '7'],
    ]);
  });
});

describe('mergeDrafts', () => {
  const base = draft([line('a', { quantity: '1' }), line('b', { quantity: '1' })]);

  it('keeps both sides where they changed different cells or lines', () => {
    const mine = setCell(base, 'a', 'quantity', '5');
    const theirs = removeLine(setCell(setCell(base, 'a', 'unitPrice', '9'), 'a', 'unitCost', '4'), 'b');
    const added = { ...mine, content: { ...mine.content, lines: [line('new'), ...mine.content.lines] } };
    const { draft: merged, disputed } = mergeDrafts(base, added, theirs);
    expect(disputed).toEqual([]);
    expect(merged.content.lines).toMatchObject([{ id: 'new' }, { id: 'a', quantity: '5', unitPrice: '9' }]);
    expect(merged.costs).toEqual({ a: '4' });
  });

  it('names the cells that both changed, and takes theirs where that is chosen', () => {
    const merged = mergeDrafts(base, setCell(base, 'a', 'quantity', '5'), setCell(base, 'a', 'quantity', '6'));
    expect(merged.disputed).toEqual(['a quantity']);
    expect(merged.draft.content.lines[0]?.quantity).toBe('5');
    expect(takeTheirs(merged.draft, merged, new Set(merged.disputed)).content.lines[0]?.quantity).toBe('6');
  });
});
