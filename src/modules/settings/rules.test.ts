import { describe, expect, test } from 'vitest';
import { documentNumber, rateOn, usualHours } from './rules.ts';

describe('rateOn', () => {
  const rates = [
    { currency: 'EUR', validFrom: '2026-01-01', rate: '7.8' },
    { currency: 'EUR', validFrom: '2026-06-01', rate: '8.1' },
    { currency: 'JPY', validFrom: '2026-01-01', rate: '0.047' },
  ];
  test.each([
    ['EUR', '2025-12-31', undefined],
    ['EUR', '2026-01-01', '7.8'],
    ['EUR', '2026-05-31', '7.8'],
    ['EUR', '2026-06-01', '8.1'],
    ['EUR', '2030-01-01', '8.1'],
    ['JPY', '2026-06-01', '0.047'],
    ['USD', '2026-06-01', undefined],
  ])('%s on %s is %s', (currency, on, rate) => expect(rateOn(rates, currency, on)).toBe(rate));
});

describe('usualHours', () => {
  test('a Chinese week has its midday break, its holidays and make-up days', () => {
    expect(usualHours('Asia/Shanghai')).toMatchObject({
      holidays: 'CN',
      week: { 0: [{ from: '09:00' }, { to: '18:00' }], 5: [], 6: [] },
    });
    expect(usualHours('Europe/Berlin')).toMatchObject({ holidays: 'none', week: { 4: [{ from: '09:00', to: '17:00' }], 5: [] } });
  });
});

test('documentNumber', () => {
  expect(documentNumber({ prefix: 'SO-', year: 2026, width: 4, number: 7 })).toBe('SO-2026-0007');
  expect(documentNumber({ prefix: 'SO', year: null, width: 2, number: 123 })).toBe('SO123');
});
