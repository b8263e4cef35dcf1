import { describe, expect, it } from 'vitest';
import { cellOf, plainCell } from './rules.ts';

const context = { labelOf: (value: string) => `<${value}>`, currency: 'CNY' };

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
