import { describe, expect, it } from 'vitest';
import type { FilterNode } from '../../../platform/filter.ts';
import type { FilterFieldMap } from '../../../platform/filter-fields.ts';
import { pruneColumns, pruneFilter, pruneSort } from './rules.ts';

const fields: FilterFieldMap = {
  name: { kind: 'text' },
  tier: { kind: 'choice', choices: ['a', 'b'] },
  'custom.code': { kind: 'text' },
};
const name: FilterNode = { field: 'name', op: 'contains', value: 'x' };
const gone: FilterNode = { field: 'custom.old', op: 'eq', value: 'x' };

describe('pruneFilter', () => {
  it.each<[what: string, filter: FilterNode | null, kept: FilterNode | null, lost: string[]]>([
    ['nothing', null, null, []],
    ['what is known', { and: [name, { not: name }] }, { and: [name, { not: name }] }, []],
    ['a field that is gone', gone, null, ['custom.old']],
    ['one of two', { and: [name, gone] }, name, ['custom.old']],
    ['one way of two: none is left out silently', { and: [name, { or: [name, gone] }] }, name, ['custom.old']],
    ['a field below not', { not: gone }, null, ['custom.old']],
    ['a choice that is gone', { field: 'tier', op: 'in', value: ['z'] }, null, ['tier']],
  ])('%s', (_, filter, kept, lost) => expect(pruneFilter(filter, fields)).toEqual({ kept, lost }));
});

describe('pruneSort and pruneColumns', () => {
  it('leave out what is not there, and columns that only screens know are theirs', () => {
    expect(pruneSort('-name,custom.old', fields)).toEqual({ kept: '-name', lost: ['custom.old'] });
    const columns = [{ key: 'name' }, { key: 'made' }, { key: 'custom.code', width: 90 }, { key: 'custom.old' }];
    const known = new Set(Object.keys(fields));
    expect(pruneColumns(columns, known)).toEqual({ kept: columns.slice(0, 3), lost: ['custom.old'] });
    const isHidden = (key: string): boolean => key === 'name' || key === 'custom.code';
    expect(pruneColumns(columns, known, isHidden).lost).toEqual(['name', 'custom.code', 'custom.old']);
  });
});
