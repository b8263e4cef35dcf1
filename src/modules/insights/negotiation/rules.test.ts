import { describe, expect, it } from 'vitest';
import { shareWithInterval } from '../../../platform/share-interval.ts';
import { giveFigures, objectionFigures } from './rules.ts';

describe('shareWithInterval', () => {
  it.each([
    // Values of R's prop.test(…, correct = FALSE).
    [8, 10, 0.490162, 0.943318],
    [0, 5, 0, 0.434482],
    [5, 5, 0.565518, 1],
    [50, 100, 0.403832, 0.596168],
  ])('%i of %i lies between %f and %f', (part, all, low, high) => {
    const share = shareWithInterval(part, all);
    expect(share?.value).toBe(part / all);
    expect(share?.low).toBeCloseTo(low, 5);
    expect(share?.high).toBeCloseTo(high, 5);
  });

  it('says nothing below five cases', () => {
    expect(shareWithInterval(4, 4)).toBeNull();
    expect(shareWithInterval(0, 0)).toBeNull();
  });
});

describe('figures', () => {
  it('take solved of the closed ones, and won of those that are over', () => {
    const figures = objectionFigures({ kind: 'price', raised: 20, closed: 10, solved: 8, won: 3, lost: 1 });
    expect(figures).toMatchObject({ solvedShare: { value: 0.8 }, winRate: null });
  });

  it('net what came back against what was given', () => {
    const sum = { key: null, name: null, deals: 1, gives: 2, unreturned: 1, givenMinor: 500, marginMinor: 400, gotMinor: 200 };
    expect(giveFigures(sum)).toMatchObject({ id: null, netMinor: -300 });
  });
});
