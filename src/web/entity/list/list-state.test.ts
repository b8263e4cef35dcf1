import { describe, expect, it } from 'vitest';
import { isTurned, nextSort, plainLook, readListState, readSort, saysMore, writeListState } from './list-state.ts';

const filter = { field: 'name', op: 'eq' as const, value: 'x' };
const state = { filter, sort: '-name', process: '', order: 'amount', q: 'ab', isNew: true, isBin: false };

describe('readListState', () => {
  it('is the inverse of writeListState', () => {
    expect(readListState(writeListState(state))).toEqual(state);
    expect(writeListState(readListState({}))).toEqual({});
  });

  it('says only what differs from a view, and that nothing is what is meant', () => {
    const look = { filter, sort: 'name', process: 'p', order: '' };
    expect(writeListState({ ...state, sort: 'name', process: 'p', order: '' }, look)).toEqual({ q: 'ab', new: true });
    expect(readListState({}, look)).toMatchObject(look);
    const bare = { ...state, filter: null, sort: '', process: '', order: '' };
    expect(writeListState(bare, look)).toMatchObject({ filter: 'none', sort: 'none', process: 'none' });
    expect(readListState(writeListState(bare, look), look)).toEqual(bare);
  });

  it('takes nothing that is not meant', () => {
    expect(readListState({ filter: 'x', sort: 3, q: 138, new: 'yes' })).toEqual({
      ...plainLook,
      q: '138',
      isNew: false,
      isBin: false,
    });
  });
});

describe('saysMore and isTurned', () => {
  it('tell an address that is only a list, or only searched, from one that shows something of its own', () => {
    expect([{}, { view: 'x', new: true }, { q: 'a' }, { filter }].map(saysMore)).toEqual([false, false, true, true]);
    expect([{ q: 'a' }, { sort: 'none' }].map(isTurned)).toEqual([false, true]);
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
