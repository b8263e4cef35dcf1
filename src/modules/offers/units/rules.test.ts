import { describe, expect, it } from 'vitest';
import { QuoteLine } from '../content/contract.ts';
import { costInUnit, inUnit, withConversion } from './rules.ts';

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
