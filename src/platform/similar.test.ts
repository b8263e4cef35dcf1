import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestMatch, editDistance, looseText, similarity } from './similar.ts';

const products = ['GTX Basic', 'GTX Pro', 'MG Special', 'MG Advanced', 'GTX Plus Pro', 'GTX Plus Basic', 'GTK 500'];

describe('looseText', () => {
  it.each([
    ['GTX Pro', 'gtxpro'],
    ['ＧＴＸ－Ｐｒｏ', 'gtxpro'],
    ['  Café (Zürich) ', 'cafezurich'],
    ['华为技术有限公司（深圳）', '华为技术有限公司深圳'],
    ['---', ''],
  ])('%s → %s', (text, expected) => expect(looseText(text)).toBe(expected));
});

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['technolgy', 'technology', 1],
    ['abcd', 'abdc', 1],
    ['ca', 'abc', 3],
    ['赢单', '输单', 1],
    ['👍🏽a', '👍🏽b', 1],
  ])('%s, %s = %i', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
    expect(editDistance(b, a)).toBe(expected);
  });

  it('is symmetric, zero only for the same text, and within the longer length', () => {
    const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', '客') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b, 2)).toBe(distance > 2 ? 3 : distance);
        expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('bestMatch', () => {
  it('finds the same letters written otherwise', () => {
    expect(bestMatch('GTXPro', products)).toEqual({ candidate: 'GTX Pro', score: 0.99, kind: 'spelling' });
    expect(bestMatch('gtk-500', products)).toMatchObject({ candidate: 'GTK 500', kind: 'spelling' });
    expect(bestMatch('GTX Pro', products)).toEqual({ candidate: 'GTX Pro', score: 1, kind: 'exact' });
  });

  it('finds a slip of the pen', () => {
    expect(bestMatch('technolgy', ['technology', 'medical', 'retail'])).toMatchObject({
      candidate: 'technology',
      kind: 'close',
      score: 0.9,
    });
    expect(bestMatch('Enagging', ['Prospecting', 'Engaging', 'Won', 'Lost'])).toMatchObject({
      candidate: 'Engaging',
      kind: 'close',
    });
  });

  it('proposes nothing for another thing', () => {
    expect(bestMatch('GTX Max', products)).toBeUndefined();
    expect(bestMatch('GTK 600', products)).toBeUndefined();
    expect(bestMatch('Win', ['Won', 'Lost'])).toBeUndefined();
    expect(bestMatch('', ['', 'Won'])).toMatchObject({ kind: 'exact' });
    expect(bestMatch('--', ['Won'])).toBeUndefined();
    expect(bestMatch('Won', [])).toBeUndefined();
  });

  it('leaves a tie to a person', () => {
    expect(bestMatch('Johnsen', ['Johnson', 'Johnsan'])).toBeUndefined();
    expect(bestMatch('gtx pro', ['GTX Pro', 'GTX-Pro'])).toBeUndefined();
    expect(bestMatch('GTX-Pro', ['GTX Pro', 'GTX-Pro'])).toMatchObject({ candidate: 'GTX-Pro', kind: 'exact' });
  });
});
