import { describe, expect, it } from 'vitest';
import { unfoldingOf } from './rules.ts';

const header = ['Date', 'USD', 'JPY', 'CNY', '5'];
const row = ['2026-11-26', '1.16', '180.5', '8.2', ''];

describe('unfoldingOf', () => {
  it.each([
    ['of the euro', 'EUR', header, row, ['USD 0.862068965517', 'JPY 0.005540166205', 'CNY 0.121951219512']],
    // 8.2 ÷ 1.16
    ['of another currency', 'CNY', header, row, ['EUR 8.2000', 'USD 7.068965517241', 'JPY 0.045429362881']],
    ['where some have none', 'CNY', header, ['2001-01-02', 'N/A', ' 108 ', '7.9', ''], ['EUR 7.9000', 'JPY 0.073148148148']],
    ['where the own has none', 'CNY', header, ['1999-01-04', '1.18', '133', 'N/A', ''], []],
    [
      'with spaces, as of today alone',
      'CNY',
      ['Date', ' USD', ' CNY', '4'],
      ['26 November 2026', ' 1.25', ' 8'],
      ['EUR 8.0000', 'USD 6.4000'],
    ],
    ['that cannot be read', 'CNY', header, ['2026-11-26', 'much', '0', '8.2', ''], ['EUR 8.2000', 'USD much', 'JPY 0']],
  ])('unfolds a day into rates %s', (_name, own, columns, cells, expected) => {
    const rows = unfoldingOf(columns, own)?.rowsOf(cells) ?? [];
    expect(rows.map(([, currency, rate]) => `${currency ?? ''} ${rate ?? ''}`)).toEqual(expected);
    expect(rows.every(([day]) => day === cells[0])).toBe(true);
  });

  it.each([
    ['a list of rates', ['Date', 'Currency', 'Rate']],
    ['a table with the euro in it, of whatever it counts in', ['Date', 'USD', 'EUR']],
    ['one currency alone', ['Date', 'USD']],
    ['other columns beside', ['Date', 'USD', 'JPY', 'Source']],
    ['no day in front', ['Deal', 'USD', 'JPY']],
  ])('leaves %s as it is', (_name, columns) => expect(unfoldingOf(columns, 'CNY')).toBeNull());

  it('refuses a table in which the own currency is not', () => {
    expect(() => unfoldingOf(['Date', 'USD', 'JPY'], 'CNY')).toThrow(
      expect.objectContaining({ code: 'exchange.rates_without_own' }),
    );
  });
});
