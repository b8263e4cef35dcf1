import { describe, expect, it } from 'vitest';
import { idsInCycles } from './rules.ts';

describe('idsInCycles', () => {
  const cases: [string, [string, string | null][], string[], string[]][] = [
    [
      'a chain is none',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', null],
      ],
      ['a', 'b', 'c'],
      [],
    ],
    ['a record above itself', [['a', 'a']], ['a'], ['a']],
    [
      'two above each other',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      'only those asked for',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['a'],
      ['a'],
    ],
    [
      'below a cycle is not in it',
      [
        ['x', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['x'],
      [],
    ],
    ['a parent nobody knows ends the way', [['a', 'z']], ['a'], []],
  ];
  it.each(cases)('%s', (_, pairs, ids, expected) => {
    expect(idsInCycles(ids, new Map(pairs))).toEqual(expected);
  });
});
