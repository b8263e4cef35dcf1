import { describe, expect, it } from 'vitest';
import { roleOf, timeUnitOf } from './rules.ts';

describe('timeUnitOf', () => {
  it.each([
    ['hour', 'hour'],
    ['Hours', 'hour'],
    ['man-hour', 'hour'],
    ['Ｈ', 'hour'],
    ['工时', 'hour'],
    ['day', 'day'],
    ['Man Day', 'day'],
    ['人天', 'day'],
    ['set', null],
    ['', null],
    [null, null],
  ])('%s is %s', (unit, expected) => expect(timeUnitOf(unit)).toBe(expected));
});

describe('roleOf', () => {
  const service = {
    id: 'r',
    name: 'Consultant',
    code: null,
    currency: 'EUR',
    costCurrency: 'EUR',
    unit: 'hour',
    priceMinor: 150_00,
    costMinor: 70_00,
  };
  const unit = (name: string, factor: string, priceMinor: number | null = null, isSold = true) => ({
    name,
    factor,
    priceMinor,
    isSold,
    isDefault: false,
  });
  it.each([
    ['by the hour alone', service, [], [['hour', 150_00, 70_00]]],
    [
      'by days of so many hours',
      service,
      [unit('day', '8')],
      [
        ['hour', 150_00, 70_00],
        ['day', 1200_00, 560_00],
      ],
    ],
    [
      'by days at their own price',
      service,
      [unit('day', '7.5', 1000_00)],
      [
        ['hour', 150_00, 70_00],
        ['day', 1000_00, 525_00],
      ],
    ],
    [
      'counted in days',
      { ...service, unit: '人天', priceMinor: 1200_00, costMinor: null },
      [unit('小时', '1/8')],
      [
        ['hour', 150_00, null],
        ['day', 1200_00, null],
      ],
    ],
    [
      'without a price of an hour',
      { ...service, priceMinor: null },
      [unit('day', '8', 900_00)],
      [
        ['hour', null, 70_00],
        ['day', 900_00, 560_00],
      ],
    ],
    [
      'without a unit that is not sold, or is no time',
      service,
      [unit('day', '8', null, false), unit('week', '40')],
      [['hour', 150_00, 70_00]],
    ],
  ])('is sold %s', (_name, given, units, expected) => {
    expect(roleOf(given, units).rates.map(({ per, priceMinor, costMinor }) => [per, priceMinor, costMinor])).toEqual(expected);
  });
});
