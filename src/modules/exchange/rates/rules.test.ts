import { describe, expect, it } from 'vitest';
import { rateOf } from './rules.ts';

describe('rateOf', () => {
  const usd = { currency: 'USD', validFrom: '2026-11-27', rate: '7.12' };
  it.each([
    ['into the own currency', usd, 'USD 7.12'],
    ['named both', { ...usd, toCurrency: 'CNY' }, 'USD 7.12'],
    ['the other way round', { currency: 'CNY', toCurrency: 'USD', validFrom: '2026-11-27', rate: '0.125' }, 'USD 8'],
    [
      'the other way round, rounded',
      { currency: 'CNY', toCurrency: 'JPY', validFrom: '2026-11-27', rate: '21.3' },
      'JPY 0.046948356808',
    ],
    ['of a tiny part', { ...usd, currency: 'VND', rate: '0.00028125' }, 'VND 0.00028125'],
    ['with more decimals than are kept', { ...usd, rate: '7.1234567890126' }, 'USD 7.123456789013'],
  ])('reads a rate %s', (_name, values, expected) => {
    const { rate, refusals } = rateOf(values, 'CNY', '2026-11-27');
    expect([`${rate?.currency ?? ''} ${rate?.rate ?? ''}`, refusals]).toEqual([expected, []]);
  });

  it.each([
    ['of the own currency', { ...usd, currency: 'CNY' }, ['currency settings.own_currency']],
    ['between two others', { ...usd, toCurrency: 'EUR' }, ['toCurrency settings.not_into_own']],
    ['of a day to come', { ...usd, validFrom: '2026-11-28' }, ['validFrom settings.rate_of_the_future']],
    ['of nothing', { ...usd, rate: '0' }, ['rate not_a_rate']],
    ['below zero', { ...usd, rate: '-7.12' }, ['rate not_a_rate']],
    ['that rounds to nothing', { ...usd, rate: '0.0000000000001' }, ['rate not_a_rate']],
    ['too big to be kept', { ...usd, rate: '1000000000000' }, ['rate not_a_rate']],
    ['wrong twice', { ...usd, validFrom: '2030-01-01', rate: '0' }, ['validFrom settings.rate_of_the_future', 'rate not_a_rate']],
  ])('refuses a rate %s', (_name, values, expected) => {
    const { rate, refusals } = rateOf(values, 'CNY', '2026-11-27');
    expect([rate, refusals.map(({ path, code }) => `${path ?? ''} ${code}`)]).toEqual([null, expected]);
  });
});
