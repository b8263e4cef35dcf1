import { describe, expect, it } from 'vitest';
import { shareOf, valueOf } from './rules.ts';

const told = {
  kind: 'case' as const,
  title: 'Hengchuan',
  need: 'Missed parts',
  story: 'Two lines in four weeks',
  beforeText: '1.8 %',
  afterText: '0.1 %',
  source: 'Their quality report, 2026',
  quotation: 'We sleep again.',
  quotationConsent: 'given' as const,
};

describe('valueOf', () => {
  it('says a case by its figures, who it was, and what the customer said', () => {
    expect(valueOf(told)).toEqual({
      need: 'Missed parts',
      benefit: '1.8 % → 0.1 %',
      proof: 'Hengchuan: Two lines in four weeks “We sleep again.” (Their quality report, 2026)',
    });
  });

  it.each(['notAsked', 'refused', null] as const)('does not quote whose consent is %s', (quotationConsent) => {
    expect(valueOf({ ...told, quotationConsent }).proof).not.toContain('sleep');
  });

  it('says a value proposition by its benefit, and falls back on the title', () => {
    const bare = {
      ...told,
      kind: 'value' as const,
      need: null,
      quotation: null,
      source: null,
      beforeText: null,
      afterText: null,
    };
    expect(valueOf(bare)).toEqual({ need: 'Hengchuan', benefit: 'Two lines in four weeks', proof: null });
  });
});

describe('shareOf', () => {
  it.each([
    [4, 4, null],
    [5, 5, 10_000],
    [2, 6, 3333],
  ])('%i of %i', (part, all, expected) => {
    expect(shareOf(part, all)).toBe(expected);
  });
});
