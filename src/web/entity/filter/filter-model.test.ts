import { describe, expect, it } from 'vitest';
import { defineFields, json, money, ref, text } from '../../../platform/fields.ts';
import { operatorsByKind } from '../../../platform/filter-fields.ts';
import { z } from 'zod';
import {
  bothOf,
  filterOf,
  filterTargets,
  isComplete,
  isMine,
  offeredOperators,
  partsOf,
  periodOf,
  periods,
  readFilter,
  withMine,
  withoutMine,
} from './filter-model.ts';

const fields = defineFields({
  name: text(),
  account: ref('account'),
  amountMinor: money(),
  raw: json(z.unknown()),
  hidden: text({ filterable: false }),
});
const related = { account: { module: 'customers', object: 'account', fields: defineFields({ industry: text() }) } };
const ui = { module: 'deals', object: 'deal', fields, related };

describe('offeredOperators', () => {
  it('offers nothing the API refuses', () => {
    for (const [kind, offered] of Object.entries(offeredOperators)) {
      const allowed = Object.entries(operatorsByKind).find(([known]) => known === (kind === 'currency' ? 'choice' : kind))?.[1];
      expect(allowed).toEqual(expect.arrayContaining([...offered]));
    }
  });
});

describe('partsOf', () => {
  const a = { field: 'name', op: 'contains', value: 'x' } as const;
  const b = { field: 'amountMinor', op: 'gte', value: 1 } as const;
  it('is the inverse of filterOf', () => {
    for (const list of [[], [a], [a, b]]) expect(partsOf(filterOf(list))).toEqual(list);
  });
  it('leaves groups alone', () => {
    expect(partsOf({ or: [a, b] })).toEqual([{ or: [a, b] }]);
    expect(partsOf({ and: [a, { not: b }] })).toEqual([a, { not: b }]);
  });
  it('joins two filters', () => {
    expect(bothOf(a, null)).toBe(a);
    expect(bothOf(a, b)).toEqual({ and: [a, b] });
  });
});

describe('readFilter', () => {
  it('takes a filter and nothing else', () => {
    expect(readFilter({ field: 'name', op: 'eq', value: 'x' })).toEqual({ field: 'name', op: 'eq', value: 'x' });
    expect(readFilter({ field: 'name', op: 'drop' })).toBeNull();
    expect(readFilter('x')).toBeNull();
  });
});

describe('filterTargets', () => {
  it('offers own fields, the header and related fields, but not what cannot be filtered by', () => {
    const paths = filterTargets(ui).map(({ path }) => path);
    expect(paths).toEqual(['name', 'account', 'amountMinor', 'owner', 'team', 'createdAt', 'updatedAt', 'account.industry']);
  });
});

describe('periodOf', () => {
  it('knows each period by its value', () => {
    for (const name of Object.keys(periods)) expect(periodOf([...(periods[name] ?? [])])).toBe(name);
    expect(periodOf(['2026-01-01', '2026-02-01'])).toBeUndefined();
  });
});

describe('isComplete', () => {
  it('wants the values an operator needs', () => {
    expect(isComplete({ field: 'name', op: 'isEmpty' })).toBe(true);
    expect(isComplete({ field: 'name', op: 'contains', value: '' })).toBe(false);
    expect(isComplete({ field: 'name', op: 'in', value: [] })).toBe(false);
    expect(isComplete({ field: 'amountMinor', op: 'between', value: [1, Number.NaN] })).toBe(false);
    expect(isComplete({ field: 'amountMinor', op: 'between', value: [1, 2] })).toBe(true);
  });
});

describe('withMine', () => {
  const large = { field: 'amountMinor', op: 'gte' as const, value: 1 };
  const named = { field: 'name', op: 'contains' as const, value: 'x' };
  const either = { or: [large, named] };

  it.each([[null], [large], [{ and: [large, named] }], [either], [{ and: [large, either] }]])(
    'adds to %j and takes away again',
    (filter) => {
      const narrowed = withMine(filter);
      expect([isMine(filter), isMine(narrowed)]).toEqual([false, true]);
      expect(withMine(narrowed)).toEqual(narrowed);
      expect(withoutMine(narrowed)).toEqual(filter);
      expect(withoutMine(filter)).toEqual(filter);
    },
  );

  it('stays a list of conditions that the bar can show', () => {
    expect(partsOf(withMine({ and: [large, named] }))).toHaveLength(3);
  });
});
