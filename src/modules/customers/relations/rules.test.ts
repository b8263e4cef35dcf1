import { expect, it } from 'vitest';
import { relationsBetween } from './rules.ts';

it.each([
  ['account', 'account', ['subsidiary', 'supplier', 'distributor', 'partner', 'other']],
  ['contact', 'contact', ['partner', 'colleague', 'reports_to', 'knows', 'other']],
  ['contact', 'account', ['partner', 'knows', 'other']],
  ['account', 'contact', ['partner', 'knows', 'other']],
  ['deal', 'contact', ['other']],
])('a %s can be to a %s: %j', (from, to, kinds) => {
  expect(relationsBetween(from, to)).toEqual(kinds);
});
