import { describe, expect, test } from 'vitest';
import { isDelivered, maximumTries, offReason, restAfter, waitAfter } from './rules.ts';

describe('waitAfter', () => {
  test('follows the schedule over three days, then gives up', () => {
    const waits = Array.from({ length: maximumTries }, (_, index) => waitAfter(index + 1, null, 0));
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
    expect(waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)).toBeGreaterThan(75 * 3600);
  });

  test('spreads by a fifth, and waits as long as the receiver asks, up to a day', () => {
    expect(waitAfter(2, null, 1)).toBe(360);
    expect(waitAfter(1, 60, 0)).toBe(60);
    expect(waitAfter(3, 60, 0)).toBe(1800);
    expect(waitAfter(1, 10_000_000, 0)).toBe(86_400);
  });
});

test('restAfter grows to ten minutes', () => {
  expect([1, 2, 3, 7, 8, 100].map(restAfter)).toEqual([5, 10, 20, 320, 600, 600]);
});

test('only 2xx is delivered', () => {
  expect([200, 204, 299].map(isDelivered)).toEqual([true, true, true]);
  expect([null, 100, 301, 302, 400, 404, 500].map(isDelivered)).toEqual(Array.from({ length: 7 }, () => false));
});

test('offReason: gone at once, failing after three days', () => {
  const now = '2026-03-10T00:00:00.000Z';
  expect(offReason(410, now, now)).toBe('gone');
  expect(offReason(500, '2026-03-07T00:00:00.001Z', now)).toBeNull();
  expect(offReason(null, '2026-03-07T00:00:00.000Z', now)).toBe('failing');
});
