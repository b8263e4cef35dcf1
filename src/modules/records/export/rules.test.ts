import { describe, expect, it } from 'vitest';
import { cellOf, plainCell, typedCellOf } from './rules.ts';

const context = { labelOf: (value: string) => `<${value}>`, currency: 'CNY', timeZone: 'Asia/Shanghai' };

describe('cellOf', () => {
  it.each([
    [{ kind: 'money' as const }, 1_234_567, {}, '12345.67'],
    [{ kind: 'money' as const, currencyField: 'currency' }, 1_234_567, { currency: 'JPY' }, '1234567'],
    [{ kind: 'money' as const, currencyField: 'currency' }, 1_234_567, { currency: 'KWD' }, '1234.567'],
    [{ kind: 'money' as const, currencyField: 'currency' }, 5, { currency: null }, '0.05'],
    [{ kind: 'percent' as const }, 6300, {}, '63%'],
    [{ kind: 'percent' as const }, 10_000, {}, '100%'],
    [{ kind: 'percent' as const }, 1250, {}, '12.5%'],
    [{ kind: 'percent' as const }, 0, {}, '0%'],
    [{ kind: 'choice' as const }, 'won', {}, '<won>'],
    [{ kind: 'choices' as const }, ['a', 'b'], {}, '<a>; <b>'],
    [{ kind: 'bool' as const }, false, {}, 'false'],
    [{ kind: 'ref' as const }, { id: '1', title: '远景智造' }, {}, '远景智造'],
    [{ kind: 'phones' as const }, [{ value: '+86 138', label: 'x' }, { value: '010' }], {}, '+86 138; 010'],
    [{ kind: 'handles' as const }, [{ value: 'li-88', channel: 'wechat' }], {}, 'wechat: li-88'],
    [{ kind: 'address' as const }, { city: '苏州', street: '星湖街 1 号', province: '江苏' }, {}, '江苏 苏州 星湖街 1 号'],
    [{ kind: 'text' as const }, null, {}, ''],
  ])('%j of %j is %s', (field, value, row, expected) => {
    expect(cellOf(field, value, row, context)).toBe(expected);
  });
});

describe('typedCellOf', () => {
  it.each([
    [{ kind: 'money' as const }, 1_234_567, {}, { number: '12345.67', format: '#,##0.00 "CNY"' }],
    [{ kind: 'money' as const, currencyField: 'currency' }, -7, { currency: 'JPY' }, { number: '-7', format: '#,##0 "JPY"' }],
    [{ kind: 'percent' as const }, 6300, {}, { number: '0.6300', format: '0%' }],
    [{ kind: 'percent' as const }, 1250, {}, { number: '0.1250', format: '0.00%' }],
    [{ kind: 'integer' as const }, 40, {}, { number: '40', format: '0' }],
    [{ kind: 'decimal' as const }, '12.500', {}, { number: '12.500', format: 'General' }],
    [{ kind: 'integer' as const }, 'many', {}, 'many'],
    [{ kind: 'date' as const }, '2026-11-26', {}, { number: '46352', format: 'yyyy-mm-dd' }],
    [{ kind: 'instant' as const }, '2026-11-26T04:00:00.000Z', {}, { number: '46352.500000000', format: 'yyyy-mm-dd hh:mm' }],
    [{ kind: 'bool' as const }, false, {}, false],
    [{ kind: 'choice' as const }, 'won', {}, '<won>'],
    [{ kind: 'phones' as const }, [{ value: '010' }], {}, '010'],
    [{ kind: 'text' as const }, null, {}, null],
    [{ kind: 'text' as const }, '', {}, null],
  ])('%j of %j', (field, value, row, expected) => {
    expect(typedCellOf(field, value, row, context)).toEqual(expected);
  });
});

describe('plainCell', () => {
  it.each([
    [12.5, '12.5'],
    [true, 'true'],
    [undefined, ''],
    [['a', 'b'], 'a; b'],
    [{ id: '1', name: 'Ann' }, 'Ann'],
    [{}, ''],
  ])('%j is %s', (value, expected) => expect(plainCell(value)).toBe(expected));
});
