import { describe, expect, it } from 'vitest';
import {
  daysByStage,
  directionOf,
  lineOf,
  probabilityOf,
  signingStageOf,
  stagesPassed,
  stuckOf,
  weightedAmount,
} from './rules.ts';

const stages = [0, 1, 2, 3, 4].map((position) => ({ id: `s${position}`, position, phase: position + 1 }));
const at = (index: number) => stages[index] ?? { id: '', position: -1, phase: 0 };

describe('directionOf and stagesPassed', () => {
  it.each([
    [0, 1, 'advance', ['s0']],
    [0, 3, 'skip', ['s0', 's1', 's2']],
    [2, 1, 'back', []],
    [2, 2, null, []],
  ] as const)('from %i to %i is %s', (from, to, direction, passed) => {
    expect(directionOf(at(from), at(to))).toBe(direction);
    expect(stagesPassed(stages, at(from), at(to)).map(({ id }) => id)).toEqual(passed);
  });
});

describe('signingStageOf', () => {
  it('is the first stage of phase 4, or none', () => {
    expect(signingStageOf(stages)?.id).toBe('s3');
    expect(signingStageOf(stages.slice(0, 3))).toBeNull();
  });
});

describe('weightedAmount', () => {
  const stage = { probabilityBp: 8000, probabilityWonBp: 10_000 };
  it.each([
    ['open', null, 8000],
    ['open', 2500, 2500],
    ['won', 2500, 10_000],
    ['completed', null, 10_000],
    ['lost', 9000, 0],
    ['onHold', null, 0],
  ] as const)('of a deal that is %s with own estimate %s', (status, probabilityBp, expected) => {
    expect(probabilityOf({ status, probabilityBp, stage })).toBe(expected);
    expect(weightedAmount(1_000_001, { status, probabilityBp, stage })).toBe(Math.round((1_000_001 * expected) / 10_000));
  });
  it('is nothing without an amount, and all where winning changes nothing', () => {
    expect(weightedAmount(null, { status: 'open', probabilityBp: null, stage })).toBeNull();
    expect(probabilityOf({ status: 'won', probabilityBp: null, stage: { probabilityBp: 1000, probabilityWonBp: null } })).toBe(
      10_000,
    );
  });
});

describe('daysByStage', () => {
  const step = (toStageId: string, kind: string, day: string) => ({
    toStageId,
    kind,
    happenedAt: `2026-03-${day}T00:00:00.000Z`,
  });
  it('adds up every visit and counts nothing while lost or held', () => {
    const steps = [
      step('a', 'create', '01'),
      step('b', 'advance', '05'),
      step('a', 'back', '06'),
      step('b', 'advance', '08'),
      step('b', 'hold', '10'),
      step('b', 'reopen', '20'),
    ];
    expect([...daysByStage(steps, '2026-03-21T12:00:00.000Z')]).toEqual([
      ['a', 6],
      ['b', 4.5],
    ]);
  });
});

describe('stuckOf', () => {
  const now = '2026-03-20T08:00:00.000Z';
  const pulse = {
    status: 'open' as const,
    stageEnteredAt: '2026-03-01T08:00:00.000Z',
    lastActivityAt: null,
    nextStepOn: null,
    targetDays: 10,
  };
  it.each([
    ['nothing for longer than the target', {}, { reason: 'noNextStep', days: 19 }],
    ['quiet although a step is planned', { nextStepOn: '2026-03-25' }, { reason: 'noActivity', days: 19 }],
    [
      'an overdue step',
      { nextStepOn: '2026-03-18', lastActivityAt: '2026-03-19T08:00:00.000Z' },
      { reason: 'nextStepOverdue', days: 2 },
    ],
    ['somebody did something lately', { lastActivityAt: '2026-03-15T08:00:00.000Z' }, null],
    ['a closed deal', { status: 'lost' as const }, null],
  ])('%s', (_, change, expected) => {
    expect(stuckOf({ ...pulse, ...change }, now, '2026-03-20')).toEqual(expected);
  });
});

describe('lineOf', () => {
  it.each([
    [{}, { quantity: '1', unitPriceMinor: 5000, amountMinor: 5000 }],
    [{ quantity: '3' }, { quantity: '3', unitPriceMinor: 1667, amountMinor: 5000 }],
    [{ quantity: '0.5' }, { quantity: '0.5', unitPriceMinor: 10_000, amountMinor: 5000 }],
    [{ quantity: '0' }, { quantity: '0', unitPriceMinor: 0, amountMinor: 5000 }],
    [
      { quantity: '1.5', unitPriceMinor: 999 },
      { quantity: '1.5', unitPriceMinor: 999, amountMinor: 1499 },
    ],
  ])('%j of a deal over 5000', (given, expected) => expect(lineOf(5000, given)).toEqual(expected));
});
