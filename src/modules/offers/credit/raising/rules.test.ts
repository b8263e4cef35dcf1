import { describe, expect, it } from 'vitest';
import { type AskedLimit, creditValues } from './rules.ts';

const asked: AskedLimit = { limitMinor: 100, beforeMinor: null, openMinor: 0, paymentRecord: null, maySet: true };

describe('creditValues', () => {
  it.each<[string, Partial<AskedLimit>, object]>([
    ['a first limit is a raise by all of it', {}, { limitMinor: 100, raiseMinor: 100, isUnlimited: false }],
    ['a raise', { beforeMinor: 60 }, { limitMinor: 100, raiseMinor: 40 }],
    ['less is no raise', { beforeMinor: 160 }, { raiseMinor: 0 }],
    ['no limit any more', { limitMinor: null, beforeMinor: 60 }, { limitMinor: null, raiseMinor: null, isUnlimited: true }],
    ['pays on time', { paymentRecord: 'onTime' }, { paysLate: false }],
    ['pays late at times', { paymentRecord: 'sometimesLate' }, { paysLate: true }],
    ['pays late', { paymentRecord: 'oftenLate' }, { paysLate: true }],
    ['what is under way', { openMinor: 70 }, { openMinor: 70 }],
    ['asked by whoever may not set it', { maySet: false }, { isOthersToSet: true }],
  ])('%s', (_name, more, is) => {
    expect(creditValues({ ...asked, ...more })).toMatchObject(is);
  });
});
