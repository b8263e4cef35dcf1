import { describe, expect, it } from 'vitest';
import { QuoteContent } from '../content/contract.ts';
import { totalsOf } from '../totals/rules.ts';
import { differenceOf } from './rules.ts';

function side(lines: object[], more: object = {}) {
  const base = { language: 'en', currency: 'CNY', isTaxIncluded: false, rounding: 'perRate', validDays: 30, ...more };
  const content = QuoteContent.parse({
    ...base,
    lines: lines.map((line) => ({ kind: 'item', name: 'x', unitPrice: '10', ...line })),
  });
  return { content, totals: totalsOf(content) };
}

describe('differenceOf', () => {
  it('names lines that came, went, changed and moved, and the money and words that differ', () => {
    const before = side([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
    const after = side([{ id: 'd' }, { id: 'a', quantity: '2' }, { id: 'new' }, { id: 'c' }], {
      intro: 'Dear all',
      validDays: 45,
    });
    const { lines, money, parts } = differenceOf(before, after);
    expect(lines.map(({ id, change, cells }) => [id, change, cells])).toEqual([
      ['d', 'moved', []],
      ['a', 'changed', ['quantity', 'amount']],
      ['b', 'removed', []],
      ['new', 'added', []],
      ['c', 'moved', []],
    ]);
    expect(money).toEqual([
      { key: 'netMinor', before: 4000, after: 5000 },
      { key: 'totalMinor', before: 4000, after: 5000 },
    ]);
    expect(parts.map(({ key }) => key)).toEqual(['validDays', 'intro']);
  });

  it('finds nothing between a revision and itself', () => {
    const one = side([{ id: 'a' }]);
    expect(differenceOf(one, one)).toMatchObject({ money: [], parts: [], lines: [{ change: 'same' }] });
  });
});
