import { describe, expect, it } from 'vitest';
import { cleanCreditCode, contactBar, isCreditCode, withConsentDay } from './rules.ts';

describe('isCreditCode', () => {
  it.each([
    ['91350100M000100Y43', true],
    ['91110108551385082Q', true],
    ['91350100M000100Y44', false],
    ['91350100M000100Y4', false],
    ['91350100M000100Y433', false],
    ['9135O100M000100Y43', false],
    ['', false],
  ])('%s → %s', (code, expected) => {
    expect(isCreditCode(code)).toBe(expected);
  });

  it('finds every single wrong digit', () => {
    const good = '91350100M000100Y43';
    for (let place = 0; place < 18; place++) {
      const other = good[place] === '7' ? '8' : '7';
      expect(isCreditCode(good.slice(0, place) + other + good.slice(place + 1)), `place ${place}`).toBe(false);
    }
  });

  it('is read without spaces and in any case', () => {
    expect(cleanCreditCode(' 91350100 m000100y43 ')).toBe('91350100M000100Y43');
  });
});

describe('withConsentDay', () => {
  const today = '2026-11-23';
  const cases: [string, object | null, object, object][] = [
    ['dates a consent given without a day', null, { consent: 'given' }, { consent: 'given', consentOn: today }],
    [
      'keeps a day that is named',
      null,
      { consent: 'refused', consentOn: '2026-01-02' },
      { consent: 'refused', consentOn: '2026-01-02' },
    ],
    ['has no day while unknown', { consent: 'given' }, { consent: 'unknown' }, { consent: 'unknown', consentOn: null }],
    ['leaves other edits alone', { consent: 'given' }, { name: 'Ann' }, { name: 'Ann' }],
    ['does not date again what was so before', { consent: 'given' }, { consent: 'given' }, { consent: 'given' }],
  ];
  it.each(cases)('%s', (_, before, input, expected) => {
    expect(withConsentDay(before ? { ...before } : null, { ...input }, today)).toEqual(expected);
  });
});

describe('contactBar', () => {
  it.each([
    [true, 'given', 'call', 'doNotContact'],
    [true, 'unknown', 'mail', 'doNotContact'],
    [false, 'refused', 'mail', 'consentRefused'],
    [false, 'refused', 'message', 'consentRefused'],
    [false, 'refused', 'call', null],
    [false, 'unknown', 'mail', null],
    [false, 'given', 'message', null],
  ] as const)('doNotContact %s, consent %s, %s → %s', (doNotContact, consent, kind, expected) => {
    expect(contactBar({ doNotContact, consent }, kind)).toBe(expected);
  });
});
