import { describe, expect, it } from 'vitest';
import type { TargetKind, ValueProposal } from '../contract.ts';
import type { ImportMap, MapTarget } from '../mapping/contract.ts';
import type { TargetField } from '../targets/contract.ts';
import { fieldsOfColumn, groupsOf, mapColumn, placeOf, withDecisions, withMade, withValue } from './mapping-rules.ts';

const target: MapTarget = {
  kind: 'account',
  mode: 'upsert',
  key: 'name',
  distinct: false,
  fields: { name: { column: 'account' }, industry: { column: 'sector', values: { a: 'b' } } },
};
const map: ImportMap = {
  version: 1,
  files: [
    { file: 'a.csv', targets: [target] },
    { file: 'b.csv', targets: [target, { ...target, kind: 'deal' }] },
  ],
};
const field = (key: string, kind: string): TargetField => ({
  key,
  label: key,
  kind,
  isRequired: false,
  isKey: key === 'name',
  isPart: false,
  isLabelled: key === 'options',
  choices: [],
  target: null,
  findBy: [],
});
const kind: TargetKind = {
  kind: 'account',
  label: 'Accounts',
  nameField: 'name',
  isNamed: true,
  knownBy: [],
  saysOneOf: [],
  isRestored: false,
  fields: [field('name', 'text'), field('industry', 'text'), field('emails', 'emails'), field('options', 'text')],
};

describe('mapColumn', () => {
  it('puts options of a variant behind their headers, and takes each away again', () => {
    const colour = mapColumn(target, 'Colour', ['options'], kind);
    expect(colour.fields['options']).toEqual({ template: 'Colour: {Colour}' });
    const both = mapColumn(colour, 'Size', ['options'], kind);
    expect(both.fields['options']).toEqual({ template: 'Colour: {Colour}; Size: {Size}' });
    expect(mapColumn(both, 'Colour', [], kind).fields['options']).toEqual({ template: 'Size: {Size}' });
    expect(mapColumn(target, 'options', ['options'], kind).fields['options']).toEqual({ column: 'options' });
  });
  it('lets a column fill several fields', () => {
    const next = mapColumn(target, 'sector', ['industry', 'region'], kind);
    expect(next.fields).toMatchObject({ industry: { column: 'sector', values: { a: 'b' } }, region: { column: 'sector' } });
    expect(fieldsOfColumn(next, 'sector')).toEqual(['industry', 'region']);
  });
  it('leaves a column out, and drops the key that was read from it', () => {
    expect(mapColumn(target, 'account', [], kind)).toEqual({
      kind: 'account',
      mode: 'upsert',
      distinct: false,
      fields: { industry: { column: 'sector', values: { a: 'b' } } },
    });
  });
  it('reads a field from two columns, and from one again', () => {
    const both = mapColumn(mapColumn(target, 'mail', ['emails'], kind), 'mail 2', ['emails'], kind);
    expect(both.fields['emails']).toEqual({ template: '{mail};{mail 2}' });
    const names = mapColumn(target, 'branch', ['name'], kind);
    expect(names.fields['name']).toEqual({ template: '{account} {branch}' });
    expect(mapColumn(both, 'mail', [], kind).fields['emails']).toEqual({ column: 'mail 2' });
  });
  it('tells rows apart by the name unless another field does', () => {
    expect(mapColumn({ ...target, fields: {} }, 'account', ['name'], kind).key).toBe('name');
  });
});

describe('placeOf', () => {
  it('counts targets over all files', () => {
    expect([0, 1, 2, 3].map((no) => placeOf(map, no))).toEqual([
      { fileIndex: 0, targetIndex: 0 },
      { fileIndex: 1, targetIndex: 0 },
      { fileIndex: 1, targetIndex: 1 },
      null,
    ]);
  });
});

describe('withValue', () => {
  it('adds what a value stands for to the right target only', () => {
    const next = withValue(map, 2, 'industry', 'x', 'y');
    expect(next.files[1]?.targets[1]?.fields['industry']?.values).toEqual({ a: 'b', x: 'y' });
    expect(next.files[0]).toEqual(map.files[0]);
  });
  it('follows a value that was translated to one that means nothing', () => {
    expect(withValue(map, 0, 'industry', 'b', 'c').files[0]?.targets[0]?.fields['industry']?.values).toEqual({ a: 'c', b: 'c' });
  });
});

describe('withDecisions', () => {
  const unknown = (targetNo: number, value: string, proposed: string | null, of: string | null): ValueProposal => ({
    targetNo,
    file: '',
    field: of === null ? 'industry' : 'name',
    value,
    rows: 1,
    proposed,
    label: proposed,
    score: 0.9,
    target: of,
  });
  it('takes what was proposed unless a person said otherwise, and makes what was asked for before those that point to it', () => {
    const groups = groupsOf([unknown(1, 'x', 'y', null), unknown(1, 'z', 'w', null), unknown(2, 'New Co', null, 'account')]);
    const [first, second] = groups;
    const decisions = { stands: { [`${first?.key ?? ''} z`]: null }, makes: { [second?.key ?? '']: true } };
    const next = withDecisions(map, groups, decisions, [kind]);
    expect(next.files[1]?.targets.map((each) => [each.kind, each.distinct, Object.keys(each.fields)])).toEqual([
      ['account', true, ['name']],
      ['account', false, ['name', 'industry']],
      ['deal', false, ['name', 'industry']],
    ]);
    expect(next.files[1]?.targets[1]?.fields['industry']?.values).toEqual({ a: 'b', x: 'y' });
  });
});

describe('withMade', () => {
  it('makes what is found by its number with that number', () => {
    const prices: ImportMap = {
      version: 1,
      files: [
        {
          file: 'a.csv',
          targets: [{ kind: 'bookPrice', mode: 'upsert', distinct: false, fields: { product: { column: 'SKU', find: 'code' } } }],
        },
      ],
    };
    const made = withMade(prices, 0, 'product', { ...kind, kind: 'product' }).files[0]?.targets[0];
    expect(made).toEqual({
      kind: 'product',
      mode: 'upsert',
      key: 'code',
      distinct: true,
      fields: { name: { column: 'SKU' }, code: { column: 'SKU' } },
    });
  });
});
