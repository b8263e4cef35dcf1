import { describe, expect, it } from 'vitest';
import { changedNumbers, placeText } from '../../catalogue/numbers/importing/rules.ts';
import { numberOf } from './rules.ts';

const place = { productId: 'p', accountId: 'a' };

describe('numberOf', () => {
  it.each([
    ['both', { ...place, number: 'A-1', name: 'Seat' }, { ...place, number: 'A-1', name: 'Seat' }],
    ['a number alone', { ...place, number: 'A-1' }, { ...place, number: 'A-1', name: null }],
    ['a name alone', { ...place, name: 'Seat' }, { ...place, number: null, name: 'Seat' }],
    ['nothing else, of a customer still to be made', { productId: 'p', number: 'A-1' }, null],
    ['nothing else, of a product still to be made', { accountId: 'a', number: 'A-1' }, null],
  ])('takes a row that says %s', (_name, values, said) => {
    expect(numberOf(values)).toEqual({ said, refusals: [] });
  });

  it.each([
    ['of what is there', place],
    ['of what is still to be made', {}],
  ])('refuses a row that says neither number nor name, %s', (_name, values) => {
    expect(numberOf(values).refusals).toEqual([{ path: 'number', code: 'catalogue.number_or_name', params: {} }]);
  });
});

describe('changedNumbers', () => {
  const there = { ...place, number: 'A-1', name: 'Seat' };
  it.each([
    ['the same again', { number: 'A-1', name: 'Seat' }, []],
    ['the same number alone', { number: 'A-1', name: null }, []],
    ['another number, and leaves the name', { number: 'A-2', name: null }, [{ ...place, number: 'A-2', name: 'Seat' }]],
    ['another name, and leaves the number', { number: null, name: 'Chair' }, [{ ...place, number: 'A-1', name: 'Chair' }]],
    ['the number in another case', { number: 'a-1', name: null }, [{ ...place, number: 'a-1', name: 'Seat' }]],
  ])('takes a row that says %s', (_name, said, changed) => {
    expect(changedNumbers(new Map([[placeText(there), there]]), [{ ...place, ...said }])).toEqual(changed);
  });

  it('leaves out what is not there', () => {
    expect(changedNumbers(new Map(), [there])).toEqual([]);
  });
});
