import { describe, expect, it } from 'vitest';
import type { FilterNode } from '../../../platform/filter.ts';
import type { FilterFieldMap } from '../../../platform/filter-fields.ts';
import { pruneColumns, pruneFilter, pruneSort, withHiddenConditions, withHiddenOrder } from './rules.ts';

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

describe('what the saver of a view does not see', () => {
  const { name: nameField, ...rest } = fields;
  const known = { reader: rest, everybody: { name: nameField, ...rest } as FilterFieldMap };
  const tier: FilterNode = { field: 'tier', op: 'eq', value: 'a' };
  const code: FilterNode = { field: 'custom.code', op: 'eq', value: 'x' };
  it.each<[what: string, saved: FilterNode | null, before: FilterNode | null, stored: FilterNode | null]>([
    ['nothing hidden', tier, code, tier],
    ['a hidden condition beside another', code, { and: [tier, name] }, { and: [code, name] }],
    ['the only condition is hidden', tier, name, { and: [tier, name] }],
    ['everything seen is taken away', null, { and: [tier, name] }, name],
    ['a way of two is hidden, so both are', tier, { or: [tier, name] }, { and: [tier, { or: [tier, name] }] }],
    ['a field that is gone is not kept', tier, { and: [code, gone] }, tier],
    ['several', { and: [tier, code] }, { and: [name, { not: name }] }, { and: [tier, code, name, { not: name }] }],
  ])('keeps conditions: %s', (_, saved, before, stored) => expect(withHiddenConditions(saved, before, known)).toEqual(stored));

  it.each<[saved: string, before: string, stored: string]>([
    ['tier', '-custom.code', 'tier'],
    ['tier', '-name,custom.code', 'tier,-name'],
    ['', 'name', 'name'],
    ['tier', 'custom.old', 'tier'],
    ['tier,-custom.code', 'name,-name', 'tier,-custom.code,name'],
  ])('keeps its order: %s over %s', (saved, before, stored) => expect(withHiddenOrder(saved, before, known)).toBe(stored));
});
