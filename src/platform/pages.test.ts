import { describe, expect, it } from 'vitest';
import { pagesOf } from './pages.ts';

/** Answers two numbers at a time of those behind the one given, and keeps what it was asked for. */
function shelf(numbers: number[]) {
  const asked: (number | null)[] = [];
  const find = (after: number | null): Promise<number[]> => {
    asked.push(after);
    return Promise.resolve(numbers.filter((one) => after === null || one > after).slice(0, 2));
  };
  return { asked, find, numbers };
}

async function taken(pages: AsyncIterable<readonly number[]>, each: (page: readonly number[]) => void = () => {}) {
  const all: (readonly number[])[] = [];
  for await (const page of pages) {
    all.push(page);
    each(page);
  }
  return all;
}

describe('pagesOf', () => {
  it.each([
    [[], [], [null]],
    [[1], [[1]], [null, 1]],
    [
      [1, 2, 3],
      [[1, 2], [3]],
      [null, 2, 3],
    ],
  ])('gives of %j the pages %j', async (numbers, pages, asked) => {
    const one = shelf(numbers);
    expect(await taken(pagesOf(one.find, (last) => last))).toEqual(pages);
    expect(one.asked).toEqual(asked);
  });

  it('misses none where rows are taken away on the way', async () => {
    const one = shelf([1, 2, 3, 4, 5]);
    const remove = (page: readonly number[]): void => page.forEach((gone) => one.numbers.splice(one.numbers.indexOf(gone), 1));
    expect(
      await taken(
        pagesOf(one.find, (last) => last),
        remove,
      ),
    ).toEqual([[1, 2], [3, 4], [5]]);
  });
});
