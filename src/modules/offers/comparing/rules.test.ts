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

  it('names what each promotion takes off, apart from the discount on the whole', () => {
    const promotion = (bp: number) => ({
      promotions: [
        { id: '00000000-0000-7000-8000-000000000001', name: 'Spring', isForAll: true, action: { kind: 'percent', bp } },
      ],
    });
    const [none, small, big] = [side([{ id: 'a' }]), side([{ id: 'a' }], promotion(1000)), side([{ id: 'a' }], promotion(5000))];
    expect(differenceOf(none, small).money).toEqual([
      { key: 'netMinor', before: 1000, after: 900 },
      { key: 'promotion', name: 'Spring', before: 0, after: 100 },
      { key: 'totalMinor', before: 1000, after: 900 },
    ]);
    expect(differenceOf(small, big)).toMatchObject({ money: [{}, { name: 'Spring', before: 100, after: 500 }, {}], parts: [] });
    expect(differenceOf(small, none).money).toContainEqual({ key: 'promotion', name: 'Spring', before: 100, after: 0 });
  });

  it('compares what a contract is worth where something recurs', () => {
    const recurring = (count: number, more: object = {}) =>
      side([{ id: 'a', charge: { kind: 'recurring', period: 'month', count, upliftBp: 0 } }], more);
    expect(differenceOf(recurring(24), recurring(36)).money).toEqual([
      { key: 'netMinor', before: 240_00, after: 360_00 },
      { key: 'totalMinor', before: 240_00, after: 360_00 },
      { key: 'tcvMinor', before: 240_00, after: 360_00 },
    ]);
    const off = { discount: { kind: 'share', bp: 1000 } };
    expect(differenceOf(recurring(24), recurring(24, off)).money).toContainEqual({
      key: 'acvMinor',
      before: 120_00,
      after: 108_00,
    });
    // One from before it was worked out does not look as if it had been nothing.
    const { acvMinor: _acv, ...totals } = recurring(24).totals;
    const old = { ...recurring(24), totals };
    expect(differenceOf(old, recurring(24, off)).money.map(({ key }) => key)).not.toContain('acvMinor');
  });

  it.each([
    { change: { charge: { kind: 'recurring', period: 'month', count: 12, upliftBp: 0 } }, cells: ['charge', 'amount'] },
    { change: { note: 'New' }, cells: ['note'] },
    { change: { names: { en: 'Pump' } }, cells: ['names'] },
    { change: { notes: { en: 'Pump' } }, cells: ['notes'] },
    { change: { taxName: '13 %' }, cells: ['taxName'] },
    { change: { limits: { min: '1', max: '4' } }, cells: ['limits'] },
    { change: { isOptional: true }, cells: ['isOptional'] },
    { change: { alternativeOf: 'b' }, cells: ['alternativeOf'] },
    { change: { isCredit: true }, cells: ['isCredit'] },
    { change: { code: 'P-1' }, cells: ['code'] },
  ])('names the cells of a line that changed: $cells', ({ change, cells }) => {
    const { lines } = differenceOf(side([{ id: 'a' }, { id: 'b' }]), side([{ id: 'a', ...change }, { id: 'b' }]));
    expect(lines[0]?.cells.filter((cell) => cell !== 'amount' || cells.includes('amount'))).toEqual(cells);
  });

  it('names what was left out before or after', () => {
    const translated = side([], { translations: { 'zh-Hans': { intro: '您好' } } });
    expect(differenceOf(side([]), translated).parts).toMatchObject([{ key: 'translations' }]);
    expect(differenceOf(translated, side([])).parts).toMatchObject([{ key: 'translations' }]);
  });

  it('finds nothing between a revision and itself', () => {
    const one = side([{ id: 'a' }]);
    expect(differenceOf(one, one)).toMatchObject({ money: [], parts: [], lines: [{ change: 'same' }] });
  });
});
