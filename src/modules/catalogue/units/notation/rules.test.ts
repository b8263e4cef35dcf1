import { describe, expect, it } from 'vitest';
import { readUnits, writeUnits } from './rules.ts';

describe('units in a cell of a table', () => {
  it.each([
    ['box = 12; pallet = 480 @ 4500.00', 'box = 12; pallet = 480 @ 4500.00'],
    ['箱＝１２；托=480@4,500', '箱 = 12; 托 = 480 @ 4500.00'],
    ['dozen=24/2;', 'dozen = 12'],
    [' g = 0.0010 ', 'g = 0.001'],
    ['', ''],
  ])('“%s” is “%s”', (text, written) => {
    const read = readUnits(text, 'CNY');
    expect(read && writeUnits(read, 'CNY')).toBe(written);
  });

  it.each([
    'box',
    'box = ',
    '= 12',
    'box = twelve',
    'box = 0',
    'box = 12 @ much',
    'box = 12 @ -1',
    'box = 12 @ 1.005',
    'a = 1 = 2',
  ])('“%s” cannot be read', (text) => {
    expect(readUnits(text, 'CNY')).toBeUndefined();
  });
});
