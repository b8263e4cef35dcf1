import { expect, it } from 'vitest';
import { leftOf } from './bulk.ts';

it('counts what was left by what kept it, whatever a result lists', () => {
  expect(leftOf({})).toEqual({ closed: 0, leftOut: 0 });
  expect(leftOf({ forbidden: 1200, not_found: 1, 'deals.closed_before_opened': 2400, required: 1 })).toEqual({
    closed: 1201,
    leftOut: 2401,
  });
});
