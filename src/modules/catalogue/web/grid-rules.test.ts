import { expect, it } from 'vitest';
import { readPasted } from './grid-rules.ts';

it.each([
  ['A-1\t95', [['A-1', '0', 9_500]], 0],
  [
    'A-1\t10\t1,234.50\r\nB-2\t0\t¥88',
    [
      ['A-1', '10', 123_450],
      ['B-2', '0', 8_800],
    ],
    0,
  ],
  ['Code\tPrice\nA-1\t95\n\n', [['A-1', '0', 9_500]], 1],
  ['A-1\t-5\n\t7\nB\tx\t7', [], 3],
])('%j', (text, lines, skipped) => {
  const read = readPasted(text, 'CNY');
  expect(read.lines.map(({ code, minQuantity, amountMinor }) => [code, minQuantity, amountMinor])).toEqual(lines);
  expect(read.skipped).toBe(skipped);
});
