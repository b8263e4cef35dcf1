import { describe, expect, it } from 'vitest';
import { instantAt, timeIn } from './zone.ts';

describe('instantAt', () => {
  it('reads a wall clock in its zone, on both sides of a change of the clock', () => {
    expect(instantAt('2026-11-23', '10:30', 'Asia/Shanghai')).toBe('2026-11-23T02:30:00.000Z');
    expect(instantAt('2026-07-01', '09:00', 'America/New_York')).toBe('2026-07-01T13:00:00.000Z');
    expect(instantAt('2026-12-01', '09:00', 'America/New_York')).toBe('2026-12-01T14:00:00.000Z');
    expect(instantAt('2026-03-08', '01:30', 'America/New_York')).toBe('2026-03-08T06:30:00.000Z');
    expect(instantAt('2026-03-08', '03:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });
});

describe('timeIn', () => {
  it('is the inverse', () => {
    expect(timeIn('2026-11-23T02:30:12.345Z', 'Asia/Shanghai')).toBe('10:30');
    expect(timeIn('2026-11-22T16:05:00.000Z', 'Asia/Shanghai')).toBe('00:05');
  });
});
