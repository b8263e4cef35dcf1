import { describe, expect, it } from 'vitest';
import { money, text } from '../../../platform/fields.ts';
import { withCurrencies } from './rules.ts';

const columns = [
  { property: 'name', field: text() },
  { property: 'priceMinor', field: money({ currencyField: 'currency' }) },
];

describe('withCurrencies', () => {
  const cases: [string, object | null, object, object][] = [
    ['gives a new price the currency of the workspace', null, { priceMinor: 5500 }, { priceMinor: 5500, currency: 'CNY' }],
    ['keeps a currency that is named', null, { priceMinor: 5500, currency: 'USD' }, { priceMinor: 5500, currency: 'USD' }],
    ['needs none without a price', null, { name: 'GTX' }, { name: 'GTX' }],
    ['keeps the currency the record has', { priceMinor: 1, currency: 'EUR' }, { priceMinor: 2 }, { priceMinor: 2 }],
    [
      'does not leave a price behind without its currency',
      { priceMinor: 1, currency: 'EUR' },
      { currency: null },
      { currency: 'CNY' },
    ],
    [
      'lets price and currency go together',
      { priceMinor: 1, currency: 'EUR' },
      { priceMinor: null, currency: null },
      { priceMinor: null, currency: null },
    ],
  ];
  it.each(cases)('%s', (_, before, input, expected) => {
    expect(withCurrencies(columns, { before: before ? { ...before } : null, input: { ...input } }, 'CNY')).toEqual(expected);
  });
});
