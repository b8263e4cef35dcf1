import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filterOperators, operatorsByKind, type FilterField, type FilterFieldMap } from './filter-fields.ts';
import { Filter, maxFilterConditions, maxFilterDepth, parseFilter, parseSort, type FilterNode } from './filter.ts';

const userId = '0198c0de-0000-7000-8000-000000000001';
const accountFields: FilterFieldMap = {
  name: { kind: 'text' },
  industry: { kind: 'choice', choices: ['technology', 'medical', 'retail'] },
  parent: { kind: 'ref', related: () => accountFields },
};
const fields: FilterFieldMap = {
  title: { kind: 'text' },
  notes: { kind: 'longText' },
  amount: { kind: 'money' },
  quantity: { kind: 'decimal' },
  probability: { kind: 'percent' },
  seats: { kind: 'integer' },
  expectedCloseOn: { kind: 'date' },
  createdAt: { kind: 'instant' },
  won: { kind: 'bool' },
  currency: { kind: 'currency' },
  status: { kind: 'choice', choices: ['open', 'won', 'lost'] },
  tags: { kind: 'choices', choices: ['vip', 'export'] },
  account: { kind: 'ref', related: () => accountFields },
  owner: { kind: 'user' },
  team: { kind: 'team' },
  email: { kind: 'email' },
  website: { kind: 'url' },
  emails: { kind: 'emails' },
  phones: { kind: 'phones' },
  handles: { kind: 'handles' },
  address: { kind: 'address' },
  label: { kind: 'localized' },
  extra: { kind: 'json' },
  secret: { kind: 'text', filterable: false },
  'custom.region': { kind: 'text' },
};

function read(json: unknown): FilterNode | null {
  const result = parseFilter(json, fields);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.filter;
}

function faults(json: unknown): { pointer: string; code: string; params?: Record<string, unknown> }[] {
  const result = parseFilter(json, fields);
  return result.ok ? [] : result.faults;
}

describe('parseFilter', () => {
  it.each([undefined, null, '', {}, { and: [] }, '{}', 'null'])('takes %j for no filter', (json) =>
    expect(read(json)).toBeNull(),
  );

  it('reads JSON text and JSON values alike', () => {
    const filter = {
      and: [
        { field: 'status', op: 'eq', value: 'won' },
        { or: [{ field: 'amount', op: 'gt', value: 100 }, { not: { field: 'title', op: 'contains', value: 'x' } }] },
      ],
    };
    expect(read(JSON.stringify(filter))).toEqual(filter);
    expect(read(filter)).toEqual(filter);
  });

  it.each([
    [
      { field: 'amountMinor', op: 'gte', value: 500 },
      { field: 'amount', op: 'gte', value: 500 },
    ],
    [
      { field: 'ownerId', op: 'eq', value: { me: true } },
      { field: 'owner', op: 'eq', value: { me: true } },
    ],
    [
      { field: 'owner', op: 'in', value: [{ me: true }, userId.toUpperCase()] },
      { field: 'owner', op: 'in', value: [{ me: true }, userId] },
    ],
    [
      { field: 'account.industry', op: 'in', value: ['retail'] },
      { field: 'account.industry', op: 'in', value: ['retail'] },
    ],
    [
      { field: 'account.parent.name', op: 'startsWith', value: 'Ac' },
      { field: 'account.parent.name', op: 'startsWith', value: 'Ac' },
    ],
    [
      { field: 'account.parentId', op: 'isEmpty' },
      { field: 'account.parent', op: 'isEmpty' },
    ],
    [
      { field: 'custom.region', op: 'eq', value: '华东' },
      { field: 'custom.region', op: 'eq', value: '华东' },
    ],
    [
      { field: 'quantity', op: 'eq', value: 1.5 },
      { field: 'quantity', op: 'eq', value: '1.5' },
    ],
    [
      { field: 'quantity', op: 'between', value: ['1.50', '10'] },
      { field: 'quantity', op: 'between', value: ['1.5', '10'] },
    ],
    [
      { field: 'seats', op: 'eq', value: '12' },
      { field: 'seats', op: 'eq', value: 12 },
    ],
    [
      { field: 'won', op: 'eq', value: 'true' },
      { field: 'won', op: 'eq', value: true },
    ],
    [
      { field: 'title', op: 'eq', value: '' },
      { field: 'title', op: 'isEmpty' },
    ],
    [
      { field: 'title', op: 'ne', value: null },
      { field: 'title', op: 'isNotEmpty' },
    ],
    [
      { field: 'createdAt', op: 'lt', value: '2026-11-23T08:00:00+08:00' },
      { field: 'createdAt', op: 'lt', value: '2026-11-23T00:00:00.000Z' },
    ],
    [
      { field: 'createdAt', op: 'eq', value: '2026-11-23' },
      { field: 'createdAt', op: 'eq', value: '2026-11-23' },
    ],
    [
      { field: 'createdAt', op: 'gt', value: { rel: 'now', offset: -3, unit: 'hour' } },
      { field: 'createdAt', op: 'gt', value: { rel: 'now', offset: -3, unit: 'hour' } },
    ],
    [
      { field: 'expectedCloseOn', op: 'gte', value: { rel: 'today', offset: -7, unit: 'day' } },
      { field: 'expectedCloseOn', op: 'gte', value: { rel: 'today', offset: -7, unit: 'day' } },
    ],
    [
      { field: 'expectedCloseOn', op: 'between', value: [{ rel: 'startOfQuarter' }, { rel: 'today', offset: 0 }] },
      { field: 'expectedCloseOn', op: 'between', value: [{ rel: 'startOfQuarter' }, { rel: 'today' }] },
    ],
    [
      {
        and: [
          {
            and: [
              { field: 'won', op: 'isEmpty' },
              { field: 'title', op: 'isEmpty' },
            ],
          },
          { field: 'extra', op: 'isEmpty' },
        ],
      },
      {
        and: [
          { field: 'won', op: 'isEmpty' },
          { field: 'title', op: 'isEmpty' },
          { field: 'extra', op: 'isEmpty' },
        ],
      },
    ],
    [{ or: [{ and: [{ field: 'won', op: 'isEmpty' }] }] }, { field: 'won', op: 'isEmpty' }],
    [{ not: { not: { field: 'won', op: 'isEmpty' } } }, { field: 'won', op: 'isEmpty' }],
  ])('writes %j as %j', (json, expected) => expect(read(json)).toEqual(expected));

  it.each([
    ['{"field":', '', 'invalid_json'],
    ['"won"', '', 'invalid_filter'],
    [[], '', 'invalid_filter'],
    [{ or: [] }, '/or', 'empty_group'],
    [{ and: [{ and: [] }] }, '/and/0/and', 'empty_group'],
    [{ and: 'x' }, '/and', 'invalid_filter'],
    [{ and: [{ field: 'won', op: 'isEmpty' }], or: [] }, '', 'invalid_filter'],
    [{ field: 'won', op: 'eq', value: true, extra: 1 }, '', 'invalid_filter'],
    [{ field: 7, op: 'eq', value: true }, '', 'invalid_filter'],
    [{ field: 'colour', op: 'eq', value: 'red' }, '/field', 'unknown_filter_field'],
    [{ field: 'constructor', op: 'isEmpty' }, '/field', 'unknown_filter_field'],
    [{ field: '__proto__.title', op: 'isEmpty' }, '/field', 'unknown_filter_field'],
    [{ field: 'titleId', op: 'isEmpty' }, '/field', 'unknown_filter_field'],
    [{ field: 'title.name', op: 'isEmpty' }, '/field', 'unknown_filter_field'],
    [{ field: 'account.parent.parent.parent.name', op: 'isEmpty' }, '/field', 'path_too_long'],
    [{ field: 'secret', op: 'eq', value: 'x' }, '/field', 'not_filterable'],
    [{ field: 'status', op: 'like', value: 'x' }, '/op', 'unknown_operator'],
    [{ field: 'notes', op: 'eq', value: 'x' }, '/op', 'unknown_operator'],
    [{ field: 'title' }, '/op', 'unknown_operator'],
    [{ field: 'status', op: 'eq', value: 'wno' }, '/value', 'unknown_choice'],
    [{ field: 'status', op: 'in', value: ['won', 'wno'] }, '/value/1', 'unknown_choice'],
    [{ field: 'status', op: 'in', value: 'won' }, '/value', 'not_a_list'],
    [{ field: 'status', op: 'in', value: [] }, '/value', 'required'],
    [{ field: 'status', op: 'in', value: Array.from({ length: 501 }, () => 'won') }, '/value', 'list_too_long'],
    [{ field: 'title', op: 'eq' }, '/value', 'required'],
    [{ field: 'title', op: 'contains', value: '' }, '/value', 'required'],
    [{ field: 'title', op: 'eq', value: 5 }, '/value', 'invalid_type'],
    [{ field: 'title', op: 'eq', value: 'a\0' }, '/value', 'invalid_format'],
    [{ field: 'title', op: 'eq', value: '\ud800' }, '/value', 'invalid_format'],
    [{ field: 'title', op: 'eq', value: 'x'.repeat(1001) }, '/value', 'too_long'],
    [{ field: 'amount', op: 'eq', value: 1.5 }, '/value', 'not_an_integer'],
    [{ field: 'amount', op: 'eq', value: 2 ** 53 }, '/value', 'too_big'],
    [{ field: 'seats', op: 'in', value: [1, -99_999_999_999] }, '/value/1', 'too_small'],
    [{ field: 'amount', op: 'eq', value: 'much' }, '/value', 'not_a_number'],
    [{ field: 'amount', op: 'between', value: [1] }, '/value', 'not_a_range'],
    [{ field: 'amount', op: 'between', value: [2, 1] }, '/value', 'range_reversed'],
    [{ field: 'quantity', op: 'between', value: ['10', '9.5'] }, '/value', 'range_reversed'],
    [{ field: 'quantity', op: 'eq', value: '1e5' }, '/value', 'not_a_number'],
    [{ field: 'expectedCloseOn', op: 'eq', value: '2026-02-30' }, '/value', 'not_a_date'],
    [{ field: 'expectedCloseOn', op: 'eq', value: '2026-02-03T00:00:00Z' }, '/value', 'not_a_date'],
    [{ field: 'createdAt', op: 'eq', value: '2026-02-30T00:00:00Z' }, '/value', 'not_a_date'],
    [{ field: 'createdAt', op: 'eq', value: '2026-02-03T00:00:00' }, '/value', 'not_a_date'],
    [{ field: 'createdAt', op: 'eq', value: { rel: 'yesteryear' } }, '/value', 'invalid_relative_date'],
    [{ field: 'createdAt', op: 'eq', value: { rel: 'today', offset: 1, unit: 'fortnight' } }, '/value', 'invalid_relative_unit'],
    [{ field: 'createdAt', op: 'eq', value: { rel: 'today', offset: 1, unit: 'hour' } }, '/value', 'invalid_relative_unit'],
    [{ field: 'expectedCloseOn', op: 'eq', value: { rel: 'now', offset: 1, unit: 'hour' } }, '/value', 'invalid_relative_unit'],
    [{ field: 'expectedCloseOn', op: 'eq', value: { rel: 'today', offset: 1.5 } }, '/value', 'not_an_integer'],
    [{ field: 'owner', op: 'eq', value: 'Ann' }, '/value', 'not_an_id'],
    [{ field: 'owner', op: 'eq', value: { me: false } }, '/value', 'not_an_id'],
    [{ field: 'account', op: 'eq', value: { me: true } }, '/value', 'not_an_id'],
    [{ field: 'won', op: 'eq', value: 1 }, '/value', 'not_a_bool'],
    [{ field: 'currency', op: 'eq', value: 'usd' }, '/value', 'not_a_currency'],
  ])('refuses %j at %s as %s', (json, place, code) =>
    expect(faults(json)).toEqual([expect.objectContaining({ pointer: `/query/filter${place}`, code })]),
  );

  it('names the field and what would be right', () => {
    expect(faults({ field: 'statsu', op: 'eq', value: 'won' })[0]?.params).toMatchObject({
      field: 'statsu',
      choices: expect.stringMatching(/^status, /),
    });
    expect(faults({ field: 'notes', op: 'eq', value: 'x' })[0]?.params).toEqual({
      field: 'notes',
      op: 'eq',
      choices: 'contains, isEmpty, isNotEmpty',
    });
    expect(faults({ field: 'status', op: 'eq', value: 'wno' })[0]?.params).toEqual({
      field: 'status',
      value: 'wno',
      choices: 'open, won, lost',
    });
  });

  it('tells all faults at once, at the pointer it was given', () => {
    const result = parseFilter(
      {
        or: [
          { field: 'a', op: 'eq', value: 1 },
          { field: 'status', op: 'eq', value: 'b' },
        ],
      },
      fields,
      '/body/filter',
    );
    expect(result.ok ? [] : result.faults.map(({ pointer }) => pointer)).toEqual([
      '/body/filter/or/0/field',
      '/body/filter/or/1/value',
    ]);
  });

  it(`goes ${maxFilterDepth} levels deep and no deeper`, () => {
    const nested = (levels: number): unknown =>
      levels === 1 ? { field: 'won', op: 'isEmpty' } : { [levels % 2 ? 'and' : 'or']: [nested(levels - 1)] };
    expect(read(nested(maxFilterDepth))).toEqual({ field: 'won', op: 'isEmpty' });
    expect(faults(nested(maxFilterDepth + 1))).toEqual([expect.objectContaining({ code: 'filter_too_deep' })]);
    expect(faults(`${'{"not":'.repeat(5000)}{}${'}'.repeat(5000)}`)).toEqual([
      expect.objectContaining({ code: 'filter_too_deep' }),
    ]);
  });

  it(`holds ${maxFilterConditions} conditions and no more, wherever they are`, () => {
    const conditions = (count: number): FilterNode[] => Array.from({ length: count }, () => ({ field: 'won', op: 'isEmpty' }));
    expect(faults({ and: conditions(maxFilterConditions) })).toEqual([]);
    expect(faults({ and: conditions(maxFilterConditions + 5) })).toEqual([
      expect.objectContaining({ code: 'too_many_conditions' }),
    ]);
    expect(faults({ and: [{ or: conditions(30) }, { or: conditions(30) }] })).toEqual([
      expect.objectContaining({ code: 'too_many_conditions' }),
    ]);
    expect(faults(JSON.stringify({ field: 'title', op: 'eq', value: 'x'.repeat(70_000) }))).toEqual([
      expect.objectContaining({ code: 'too_long' }),
    ]);
  });

  it('never throws and lists at most 20 faults', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (json) => {
        const result = parseFilter({ and: [json, { field: 'title', op: 'eq', value: json }] }, fields);
        if (!result.ok) expect(result.faults.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

const values: Record<string, fc.Arbitrary<unknown>> = {
  integer: fc.integer({ min: -2_147_483_647 }),
  money: fc.maxSafeInteger(),
  percent: fc.integer({ min: -2_147_483_647 }),
  decimal: fc.tuple(fc.integer(), fc.nat(999)).map(([whole, fraction]) => `${whole}.${fraction}`),
  date: fc.constantFrom('2026-01-01', '2024-02-29', { rel: 'today' }, { rel: 'endOfMonth', offset: -1, unit: 'month' }),
  instant: fc.constantFrom('2026-01-01', '2026-01-01T10:00:00.000Z', { rel: 'now', offset: 5, unit: 'minute' }),
  bool: fc.boolean(),
  currency: fc.constantFrom('USD', 'CNY'),
  ref: fc.uuid(),
  team: fc.uuid(),
  user: fc.oneof(fc.uuid(), fc.constant({ me: true })),
};

function conditionOf([name, field]: [string, FilterField]): fc.Arbitrary<unknown> {
  const value = field.choices
    ? fc.constantFrom(...field.choices)
    : (values[field.kind] ?? fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }));
  return fc.constantFrom(...operatorsByKind[field.kind]).chain((op): fc.Arbitrary<unknown> => {
    if (op === 'isEmpty' || op === 'isNotEmpty') return fc.constant({ field: name, op });
    if (op === 'in' || op === 'notIn')
      return fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => ({ field: name, op, value: list }));
    if (op === 'between') return value.map((one) => ({ field: name, op, value: [one, one] }));
    return value.map((one) => ({ field: name, op, value: one }));
  });
}

const usable = Object.entries(fields).filter(([, field]) => field.filterable !== false);
const { node: anyFilter } = fc.letrec((tie) => ({
  condition: fc.constantFrom(...usable).chain(conditionOf),
  group: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    tie('condition'),
    tie('group').map((and) => ({ and })),
    tie('group').map((or) => ({ or })),
    tie('node').map((not) => ({ not })),
  ),
}));

describe('Filter', () => {
  it('is what parseFilter takes and what it gives', () => {
    fc.assert(
      fc.property(anyFilter, (json) => {
        expect(Filter.safeParse(json).success).toBe(true);
        const once = read(json);
        expect(Filter.safeParse(once).success).toBe(true);
        expect(read(once)).toEqual(once);
        expect(read(JSON.stringify(once))).toEqual(once);
      }),
    );
  });

  it('refuses other shapes', () => {
    for (const json of [
      {},
      [],
      'x',
      { and: [] },
      { and: {} },
      { field: 'a', op: 'like' },
      { field: 'a', op: 'eq', value: 1, x: 2 },
    ]) {
      expect(Filter.safeParse(json).success).toBe(false);
    }
  });

  it('can be written into an API description', () => {
    expect(JSON.stringify(z.toJSONSchema(z.object({ filter: Filter }), { target: 'openapi-3.0', io: 'input' }))).toContain(
      '"notIn"',
    );
  });
});

describe('operatorsByKind', () => {
  it('names operators that exist, each once', () => {
    for (const operators of Object.values(operatorsByKind)) {
      expect(filterOperators).toEqual(expect.arrayContaining([...operators]));
      expect(new Set(operators).size).toBe(operators.length);
    }
  });
});

describe('parseSort', () => {
  it('reads fields and directions', () => {
    expect(parseSort('-amountMinor, title', fields)).toEqual({
      ok: true,
      sort: [
        { field: 'amount', direction: 'desc' },
        { field: 'title', direction: 'asc' },
      ],
    });
    expect(parseSort(undefined, fields)).toEqual({ ok: true, sort: [] });
    expect(parseSort('', fields)).toEqual({ ok: true, sort: [] });
    expect(parseSort('+createdAt', fields)).toEqual({ ok: true, sort: [{ field: 'createdAt', direction: 'asc' }] });
  });

  it.each([
    ['colour', 'unknown_filter_field'],
    ['account.name', 'not_sortable'],
    ['tags', 'not_sortable'],
    ['owner', 'not_sortable'],
    ['title,-title', 'duplicate_sort'],
    ['title,seats,won,createdAt', 'too_many_sort_keys'],
  ])('refuses %s as %s', (text, code) => {
    const result = parseSort(text, fields);
    expect(result.ok ? [] : result.faults.map((fault) => fault.code)).toContain(code);
  });

  it('obeys what a field says of itself', () => {
    const map: FilterFieldMap = { owner: { kind: 'user', sortable: true }, title: { kind: 'text', sortable: false } };
    expect(parseSort('-ownerId', map)).toEqual({ ok: true, sort: [{ field: 'owner', direction: 'desc' }] });
    expect(parseSort('title', map)).toMatchObject({ ok: false, faults: [{ code: 'not_sortable' }] });
  });
});
