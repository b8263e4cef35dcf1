import { describe, expect, it } from 'vitest';
import type { ImportMap, MapTarget } from '../mapping/contract.ts';
import { fieldOfColumn, mapColumn, placeOf, withValue } from './mapping-rules.ts';

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

describe('mapColumn', () => {
  it('moves a column to another field with what its values stand for', () => {
    const next = mapColumn(target, 'sector', 'region');
    expect(next.fields).toEqual({ name: { column: 'account' }, region: { column: 'sector', values: { a: 'b' } } });
    expect(fieldOfColumn(next, 'sector')).toBe('region');
  });
  it('leaves a column out, and drops the key that was read from it', () => {
    expect(mapColumn(target, 'account', null)).toEqual({
      kind: 'account',
      mode: 'upsert',
      distinct: false,
      fields: { industry: { column: 'sector', values: { a: 'b' } } },
    });
  });
  it('takes a field over from another column', () => {
    expect(mapColumn(target, 'other', 'name').fields['name']).toEqual({ column: 'other' });
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
});
