import { describe, expect, it } from 'vitest';
import { bool, defineFields, money, phones, ref, text } from '../../platform/fields.ts';
import type { EntityRow } from './entity-ui.ts';
import { changedKeys, createBody, fieldKeyOf, startValues, updateBody } from './form-values.ts';

const fields = defineFields({
  name: text({ required: true }),
  account: ref('account'),
  amountMinor: money(),
  phones: phones(),
  isActive: bool({ required: true, defaultValue: true }),
  phase: text({ readOnly: true }),
});
const ui = { fields };
const ann = { id: 'u1', name: 'Ann' };
const row: EntityRow = {
  id: 'r1',
  version: 3,
  owner: ann,
  team: null,
  createdAt: '',
  updatedAt: '',
  deletedAt: null,
  custom: {},
  name: 'Acme',
  account: { id: 'a1', title: 'Parent' },
  amountMinor: 100,
  phones: null,
  isActive: true,
  phase: 'x',
};

describe('createBody', () => {
  it('writes links by id, leaves out what is empty and what is read only', () => {
    const values = {
      ...startValues(ui, null, { account: { id: 'a1', title: 'P' } }),
      name: 'New',
      phones: [{ value: '', label: 'work' }],
    };
    expect(createBody(ui, values)).toEqual({ name: 'New', accountId: 'a1', isActive: true });
  });
});

describe('updateBody', () => {
  it('sends only what differs, with the version that was read', () => {
    const values = { ...startValues(ui, row), amountMinor: 250, account: null };
    expect(changedKeys(ui, row, values)).toEqual(['account', 'amountMinor']);
    expect(updateBody(ui, row, values)).toEqual({ version: 3, accountId: null, amountMinor: 250 });
  });

  it('finds nothing to send in an untouched form', () => {
    expect(updateBody(ui, row, startValues(ui, row))).toEqual({ version: 3 });
  });

  it('hands over to another owner', () => {
    expect(updateBody(ui, row, { ...startValues(ui, row), owner: { id: 'u2', name: 'Bo' } })).toEqual({
      version: 3,
      ownerId: 'u2',
    });
  });
});

describe('fieldKeyOf', () => {
  it('finds the field of a fault', () => {
    expect([fieldKeyOf(ui, 'accountId'), fieldKeyOf(ui, 'amountMinor'), fieldKeyOf(ui, 'ownerId')]).toEqual([
      'account',
      'amountMinor',
      'owner',
    ]);
  });
});
