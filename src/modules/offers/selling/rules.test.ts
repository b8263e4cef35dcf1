import { describe, expect, it } from 'vitest';
import type { Supply } from '../../catalogue/selling/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { isShort, longestLead } from './rules.ts';

const productId = '00000000-0000-7000-8000-000000000001';
const other = '00000000-0000-7000-8000-000000000002';
const line = (more: object = {}) => QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', productId, quantity: '10', ...more });
const supply = (stock: string | null, leadTimeDays: number | null = null, id = productId): Supply => ({
  productId: id,
  leadTimeDays,
  stock,
  stockOn: null,
  unit: 'pc',
});

describe('isShort', () => {
  it.each([
    [{}, '9.5', true],
    [{}, '10', false],
    [{}, '0', true],
    [{}, '-2', true],
    [{}, null, false],
    [{ unit: 'box', conversion: { factor: '12', base: 'pc' } }, '119', true],
    [{ unit: 'box', conversion: { factor: '12', base: 'pc' } }, '120', false],
    [{ charge: { kind: 'time', per: 'hour' } }, '1', false],
    [{ isCredit: true }, '1', false],
    [{ quantity: '0' }, '0', false],
  ])('of %j with %j there is %j', (more, stock, expected) => {
    expect(isShort(line(more), supply(stock))).toBe(expected);
  });
  it('says nothing where nothing is known', () => expect(isShort(line(), undefined)).toBe(false));
});

describe('longestLead', () => {
  const known = [supply(null, 30), supply(null, 45, other)];
  it.each([
    [[line()], 30],
    [[line(), line({ id: 'b', productId: other })], 45],
    [[line(), line({ id: 'b', productId: other, isOptional: true })], 30],
    [[line(), line({ id: 'b', productId: other, isOptional: true, isChosen: true })], 45],
    [[line(), line({ id: 'b', productId: other, alternativeOf: 'a' })], 30],
    [[line({ productId: null })], null],
  ])('case %#', (lines, days) => {
    expect(longestLead(lines, known)).toBe(days);
  });
});
