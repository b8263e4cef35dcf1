import { describe, expect, it } from 'vitest';
import { QuoteContent } from '../content/contract.ts';
import { freeze } from '../freezing/rules.ts';
import { readChoice } from './rules.ts';

/** What becomes of a quantity that is typed for a line of these limits. */
function chosen(typed: string, quantity: string, min: string, max: string) {
  const content = QuoteContent.parse({
    language: 'en',
    currency: 'EUR',
    isTaxIncluded: false,
    rounding: 'perRate',
    validDays: 30,
    lines: [{ id: 'a', kind: 'item', name: 'Press', quantity, limits: { min, max } }],
  });
  const heading = { number: 'Q-1', revision: 1, title: 'Press', issuedOn: '2026-11-26', files: [] };
  const seller = { company: 'Hengchuan', person: null, email: null };
  const customer = { company: 'Acme', taxNumber: null, address: null, person: null };
  const frozen = freeze(content, { ...heading, seller, customer });
  const read = readChoice(frozen, (name) => ({ choice: '1', 'q.a': typed })[name]);
  return read?.choice.quantities.get('a') ?? read?.faults[0];
}

describe('readChoice', () => {
  it.each([
    ['3', '2', '1', '5', '3'],
    ['３', '2', '1', '5', '3'],
    ['3.0', '2', '1', '5', '3'],
    ['1,000', '2', '1', '5000', '1000'],
    ['2.5', '2.5', '1', '5', '2.5'],
    ['1.1', '2', '0.5', '5', '1.1'],
    ['1.25', '2', '1', '9.75', '1.25'],
  ])('takes %j of a line of %s, %s to %s, as %s', (typed, quantity, min, max, read) => {
    expect(chosen(typed, quantity, min, max)).toBe(read);
  });

  it.each([
    ['1.333333', '2', '1', '5', 0],
    ['1.5', '2.0', '1.00', '5', 0],
    ['1.25', '2.5', '1', '5', 1],
    ['1.125', '2', '1', '9.75', 2],
    ['6', '2', '1', '5', 0],
    ['0', '2', '0', '5', 0],
    ['', '2', '1', '5', 0],
    ['-2', '2', '1', '5', 0],
  ])('refuses %j of a line of %s, %s to %s, which takes %s decimals', (typed, quantity, min, max, decimals) => {
    expect(chosen(typed, quantity, min, max)).toEqual({ lineId: 'a', code: 'quantity', min, max, decimals });
  });
});
