import { describe, expect, it } from 'vitest';
import {
  completedParts,
  hasSameParts,
  isFixed,
  isWithin,
  type PartChoice,
  partFaults,
  partsAsked,
  startingParts,
} from './rules.ts';

const choice = (productId: string, more: Partial<PartChoice> = {}): PartChoice => ({
  productId,
  name: productId.toUpperCase(),
  unit: 'pc',
  quantity: '1',
  isRequired: true,
  minQuantity: null,
  maxQuantity: null,
  ...more,
});
const part = (productId: string, quantity: string) => ({ productId, quantity, name: '', unit: null });

describe('isWithin', () => {
  const free = { isRequired: false };
  const limited = { minQuantity: '2', maxQuantity: '4' };
  it.each([
    ['a required part as it comes', {}, ['1', '1.0'], ['0', '2']],
    ['a required part within limits', limited, ['2', '3', '4.000'], ['0', '1', '4.1', '5']],
    ['a required part with no upper limit', { minQuantity: '2' }, ['2', '900'], ['0', '1']],
    ['an optional part', free, ['0', '0.5', '900'], []],
    ['an optional part within limits', { ...free, ...limited }, ['0', '2', '4'], ['1', '5']],
  ])('%s', (_name, more, good, bad) => {
    const one = choice('a', more);
    expect(good.map((quantity) => isWithin(one, quantity))).toEqual(good.map(() => true));
    expect(bad.map((quantity) => isWithin(one, quantity))).toEqual(bad.map(() => false));
  });

  it('leaves nothing to choose of a required part that comes as it is', () => {
    expect([choice('a'), choice('a', limited), choice('a', free)].map(isFixed)).toEqual([true, false, false]);
  });
});

describe('startingParts', () => {
  it('takes as many as the bundle comes with, as far as the limits go', () => {
    const choices = [
      choice('a', { quantity: '2.000000' }),
      choice('b', { isRequired: false, maxQuantity: '3', minQuantity: '0' }),
      choice('c', { isRequired: false, quantity: '0' }),
      choice('d', { quantity: '9', maxQuantity: '5', minQuantity: '2' }),
      choice('e', { quantity: '1', minQuantity: '2' }),
    ];
    expect(startingParts(choices).map(({ productId, name, quantity }) => `${productId} ${name} ${quantity}`)).toEqual([
      'a A 2',
      'b B 1',
      'c C 0',
      'd D 5',
      'e E 2',
    ]);
  });
});

describe('partFaults', () => {
  const choices = [choice('a'), choice('b', { isRequired: false, minQuantity: '1', maxQuantity: '3' })];
  it.each([
    ['nothing wrong', [part('a', '1'), part('b', '3')], []],
    ['an optional one that is not named', [part('a', '1')], []],
    ['a part of something else', [part('a', '1'), part('x', '1')], ['1 productId offers.part_unknown']],
    ['one twice', [part('a', '1'), part('a', '1')], ['1 productId duplicate']],
    ['too many', [part('a', '1'), part('b', '4')], ['1 quantity offers.part_quantity']],
    ['a required one that is left out', [part('b', '1')], ['null productId offers.part_missing']],
    ['a required one of which there is none', [part('a', '0')], ['0 quantity offers.part_missing']],
  ])('%s', (_name, parts, expected) => {
    expect(partFaults(parts, choices).map(({ at, key, code }) => `${String(at)} ${key} ${code}`)).toEqual(expected);
  });

  it('says between what may be chosen', () => {
    expect(partFaults([part('a', '1'), part('b', '4')], choices)[0]?.params).toEqual({ name: 'B', min: '1', max: '3' });
  });
});

describe('completedParts', () => {
  it('names them as the bundle does and in its order; what is not named is left out', () => {
    const choices = [choice('a'), choice('b', { isRequired: false }), choice('c', { isRequired: false })];
    const parts = completedParts([part('c', '2.50'), part('a', '1')], choices);
    expect(parts.map(({ name, quantity, unit }) => `${name} ${quantity} ${unit ?? ''}`)).toEqual([
      'A 1 pc',
      'B 0 pc',
      'C 2.5 pc',
    ]);
    expect(partsAsked({ parts })).toEqual({ parts: { a: '1', b: '0', c: '2.5' } });
    expect(partsAsked({})).toEqual({});
  });
});

describe('hasSameParts', () => {
  it('looks at what is in it, however it is written', () => {
    expect(hasSameParts({ parts: [part('a', '1.0'), part('b', '0')] }, { parts: [part('a', '1')] })).toBe(true);
    expect(hasSameParts({ parts: [part('a', '1')] }, { parts: [part('a', '2')] })).toBe(false);
    expect(hasSameParts({}, { parts: [] })).toBe(true);
  });
});
