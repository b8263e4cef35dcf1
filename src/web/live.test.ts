import { describe, expect, it } from 'vitest';
import { isTouched, readChange } from './live.ts';

const deals = { queryKey: ['deals', '/deals', null, null], meta: undefined };
const oneDeal = { queryKey: ['deals', '/deals/:id', { id: 'a' }, null], meta: undefined };
const insights = { queryKey: ['insights', '/insights/kpis', null, null], meta: { kinds: ['deal'] } };

describe('isTouched', () => {
  it('touches lists of the kind and queries that name it', () => {
    const change = { kinds: ['deal'], ids: ['b'] };
    expect(isTouched(deals, change)).toBe(true);
    expect(isTouched(insights, change)).toBe(true);
    expect(isTouched(deals, { kinds: ['account'], ids: [] })).toBe(false);
  });

  it('leaves the page of another record alone, unless the ids are too many to name', () => {
    expect(isTouched(oneDeal, { kinds: ['deal'], ids: ['b'] })).toBe(false);
    expect(isTouched(oneDeal, { kinds: ['deal'], ids: ['a'] })).toBe(true);
    expect(isTouched(oneDeal, { kinds: ['deal'], ids: [] })).toBe(true);
  });
});

describe('readChange', () => {
  it('takes only texts', () => {
    expect(readChange({ kinds: ['deal', 1], ids: null })).toEqual({ kinds: ['deal'], ids: [] });
    expect(readChange('x')).toBeNull();
  });
});
