import { describe, expect, it } from 'vitest';
import { readState, stepped, writeState } from './period.ts';

const today = '2026-11-26';

describe('readState', () => {
  it('takes this year where the address says nothing, or nonsense', () => {
    const year = { choice: 'year', period: { from: '2026-01-01', to: '2026-12-31' } };
    expect(readState({}, today)).toEqual(year);
    expect(readState({ period: 'century', from: 'yesterday', to: 7 }, today)).toEqual(year);
    expect(readState({ from: '2026-05-01', to: '2026-04-01' }, today)).toMatchObject({ choice: 'year' });
  });

  it('reads back what was written', () => {
    const states = [
      readState({}, today),
      readState({ period: 'quarter', from: '2017-08-15' }, today),
      readState({ from: '2017-01-05', to: '2017-02-03', source: 'fair' }, today),
    ];
    expect(states[1]).toEqual({ choice: 'quarter', period: { from: '2017-07-01', to: '2017-09-30' } });
    for (const state of states) expect(readState(writeState(state, today), today)).toEqual(state);
  });
});

describe('writeState', () => {
  it('names no day for the period at hand, so that the link follows the calendar', () => {
    expect(writeState(readState({ period: 'month' }, today), today)).toEqual({ period: 'month' });
    expect(writeState(readState({ period: 'month', from: '2026-10-09' }, today), today)).toEqual({
      period: 'month',
      from: '2026-10-01',
    });
  });
});

describe('stepped', () => {
  it('goes by whole months, quarters and years, and leaves a range of one’s own alone', () => {
    expect(stepped(readState({ period: 'quarter' }, today), -1)).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(stepped(readState({}, today), 1)).toEqual({ from: '2027-01-01', to: '2027-12-31' });
    expect(stepped(readState({ period: 'month', from: '2024-03-31' }, today), -1)).toEqual({
      from: '2024-02-01',
      to: '2024-02-29',
    });
    const own = readState({ from: '2017-01-05', to: '2017-02-03' }, today);
    expect(stepped(own, 5)).toBe(own.period);
  });
});
