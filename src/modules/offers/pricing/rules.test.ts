import { describe, expect, it } from 'vitest';
import { QuoteLine } from '../content/contract.ts';
import { atFound, isAsFound, isOffList, isUnpriced, offeredPrice, tierOf } from './rules.ts';

const line = (more: object): QuoteLine => QuoteLine.parse({ id: 'a', kind: 'item', name: 'Camera', ...more });

describe('the price of a line', () => {
  it.each([
    ['nothing typed, nothing asked', { unread: { unitPrice: '' } }, { isUnpriced: true, isAsFound: true, isOffList: false }],
    ['free of charge', { unitPrice: '0' }, { isUnpriced: false, isAsFound: false, isOffList: false }],
    ['typed', { unitPrice: '5' }, { isUnpriced: false, isAsFound: false, isOffList: false }],
    ['typed and not readable', { unread: { unitPrice: 'five' } }, { isUnpriced: false, isAsFound: false, isOffList: false }],
    ['as found', { unitPrice: '5', foundPriceMinor: 500 }, { isUnpriced: false, isAsFound: true, isOffList: false }],
    ['typed over', { unitPrice: '4.99', foundPriceMinor: 500 }, { isUnpriced: false, isAsFound: false, isOffList: true }],
    ['given away', { unitPrice: '0', foundPriceMinor: 500 }, { isUnpriced: false, isAsFound: false, isOffList: true }],
    [
      'none found',
      { foundPriceMinor: null, unread: { unitPrice: '' } },
      { isUnpriced: false, isAsFound: true, isOffList: false },
    ],
    ['none found, typed', { unitPrice: '5', foundPriceMinor: null }, { isUnpriced: false, isAsFound: false, isOffList: false }],
  ])('%s', (_, more, expected) => {
    const one = line(more);
    expect({ isUnpriced: isUnpriced(one), isAsFound: isAsFound(one, 'CNY'), isOffList: isOffList(one, 'CNY') }).toEqual(expected);
  });

  it('is set with what was unreadable in other cells kept, and marked where there is none', () => {
    const before = line({ unread: { unitPrice: 'five', quantity: 'two' } });
    expect(atFound(before, 1050, 'CNY')).toEqual({ unitPrice: '10.50', foundPriceMinor: 1050, unread: { quantity: 'two' } });
    expect(atFound(line({}), 1050, 'JPY')).toEqual({ unitPrice: '1050', foundPriceMinor: 1050, unread: null });
    expect(atFound(line({}), null, 'CNY')).toEqual({ unitPrice: '0', foundPriceMinor: null, unread: { unitPrice: '' } });
  });

  it.each([
    ['a tier was reached', { unitPrice: '100', foundPriceMinor: 10_000 }, 9000, 9000],
    ['a tier was reached, a price typed', { unitPrice: '80', foundPriceMinor: 10_000 }, 9000, 9000],
    ['typed over what is still asked', { unitPrice: '80', foundPriceMinor: 9000 }, 9000, undefined],
    ['has it already', { unitPrice: '90', foundPriceMinor: 10_000 }, 9000, undefined],
    ['never asked before', { unitPrice: '80' }, 9000, 9000],
    ['nothing found', { unitPrice: '80', foundPriceMinor: 9000 }, null, undefined],
  ])('offers another: %s', (_, more, unitPriceMinor, expected) => {
    expect(offeredPrice(line(more), { unitPriceMinor }, 'CNY')).toBe(expected);
  });

  it('knows its tier', () => {
    const step = (minQuantity: string) => ({
      code: 'price' as const,
      params: { book: 'Gold', minQuantity },
      currency: 'CNY',
      fromMinor: null,
      toMinor: 1,
    });
    const own = { conversion: null };
    expect(tierOf({ ...own, trace: [step('0'), step('10')] })).toBe('10');
    expect(tierOf({ ...own, trace: [step('1')] })).toBeNull();
    expect(tierOf({ ...own, trace: [] })).toBeNull();
    const box = { conversion: { factor: '12', base: 'pc' } };
    expect(tierOf({ ...box, trace: [step('120')] })).toBe('10');
    expect(tierOf({ ...box, trace: [step('100')] })).toBe('9');
    expect(tierOf({ ...box, trace: [step('12')] })).toBeNull();
  });
});
