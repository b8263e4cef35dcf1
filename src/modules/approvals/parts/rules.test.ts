import { describe, expect, it } from 'vitest';
import { isWorse } from '../conditions/rules.ts';
import { type Part, partsIn, partsText } from './rules.ts';

describe('a value that is a set of parts', () => {
  it.each<[string, string, string, boolean]>([
    ['nothing stays nothing', '', '', false],
    ['the same', 'paymentDays 60>30', 'paymentDays 60>30', false],
    ['the same in another order', 'paymentDays 60>30 · deposit 1000<3000', 'deposit 1000<3000 · paymentDays 60>30', false],
    ['one that is new', '', 'paymentDays 60>30', true],
    ['one more', 'paymentDays 60>30', 'paymentDays 60>30 · deposit 1000<3000', true],
    ['one that grew upwards', 'paymentDays 60>30', 'paymentDays 90>30', true],
    ['one that grew downwards', 'deposit 1000<3000', 'deposit 500<3000', true],
    ['one that shrank', 'paymentDays 60>30', 'paymentDays 45>30', false],
    ['one that shrank from below', 'deposit 1000<3000', 'deposit 2000<3000', false],
    ['one that vanished', 'paymentDays 60>30 · deposit 1000<3000', 'deposit 1000<3000', false],
    ['all vanished', 'paymentDays 60>30', '', false],
    ['one shrank and another came', 'paymentDays 60>30', 'paymentDays 45>30 · warrantyMonths 24>12', true],
    ['one shrank and another grew', 'paymentDays 60>30 · deposit 1000<3000', 'paymentDays 45>30 · deposit 0<3000', true],
    ['a stricter limit', 'paymentDays 60>30', 'paymentDays 60>20', true],
    ['a milder limit', 'paymentDays 60>30', 'paymentDays 60>45', false],
    ['below instead of above, no further', 'leadDays 60>30', 'leadDays 10<30', false],
    ['without a measure, the same', 'paymentMethod.cash', 'paymentMethod.cash', false],
    ['without a measure, another', 'paymentMethod.cash', 'paymentMethod.card', true],
    ['what is no such text', '60 d > 30 d', 'paymentDays 60>30', true],
    ['nothing after what is no such text', '60 d > 30 d', '', false],
  ])('%s', (_name, before, now, expected) => {
    expect(isWorse('parts', before, now)).toBe(expected);
  });

  it('that was not known, or no longer is, is worse', () => {
    expect([isWorse('parts', null, 'paymentDays 60>30'), isWorse('parts', 'paymentDays 60>30', null)]).toEqual([true, true]);
  });

  it('is read as it was written', () => {
    const parts: Part[] = [
      { key: 'paymentDays', value: 60, limit: 30 },
      { key: 'deposit', value: 0, limit: 3000 },
      { key: 'paymentMethod.cash', value: null, limit: null },
    ];
    expect(partsText(parts)).toBe('paymentDays 60>30 · deposit 0<3000 · paymentMethod.cash');
    expect(partsIn(partsText(parts))).toEqual(parts);
    expect([partsIn(''), partsIn('60 d > 30 d')]).toEqual([[], null]);
  });
});
