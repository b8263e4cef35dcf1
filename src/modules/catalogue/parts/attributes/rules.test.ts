import { describe, expect, it } from 'vitest';
import { readAttributes, writeAttributes } from './rules.ts';

const cases: readonly [text: string, attributes: Record<string, string>, missing?: string[], unread?: string[]][] = [
  ['', {}],
  ['colour: red, size: L', { colour: 'red', size: 'L' }],
  ['颜色：红，尺寸：L', { 颜色: '红', 尺寸: 'L' }],
  ['colour = red; size = L', { colour: 'red', size: 'L' }],
  ['fits: bike, car; size: L', { fits: 'bike, car', size: 'L' }],
  ['fits: bike, car', { fits: 'bike, car' }],
  ['ratio: 1:2', { ratio: '1:2' }],
  ['colour: ; size: L', { size: 'L' }, ['colour']],
  ['colour:', {}, ['colour']],
  ['red', {}, [], ['red']],
  [': red', {}, [], [': red']],
];

describe('readAttributes', () => {
  it.each(cases)('reads %j', (text, attributes, missing = [], unread = []) => {
    expect(readAttributes(text)).toEqual({ attributes, missing, unread });
  });
  it('reads what was written', () => {
    const attributes = { colour: 'red', size: 'L' };
    expect(readAttributes(writeAttributes(attributes)).attributes).toEqual(attributes);
  });
});
