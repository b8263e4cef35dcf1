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
const tier: FilterNode = { field: 'tier', op: 'eq', value: 'a' };
const gone: FilterNode = { field: 'custom.old', op: 'eq', value: 'x' };

describe('pruneFilter', () => {
  it.each<[what: string, filter: FilterNode | null, kept: FilterNode | null, lost: string[]]>([
    ['nothing', null, null, []],
    ['what is known', { and: [name, { not: name }] }, { and: [name, { not: name }] }, []],
    ['a field that is gone', gone, null, ['custom.old']],
    ['one of two', { and: [name, gone] }, name, ['custom.old']],
    ['one way of two: none is left out silently', { and: [name, { or: [name, gone] }] }, name, ['custom.old']],
    ['a field below not', { not: gone }, null, ['custom.old']],
    ['one of two below not', { and: [tier, { not: { and: [name, gone] } }] }, tier, ['custom.old']],
    ['one of two below not twice', { not: { not: { and: [name, gone] } } }, null, ['custom.old']],
    ['one of two below and, below not', { not: { and: [name, { not: { and: [tier, gone] } }] } }, null, ['custom.old']],
    ['one of two ways below not', { not: { or: [name, gone] } }, null, ['custom.old']],
    ['one way of two, of which a part is gone', { or: [tier, { and: [name, gone] }] }, null, ['custom.old']],
    ['a choice that is gone', { field: 'tier', op: 'in', value: ['z'] }, null, ['tier']],
  ])('%s', (_, filter, kept, lost) => expect(pruneFilter(filter, fields)).toEqual({ kept, lost }));
});

/** Whether a row is meant, where each condition is told by its field. */
function isMeant(node: FilterNode | null, holds: Readonly<Record<string, boolean>>): boolean {
  if (node === null) return true;
  if ('and' in node) return node.and.every((each) => isMeant(each, holds));
  if ('or' in node) return node.or.some((each) => isMeant(each, holds));
  return 'not' in node ? !isMeant(node.not, holds) : holds[node.field] === true;
}

/** Every filter of these conditions, groups of two and opposites, as deep as that. */
function filtersOf(depth: number): FilterNode[] {
  if (depth === 0) return [name, tier, gone];
  const below = filtersOf(depth - 1);
  const pairs = depth === 1 ? below.flatMap((one) => below.map((two) => [one, two])) : below.map((one) => [one, gone]);
  return [...below, ...below.map((one) => ({ not: one })), ...pairs.flatMap((pair) => [{ and: pair }, { or: pair }])];
}

it('a filter with a field that is gone never shows fewer rows than meant', () => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
    name: (bits & 1) > 0,
    tier: (bits & 2) > 0,
    'custom.old': (bits & 4) > 0,
  }));
  const filters = filtersOf(4);
  expect(filters.length).toBeGreaterThan(1000);
  const narrowed = filters.filter((filter) => {
    const { kept } = pruneFilter(filter, fields);
    return rows.some((row) => isMeant(filter, row) && !isMeant(kept, row));
  });
  expect(narrowed).toEqual([]);
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
