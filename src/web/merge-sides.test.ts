import { describe, expect, it } from 'vitest';
import { mergeSides } from './merge-sides.ts';

const base = { version: 1, name: 'Old', url: 'a', teamId: 't1', kinds: ['x'] };

describe('mergeSides', () => {
  it('keeps what each side changed alone, and names what both changed', () => {
    const mine = { ...base, name: 'Mine', url: 'b' };
    const current = { version: 4, name: 'Theirs', url: 'a', team: { id: 't2', name: 'South' }, kinds: ['x', 'y'], other: 1 };
    expect(mergeSides(base, mine, current)).toEqual({
      merged: { version: 4, name: 'Mine', url: 'b', teamId: 't2', kinds: ['x', 'y'] },
      theirs: { version: 4, name: 'Theirs', url: 'a', teamId: 't2', kinds: ['x', 'y'] },
      disputed: ['name'],
    });
  });

  it('disputes nothing that both changed alike', () => {
    expect(mergeSides(base, { ...base, name: 'Same' }, { version: 2, name: 'Same' }).disputed).toEqual([]);
  });
});
