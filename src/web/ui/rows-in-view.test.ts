import { describe, expect, test } from 'vitest';
import { edgesOf, offsetToReveal, rowAt } from './rows-in-view.ts';

describe('rowAt', () => {
  const edges = edgesOf(4, (index) => (index === 1 ? 100 : 40), 36);

  test.each([
    [-10, 0],
    [0, 0],
    [75, 0],
    [76, 1],
    [175, 1],
    [176, 2],
    [255, 3],
    [9000, 3],
  ])('at %i pixels stands row %i', (place, row) => expect(rowAt(edges, place)).toBe(row));

  test('finds none where there are none', () =>
    expect(
      rowAt(
        edgesOf(0, () => 40, 36),
        50,
      ),
    ).toBe(-1));

  test('finds every row of many by each of its pixels at the edges', () => {
    const many = edgesOf(1000, (index) => 20 + (index % 7), 0);
    for (let row = 0; row < 1000; row += 1)
      expect([rowAt(many, many[row] ?? 0), rowAt(many, (many[row + 1] ?? 0) - 1)]).toEqual([row, row]);
  });
});

describe('offsetToReveal', () => {
  const view = { top: 400, height: 300, hidden: 36 };

  test.each([
    ['leaves what is in view', { start: 440, end: 480 }, 400],
    ['goes up past what hides the top', { start: 420, end: 460 }, 384],
    ['goes down until the end is seen', { start: 680, end: 720 }, 420],
    ['leaves a row that ends with the view', { start: 660, end: 700 }, 400],
  ])('%s', (_what, row, offset) => expect(offsetToReveal(row, view)).toBe(offset));
});
