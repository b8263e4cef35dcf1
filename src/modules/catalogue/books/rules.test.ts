import { describe, expect, it } from 'vitest';
import { restedOn } from './rules.ts';

describe('restedOn', () => {
  const edge = (from: string, to: string) => ({ from, to });
  it.each([
    ['nothing', [], []],
    ['one of their own', [edge('b', 'a')], []],
    ['a book of somebody else', [edge('own', 'a')], ['a']],
    ['a book of somebody else, down to the last', [edge('b', 'a'), edge('c', 'b'), edge('own', 'c')], ['a', 'b', 'c']],
  ])('stays where it is rested on by %s', (_what, edges, stays) => {
    expect([...restedOn(edges, new Set(['a', 'b', 'c']))].toSorted()).toEqual(stays);
  });
});
