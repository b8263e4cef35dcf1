import { expect, it } from 'vitest';
import { stateOf } from './rules.ts';

const [before, now, after] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'];

it.each([
  ['active', null, after, true],
  ['expired', null, now, true],
  ['expired', null, before, true],
  ['stopped', null, after, false],
  ['stopped', null, before, false],
  ['revoked', before, after, true],
  ['revoked', before, before, false],
])('is %s', (state, revokedAt, expiresAt, makerMay) => {
  expect(stateOf({ revokedAt, expiresAt }, makerMay, Date.parse(now))).toBe(state);
});
