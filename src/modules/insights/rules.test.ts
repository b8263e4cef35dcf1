import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bottleneckOf, funnelOf } from './funnel/rules.ts';
import { drillOf, meanOf, percentileOf, revenueTarget, winRateOf } from './rules.ts';

const counted = (values: readonly number[]) =>
  [...Map.groupBy(values, (value) => value)].map(([days, all]) => ({ days, count: all.length }));

describe('percentileOf', () => {
  it.each([
    [[], 0.5, null],
    [[7], 0.9, 7],
    [[1, 2], 0.5, 1.5],
    [[1, 2, 3, 4], 0.9, 3.7],
    [[10, 20, 20, 40], 0.5, 20],
    [[1, 1, 1, 100], 0.9, 70.3],
  ])('%j at %d is %d', (values, share, expected) => {
    const found = percentileOf(counted(values), share);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 10);
  });

  it('is what interpolating in the sorted list gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b);
          const place = share * (sorted.length - 1);
          const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
          expect(percentileOf(counted(values), share)).toBeCloseTo(low + (high - low) * (place - Math.floor(place)), 9);
          expect(meanOf(counted(values))).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
        },
      ),
    );
  });
});

describe('winRateOf', () => {
  it('says nothing while nothing is closed', () => {
    expect([winRateOf(0, 0), winRateOf(3, 1), winRateOf(0, 2)]).toEqual([null, 0.75, 0]);
  });
});

describe('funnelOf', () => {
  const stages = [1, 2, 3].map((phase) => ({ id: `s${phase}`, name: `S${phase}`, phase, targetDays: 10 }));

  it('counts a deal in every stage up to its own, and leaves open ones out of the rate', () => {
    const counts = [
      { phase: 1, status: 'open', count: 5 },
      { phase: 1, status: 'lost', count: 1 },
      { phase: 2, status: 'lost', count: 6 },
      { phase: 3, status: 'won', count: 3 },
    ];
    const [first, second, third] = funnelOf(stages, counts, [{ phase: 2, days: 30 }]);
    expect(first).toMatchObject({ reached: 15, onRate: 0.9, open: 5, lost: 1, days: null });
    expect(second).toMatchObject({ reached: 9, onRate: 3 / 9, lost: 6, days: 30 });
    expect(third).toMatchObject({ reached: 3, onRate: 1 });
    expect(bottleneckOf(funnelOf(stages, counts, [{ phase: 2, days: 30 }]))).toBe('s2');
  });

  it('names no bottleneck where nothing waits and nobody leaves', () => {
    expect(bottleneckOf(funnelOf(stages, [], []))).toBeNull();
  });
});

describe('revenueTarget', () => {
  const targets = new Map([
    [2025, 1200],
    [2026, 2400],
  ]);
  it.each([
    ['2025-01-01', '2025-12-31', 1200],
    ['2025-04-01', '2025-06-30', 300],
    ['2025-12-01', '2026-01-31', 300],
    ['2025-01-02', '2025-12-31', null],
    ['2024-12-01', '2025-01-31', null],
  ])('%s to %s: %d', (from, to, expected) => {
    expect(revenueTarget(targets, from, to)).toBe(expected);
  });
});

describe('drillOf', () => {
  it('is the filter of the deals list', () => {
    expect(
      JSON.parse(drillOf('won', { from: '2025-01-01', to: '2025-12-31' }, [{ field: 'owner', op: 'eq', value: 'x' }])),
    ).toEqual({
      and: [
        {
          and: [
            { field: 'status', op: 'in', value: ['won', 'completed'] },
            { field: 'wonOn', op: 'between', value: ['2025-01-01', '2025-12-31'] },
          ],
        },
        { field: 'owner', op: 'eq', value: 'x' },
      ],
    });
  });
});
