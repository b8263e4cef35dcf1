import { describe, expect, it } from 'vitest';
import { composition } from '../../../test/build.ts';
import { levelOf } from '../../platform/rights.ts';
import { roles } from '../identity/contract.ts';
import { statesOf, stepsFor } from './rules.ts';

const expected = {
  owner: ['workspace', 'invite', 'data', 'process', 'move'],
  admin: ['invite', 'data', 'process', 'move'],
  salesManager: ['process', 'move', 'figures'],
  seller: ['process', 'move'],
  delivery: ['process', 'move'],
  support: ['process', 'move'],
  analyst: ['figures'],
};

describe('stepsFor', () => {
  expect(composition.routes.length).toBeGreaterThan(0);
  it.each(Object.entries(expected))('gives %s %j', (role, steps) => {
    expect(stepsFor((object, action) => levelOf(role, object, action))).toEqual(steps);
  });
  it('says something about every role', () => {
    expect(Object.keys(expected).toSorted()).toEqual([...roles].toSorted());
  });
});

describe('statesOf', () => {
  it.each([
    [[], [], 'open'],
    [[], ['invite'], 'skipped'],
    [['invite'], [], 'done'],
    [['invite'], ['invite'], 'done'],
  ] as const)('done %j, skipped %j: %s', (done, skipped, state) => {
    expect(statesOf(['invite'], new Set(done), skipped)).toEqual([{ key: 'invite', state }]);
  });
});
