import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextSet } from './text-set.ts';

describe('TextSet', () => {
  it('answers as a map from each text to its first number does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.nat()), { maxLength: 3000 }), (entries) => {
        const [known, set] = [new Map<string, number>(), new TextSet()];
        for (const [text, number] of entries) {
          expect(set.seen(text, number)).toBe(known.get(text));
          if (!known.has(text)) known.set(text, number);
        }
        expect(set.size).toBe(known.size);
        expect([...known.keys()].every((text) => set.has(text))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('tells a million texts apart that differ in a digit', () => {
    const set = new TextSet();
    for (let index = 0; index < 1_000_000; index += 1) {
      if (set.seen(`Deal ${index}`, index) !== undefined) throw new Error(`mixed up ${index}`);
    }
    expect(set.seen('Deal 123456')).toBe(123_456);
    expect(set.has('Deal 1000000')).toBe(false);
    expect(set.texts).toHaveLength(5000);
  });
});
