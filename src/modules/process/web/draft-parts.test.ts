import { describe, expect, test } from 'vitest';
import { type Draft, newStage } from './designer-rules.ts';
import { mergeDrafts, mergedDraft, mergeOrder, shownPart, withTheirs } from './draft-parts.ts';

describe('mergeOrder', () => {
  test.each([
    ['nobody moved anything', 'abc', 'abc', 'abc', 'abc'],
    ['only they did', 'abc', 'abc', 'cab', 'cab'],
    ['only I did', 'abc', 'cab', 'abc', 'cab'],
    ['both added', 'abc', 'abxc', 'abcy', 'abxcy'],
    ['they added first', 'abc', 'abx', 'yabc', 'yabx'],
    ['they took one away, I moved', 'abc', 'cab', 'ac', 'ca'],
    ['both took the same away', 'abc', 'ac', 'ac', 'ac'],
    ['I took one away, they added', 'abc', 'ac', 'abyc', 'yac'],
  ])('%s', (_name, base, mine, theirs, expected) => {
    const keys = (text: string): string[] => text.split('');
    expect(mergeOrder(keys(base), keys(mine), keys(theirs)).join('')).toBe(expected);
  });
});

const stage = (key: string, targetDays = 7) => ({ ...newStage([], 1, { en: key }), key, targetDays });

describe('mergeDrafts', () => {
  const base: Draft = [stage('a'), stage('b')];

  test('keeps what only one side changed, stages that came and went too', () => {
    const sides = mergeDrafts(
      base,
      [stage('a', 9), stage('b'), stage('mine')],
      [{ ...stage('a'), probabilityBp: 100 }, stage('new'), stage('b')],
    );
    expect(sides.disputed.filter((part) => part !== 'order')).toEqual([]);
    expect(mergedDraft(sides)).toMatchObject([
      { key: 'a', targetDays: 9, probabilityBp: 100 },
      { key: 'new' },
      { key: 'b' },
      { key: 'mine' },
    ]);
  });

  test('names what both changed, keeps mine, and takes theirs on demand', () => {
    const sides = mergeDrafts(base, [stage('a', 9), stage('b', 3)], [stage('a', 14), stage('b')]);
    expect(sides.disputed).toEqual(['a/targetDays']);
    const mine = mergedDraft(sides);
    expect(mine.map(({ targetDays }) => targetDays)).toEqual([9, 3]);
    expect(withTheirs(mine, sides, new Set(['a/targetDays'])).map(({ targetDays }) => targetDays)).toEqual([14, 3]);
  });

  test('asks nothing of a stage that they took away', () => {
    const sides = mergeDrafts(base, [stage('a', 9), stage('b', 3)], [stage('a', 7)]);
    expect(sides.disputed).toEqual([]);
    expect(mergedDraft(sides).map(({ key }) => key)).toEqual(['a']);
  });
});

test('shownPart reads names, lists and numbers', () => {
  const localized = (text: { en?: string | undefined }) => text.en ?? '';
  expect(shownPart(14, localized)).toBe('14');
  expect(
    shownPart(
      [
        { key: 'x', names: { en: 'Budget known' } },
        { key: 'y', names: { en: 'Date set' } },
      ],
      localized,
    ),
  ).toBe('Budget known, Date set');
  expect(shownPart({ en: 'Ask first' }, localized)).toBe('Ask first');
  expect(shownPart(null, localized)).toBe('—');
});
