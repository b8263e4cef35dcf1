import { describe, expect, it } from 'vitest';
import { defineFields, integer, text } from '../../platform/fields.ts';
import type { EntityRow } from './entity-ui.ts';
import { startValues } from './form-values.ts';
import { clashes, isEntityRow, rebase } from './rebase.ts';

const ui = { fields: defineFields({ name: text(), city: text(), size: integer() }) };
const base: EntityRow = {
  id: 'r',
  version: 1,
  owner: null,
  team: null,
  createdAt: '',
  updatedAt: '',
  deletedAt: null,
  custom: {},
  name: 'A',
  city: 'X',
  size: 1,
};
const current: EntityRow = { ...base, version: 2, name: 'B', city: 'Y' };
const values = { ...startValues(ui, base), name: 'C', size: 2 };

describe('clashes', () => {
  it('names only what both changed differently', () => {
    expect(clashes(ui, base, values, current)).toEqual([{ key: 'name', mine: 'C', theirs: 'B' }]);
    expect(clashes(ui, base, { ...values, name: 'B' }, current)).toEqual([]);
  });
});

describe('rebase', () => {
  it('keeps both sides where they do not meet, and the chosen one where they do', () => {
    expect(rebase(ui, base, values, current, new Set())).toMatchObject({ name: 'B', city: 'Y', size: 2 });
    expect(rebase(ui, base, values, current, new Set(['name']))).toMatchObject({ name: 'C', city: 'Y', size: 2 });
  });
});

describe('isEntityRow', () => {
  it('wants an id and a version', () => {
    expect(isEntityRow(base)).toBe(true);
    expect(isEntityRow({ id: 'x' })).toBe(false);
  });
});
