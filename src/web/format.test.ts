import { describe, expect, it } from 'vitest';
import { createFormat, parseMoney, parseNumber } from './format.ts';

const clock = () => new Date('2026-11-23T04:00:00Z');
const en = createFormat('en', 'Asia/Shanghai', clock);
const zh = createFormat('zh-Hans', 'Asia/Shanghai', clock);

describe('createFormat', () => {
  it('writes money by its own exponent and says which dollar', () => {
    expect(en.money(128_600_000, 'USD')).toBe('$1,286,000.00');
    expect(en.money(128_600_000, 'JPY')).toBe('¥128,600,000');
    expect(zh.money(128_600_000, 'CNY')).toBe('¥1,286,000.00');
    expect(zh.money(1234, 'USD')).toBe('US$12.34');
    expect(en.money(1_234_567, 'KWD').replace(/\s/, ' ')).toBe('KWD 1,234.567');
  });

  it('writes money briefly where it stands alone', () => {
    expect([en.unitPrice('1200.5', 'USD'), en.unitPrice('0.1250', 'USD'), en.unitPrice('1200', 'JPY')]).toEqual([
      '1,200.50',
      '0.125',
      '1,200',
    ]);
    expect([en.moneyBrief(128_600_000, 'USD'), en.moneyBrief(128_600_050, 'USD')]).toEqual(['$1,286,000', '$1,286,000.50']);
    expect([zh.moneyRounded(6_662_368_850, 'CNY'), en.moneyRounded(1_234_567, 'KWD').replace(/\s/, ' ')]).toEqual([
      '¥66,623,689',
      'KWD 1,235',
    ]);
  });

  it('shortens large money', () => {
    expect(en.moneyCompact(309_000_000, 'USD')).toBe('$3.09M');
    expect(zh.moneyCompact(128_600_000, 'CNY')).toBe('¥129万');
  });

  it('writes shares from basis points and fractions', () => {
    expect(en.basisPoints(3140)).toBe('31.4%');
    expect(en.percent(0.63151)).toBe('63.2%');
    expect(zh.percent(0.63151)).toBe('63.2%');
  });

  it('writes days as people say them, in the zone of the workspace', () => {
    expect(en.instant('2026-11-23T02:24:00Z')).toBe('today 10:24');
    expect(zh.instant('2026-11-23T02:24:00Z')).toBe('今天 10:24');
    expect(zh.instant('2026-11-21T16:30:00Z')).toBe('昨天 00:30');
    expect(en.day('2026-11-22')).toBe('yesterday');
    expect(en.day('2026-11-24')).toBe('tomorrow');
    expect(en.day('2026-11-19')).toBe('19 Nov');
    expect(zh.day('2026-11-19')).toBe('11月19日');
    expect(en.day('2025-11-19')).toBe('19 Nov 2025');
    expect([en.dayWhole('2026-11-24'), zh.dayWhole('2026-11-24')]).toEqual(['24 Nov 2026', '2026年11月24日']);
  });

  it('writes durations in days', () => {
    expect(en.days(16)).toBe('16 days');
    expect(en.days(1)).toBe('1 day');
    expect(en.daysShort(16)).toBe('16d');
    expect(zh.daysShort(16)).toBe('16天');
    expect(en.days(51.8, 1)).toBe('51.8 days');
  });
});

describe('parseMoney', () => {
  it('reads separators, full-width digits and the scales people type', () => {
    expect(parseMoney('1,286,000.5', 'CNY')).toBe(128_600_050);
    expect(parseMoney('128.6万', 'CNY')).toBe(128_600_000);
    expect(parseMoney('１２８', 'CNY')).toBe(12_800);
    expect(parseMoney('12k', 'USD')).toBe(1_200_000);
    expect(parseMoney('19.99', 'USD')).toBe(1999);
  });

  it('refuses what is not an amount, or is finer than the currency', () => {
    expect(parseMoney('abc', 'USD')).toBeNull();
    expect(parseMoney('', 'USD')).toBeNull();
    expect(parseMoney('1.005', 'USD')).toBeNull();
    expect(parseMoney('1.5', 'JPY')).toBeNull();
  });
});

describe('parseNumber', () => {
  it('reads negatives and percent signs', () => {
    expect(parseNumber('-12.5')).toBe(-12.5);
    expect(parseNumber('31.4%')).toBe(31.4);
    expect(parseNumber('1.2.3')).toBeNull();
  });
});

describe('money', () => {
  it('shows the decimals of ISO 4217, not those of the browser', () => {
    const { money } = createFormat('en', 'UTC');
    expect(money(123450, 'HUF')).toContain('1,234.50');
    expect(money(1234, 'JPY')).toContain('1,234');
    expect(money(1234, 'KWD')).toContain('1.234');
  });
});
