import { describe, expect, it } from 'vitest';
import type { ShownValue } from '../presenting/contract.ts';
import { inSight, lineKeys, sumsOf } from './rules.ts';

const value = (key: string, more: Partial<ShownValue> = {}): ShownValue => ({
  key,
  label: key,
  kind: 'percent',
  value: 1,
  before: null,
  hasBefore: false,
  isWorse: false,
  isDecisive: false,
  isMain: false,
  note: null,
  ...more,
});
const keys = (values: readonly ShownValue[]): string[] => values.map(({ key }) => key);

describe('values in sight', () => {
  it('are first what made a rule fire, then what everybody looks at or has changed; the rest is folded', () => {
    const { shown, folded } = inSight([
      value('main', { isMain: true }),
      value('plain'),
      value('decisive', { isDecisive: true }),
      value('changed', { hasBefore: true, before: 2 }),
      value('same', { hasBefore: true, before: 1 }),
    ]);
    expect(keys(shown)).toEqual(['decisive', 'main', 'changed']);
    expect(keys(folded)).toEqual(['plain', 'same']);
  });

  it('are all where nothing stands out, without texts that say nothing', () => {
    const { shown, folded } = inSight([value('a'), value('b', { value: '' }), value('c', { value: null })]);
    expect(keys(shown)).toEqual(['a', 'c']);
    expect(folded).toEqual([]);
  });
});

describe('values of lines', () => {
  const line = (below: ShownValue['value'], amount: ShownValue['value']) => ({
    values: [
      value('margin', { isMain: true, value: null }),
      value('below', { value: below }),
      value('flag', { kind: 'flag', value: false }),
      value('amount', { kind: 'money', isMain: true, value: amount }),
    ],
  });

  it('are those that everybody looks at, and those that tell something of one of them', () => {
    expect(lineKeys([line(0, 5), line(null, 5)])).toEqual(['margin', 'amount']);
    expect(lineKeys([line(0, 5), line(300, 5)])).toEqual(['margin', 'below', 'amount']);
    expect(lineKeys([])).toEqual([]);
  });

  it('add up where every amount is known', () => {
    expect([...sumsOf([line(0, 5), line(0, -2)])]).toEqual([['amount', 3]]);
    expect([...sumsOf([line(0, 5), line(0, null)])]).toEqual([]);
  });
});
