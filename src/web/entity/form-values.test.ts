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
    const pointers = ['/body/accountId', '/body/amountMinor', '/body/ownerId', '/body/phones/0/value', '/body/custom/tier'];
    expect(pointers.map((pointer) => fieldKeyOf(ui, pointer))).toEqual([
      'account',
      'amountMinor',
      'owner',
      'phones',
      'custom.tier',
    ]);
  });
});

describe('fields that a workspace added', () => {
  const own = { fields: { ...fields, 'custom.tier': text() } };
  it('are read from and written to `custom`', () => {
    const gold = { ...row, custom: { tier: 'gold' } };
    expect(startValues(own, gold)['custom.tier']).toBe('gold');
    expect(updateBody(own, gold, { ...startValues(own, gold), 'custom.tier': 'tin' })).toEqual({
      version: 3,
      custom: { tier: 'tin' },
    });
    expect(createBody(own, { name: 'X', isActive: true, 'custom.tier': 'tin' })).toEqual({
      name: 'X',
      isActive: true,
      custom: { tier: 'tin' },
    });
  });
});
