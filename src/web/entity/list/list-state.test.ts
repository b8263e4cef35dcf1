import { describe, expect, it } from 'vitest';
import { nextSort, readListState, readSort, writeListState } from './list-state.ts';

describe('readListState', () => {
  it('is the inverse of writeListState', () => {
    const state = { filter: { field: 'name', op: 'eq' as const, value: 'x' }, sort: '-name', q: 'ab', isNew: true, isBin: false };
    expect(readListState(writeListState(state))).toEqual(state);
    expect(writeListState(readListState({}))).toEqual({});
  });

  it('takes nothing that is not meant', () => {
    expect(readListState({ filter: 'x', sort: 3, q: 138, new: 'yes' })).toEqual({
      filter: null,
      sort: '',
      q: '138',
      isNew: false,
      isBin: false,
    });
  });
});

describe('nextSort', () => {
  it('goes up, down and back', () => {
    expect(nextSort('', 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBe('');
    expect(nextSort('-name', 'city')).toBe('city');
  });
});

describe('readSort', () => {
  it('reads several keys', () => {
    expect(readSort('-a,b')).toEqual([
      { field: 'a', isDescending: true },
      { field: 'b', isDescending: false },
    ]);
  });
});
