import { describe, expect, it } from 'vitest';
import { ratesOf } from './rules.ts';

const stage = (id: string, phase: number, position: number) => ({ id, phase, position });
const now = [stage('contact', 1, 0), stage('needs', 2, 1), stage('sign', 4, 2)];
const old = [stage('old contact', 1, 0), stage('old quote', 3, 1), stage('old sign', 4, 2)];

describe('ratesOf', () => {
  it('counts a closed deal in every stage it came to, whatever its version', () => {
    const closedIn = [
      { stageId: 'contact', won: 0, closed: 20 },
      { stageId: 'old quote', won: 0, closed: 10 },
      { stageId: 'old sign', won: 20, closed: 20 },
      { stageId: 'sign', won: 10, closed: 10 },
    ];
    expect(ratesOf(now, [...now, ...old], closedIn)).toEqual([
      { stageId: 'contact', won: 30, closed: 60 },
      { stageId: 'needs', won: 30, closed: 40 },
      { stageId: 'sign', won: 30, closed: 30 },
    ]);
  });

  it('says nothing of fewer than fifty', () => {
    expect(ratesOf(now, now, [{ stageId: 'sign', won: 49, closed: 49 }])).toEqual([]);
    expect(ratesOf(now, now, [{ stageId: 'sign', won: 50, closed: 50 }])).toHaveLength(3);
  });
});
