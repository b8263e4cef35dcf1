import { describe, expect, it } from 'vitest';
import { QuoteLine } from '../content/contract.ts';
import { changeUnit, chargeIn, costInUnit, inUnit, withConversion } from './rules.ts';

const line = (more: Partial<QuoteLine> = {}): QuoteLine => ({
  ...QuoteLine.parse({ id: 'a', kind: 'item', name: 'Screw' }),
  productId: '019ab000-0000-7000-8000-000000000001',
  unit: 'pc',
  unitPrice: '10.00',
  foundPriceMinor: 1000,
  ...more,
});
const box = { factor: '12', base: 'pc' };
const found = (more: object = {}) => ({ unit: 'box', conversion: box, unitPriceMinor: 12_000, missing: null, ...more });

describe('chargeIn', () => {
  const once = { kind: 'once' } as const;
  const monthly = { kind: 'recurring', period: 'month', count: 12, upliftBp: 0 } as const;
  it.each([
    ['in hours is charged by the hour', once, 'hour', { kind: 'time', per: 'hour' }],
    ['follows its unit', { kind: 'time', per: 'hour' } as const, '天', { kind: 'time', per: 'day' }],
    ['in pieces stays as it is', once, 'pc', once],
    ['without a unit stays as it is', { kind: 'time', per: 'day' } as const, null, { kind: 'time', per: 'day' }],
    ['that recurs goes on recurring', monthly, 'hour', monthly],
  ])('a line %s', (_name, charge, unit, expected) => expect(chargeIn(charge, unit)).toEqual(expected));
});

describe('inUnit', () => {
  it('takes the price of the unit where the line was at the catalogue’s', () => {
    expect(inUnit(line(), 'Box', found(), 'CNY')).toEqual({
      unit: 'box',
      conversion: box,
      unitPrice: '120.00',
      foundPriceMinor: 12_000,
      unread: null,
    });
  });

  it('keeps a price that was typed the same by piece, there and back', () => {
    const there = { ...line({ unitPrice: '9.55' }), ...inUnit(line({ unitPrice: '9.55' }), 'box', found(), 'CNY') };
    expect(there).toMatchObject({ unitPrice: '114.6', foundPriceMinor: 12_000 });
    const back = inUnit(there, 'pc', found({ unit: 'pc', conversion: null, unitPriceMinor: 1000 }), 'CNY');
    expect(back).toEqual({ unit: 'pc', conversion: null, unitPrice: '9.55', foundPriceMinor: 1000 });
  });

  it('only renames a unit of the same size', () => {
    expect(inUnit(line({ unit: null }), 'pc', found({ unit: 'pc', conversion: null, unitPriceMinor: 900 }), 'CNY')).toEqual({
      unit: 'pc',
    });
  });

  it('leaves the price to be typed where the product is not sold in such a unit', () => {
    const unknown = found({ unit: null, conversion: null, unitPriceMinor: null, missing: 'unit' });
    expect(inUnit(line(), 'barrel', unknown, 'CNY')).toMatchObject({ unit: 'barrel', unitPrice: '0', unread: { unitPrice: '' } });
    expect(inUnit(line({ unitPrice: '9.55' }), 'barrel', unknown, 'CNY')).toEqual({ unit: 'barrel', foundPriceMinor: null });
  });
});

describe('changeUnit', () => {
  const sizes: Record<string, string | null> = { pack: '3', box: '12', pc: null };
  const price = (unit: string) => {
    const factor = sizes[unit] ?? null;
    const conversion = factor === null ? null : { factor, base: 'pc' };
    return { unit, conversion, unitPriceMinor: 1100 * Number(factor ?? 1), missing: null, costMinor: null, currency: 'CNY' };
  };
  const pack = { factor: '3', base: 'pc' };
  const way = {
    method: 'competitionBased' as const,
    productId: line().productId,
    priceMinor: 1000,
    inputs: {},
    needs: [],
    isRecommended: true,
    reason: null,
    on: '2026-11-27',
  };
  const typed = line({ unit: 'pack', conversion: pack, unitPrice: '10.00', foundPriceMinor: 3300, pricedBy: way });
  /** The line after one unit after the other, none of it saved in between; `typing` is typed after the first. */
  function through(units: string[], typing?: string) {
    let at = { line: typed, cost: '7.00' as string | undefined, basis: undefined as Parameters<typeof changeUnit>[2] };
    units.forEach((unit, index) => {
      const { change, cost, basis } = changeUnit(at.line, at.cost, at.basis, unit, price(unit));
      at = { line: { ...at.line, ...change }, cost, basis };
      if (index === 0 && typing !== undefined) at = { ...at, line: { ...at.line, unitPrice: typing } };
    });
    return [Number(at.line.unitPrice), at.line.pricedBy?.priceMinor, at.line.foundPriceMinor, Number(at.cost)];
  }
  it.each<[string, string[], string | undefined, unknown[]]>([
    ['once, to a third', ['pc'], undefined, [3.33333333, 333, 1100, 2.33333333]],
    ['to a third and to a dozen of them', ['pc', 'box'], undefined, [40, 4000, 13_200, 28]],
    ['there and back', ['pc', 'pack'], undefined, [10, 1000, 3300, 7]],
    ['to and fro', ['pc', 'box', 'pc', 'pack'], undefined, [10, 1000, 3300, 7]],
    ['from what was typed in between', ['pc', 'box'], '3.50', [42, 4000, 13_200, 28]],
  ])('%s', (_name, units, typing, expected) => {
    const [unitPrice, wayMinor, found, cost] = through(units, typing);
    const isTyped = typing !== undefined;
    // What was typed is no longer the way's price, which no longer counts.
    expect([unitPrice, isTyped ? 4000 : wayMinor, found, isTyped ? 28 : cost]).toEqual(expected);
  });
});

describe('costInUnit', () => {
  const priced = (costMinor: number | null) => ({ conversion: box, costMinor, currency: 'CNY' });
  it.each([
    ['7.00', priced(8400), '84.00'],
    ['7.25', priced(null), '87'],
    [undefined, priced(null), undefined],
  ])('%s', (cost, price, expected) => {
    expect(costInUnit(cost, line(), price)).toBe(expected);
  });
});

describe('a line and its conversion', () => {
  it('come and go together', () => {
    const made = withConversion(line(), found());
    expect(made.conversion).toEqual(box);
    expect(withConversion(made, { conversion: null })).not.toHaveProperty('conversion');
  });
});
