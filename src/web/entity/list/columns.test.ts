import { describe, expect, it } from 'vitest';
import { movedTo } from './columns.ts';

describe('movedTo', () => {
  const list = ['title', 'a', 'b', 'c'].map((key) => ({ key }));
  it.each([
    ['c', 'a', 'title c a b'],
    ['a', 'c', 'title b c a'],
    ['a', 'a', 'title a b c'],
    ['a', 'title', 'title a b c'],
    ['title', 'b', 'title a b c'],
    ['x', 'b', 'title a b c'],
  ])('%s to the place of %s', (key, to, order) => {
    expect(
      movedTo(list, key, to)
        .map((each) => each.key)
        .join(' '),
    ).toBe(order);
  });
});
