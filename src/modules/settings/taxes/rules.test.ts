import { describe, expect, it } from 'vitest';
import { convertOn } from '../rules.ts';
import { classesWithoutInvoice, findTaxClass, usualTaxClasses } from './rules.ts';

const chinese = usualTaxClasses('CNY', (key, rate) => (key === 'exempt' ? '免税' : `增值税 ${rate}%`)).map((one) => ({
  ...one,
  isActive: one.name !== '增值税 1%',
}));

describe('findTaxClass', () => {
  it.each([
    ['增值税 13%', '增值税 13%'],
    ['13%', '增值税 13%'],
    ['13', '增值税 13%'],
    ['0.06', '增值税 6%'],
    ['９％', undefined],
    ['9％', '增值税 9%'],
    ['免税', '免税'],
    ['0%', '增值税 0%'],
    ['1%', undefined],
    ['17%', undefined],
    ['VAT', undefined],
  ])('%j means %j', (text, expected) => {
    expect(findTaxClass(chinese, text, '2026-06-01')?.name).toBe(expected);
  });

  it('takes no rate for a class when two have it', () => {
    const [first] = chinese;
    if (!first) throw new Error('no tax classes');
    expect(findTaxClass([...chinese, { ...first, name: 'Other' }], '13%', '2026-06-01')).toBeUndefined();
  });
});

describe('classesWithoutInvoice', () => {
  const classes = [
    { name: '13%', invoiceKinds: ['special' as const, 'plain' as const] },
    { name: '0%', invoiceKinds: ['plain' as const] },
    { name: 'VAT', invoiceKinds: [] },
  ];
  it.each([
    [['13%', '0%', 'VAT'], 'special' as const, ['0%']],
    [['13%', 'VAT', 'gone'], 'special' as const, []],
    [['0%'], 'plain' as const, []],
  ])('of %j for %s are %j', (names, kind, expected) => {
    expect(classesWithoutInvoice(classes, new Set(names), kind)).toEqual(expected);
  });
});

describe('convertOn', () => {
  const rates = [
    { currency: 'USD', validFrom: '2026-01-01', rate: '7.1' },
    { currency: 'JPY', validFrom: '2026-01-01', rate: '0.047' },
    { currency: 'KWD', validFrom: '2026-01-01', rate: '23.5' },
  ];
  it.each([
    [10_000, 'USD', 'CNY', 71_000],
    [71_000, 'CNY', 'USD', 10_000],
    [10_000, 'USD', 'JPY', 15_106],
    [1_000, 'KWD', 'USD', 331],
    [5, 'CNY', 'CNY', 5],
    [5, 'CNY', 'EUR', undefined],
  ])('%i %s is so many %s', (minor, from, to, expected) => {
    expect(convertOn(minor, { from, to, own: 'CNY' }, rates, '2026-06-01')).toBe(expected);
  });
});
