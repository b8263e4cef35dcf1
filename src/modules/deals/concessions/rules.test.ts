import { describe, expect, it } from 'vitest';
import { faultOf, isUnreturned, lastRound, marginOf, type Priced, totalsOf } from './rules.ts';

const give = (over: Partial<Priced>): Priced => ({
  side: 'give',
  currency: 'CNY',
  valueMinor: null,
  marginMinor: null,
  marginBp: null,
  gotText: null,
  gotMinor: null,
  baseValueMinor: null,
  baseMarginMinor: null,
  baseGotMinor: null,
  ...over,
});

describe('totalsOf', () => {
  it('adds up gives and returns in the currency of the deal, margin points of its amount among them', () => {
    const entries = [
      give({ valueMinor: 30_000, marginBp: 250, gotMinor: 10_000 }),
      give({ valueMinor: 5_000, marginMinor: 2_000 }),
      give({ side: 'ask', valueMinor: 99_999 }),
    ];
    expect(totalsOf(entries, 'CNY', 'CNY', 1_000_000)).toEqual({
      currency: 'CNY',
      asks: 1,
      gives: 2,
      unreturned: 1,
      givenMinor: 35_000,
      marginMinor: 27_000,
      gotMinor: 10_000,
      netMinor: -25_000,
    });
  });

  it('counts in the currency of the workspace when entries have several', () => {
    const entries = [
      give({ currency: 'USD', valueMinor: 100, baseValueMinor: 710, gotMinor: 50, baseGotMinor: 355 }),
      give({ valueMinor: 300, baseValueMinor: 300 }),
    ];
    expect(totalsOf(entries, 'USD', 'CNY', null)).toMatchObject({
      currency: 'CNY',
      givenMinor: 1010,
      gotMinor: 355,
      netMinor: -655,
    });
  });

  it('is nothing for an empty ledger', () => {
    expect(totalsOf([], 'EUR', 'CNY', null)).toMatchObject({ currency: 'EUR', gives: 0, givenMinor: 0, netMinor: 0 });
  });
});

describe('an entry', () => {
  it.each([
    [{ gotText: null, gotMinor: null }, true],
    [{ gotText: '  ', gotMinor: 0 }, true],
    [{ gotText: 'Order by June', gotMinor: null }, false],
    [{ gotText: null, gotMinor: 1 }, false],
  ])('without anything in return %j: %s', (got, expected) => {
    expect(isUnreturned(give(got))).toBe(expected);
    expect(isUnreturned(give({ ...got, side: 'ask' }))).toBe(false);
  });

  it('says margin once, and a return only for a give', () => {
    expect(faultOf(give({ marginMinor: 1, marginBp: 1 }))?.code).toBe('deals.one_margin');
    expect(faultOf(give({ side: 'ask', gotText: 'x' }))?.code).toBe('deals.ask_has_no_return');
    expect(faultOf(give({ side: 'ask', marginBp: 0 }))?.code).toBe('deals.ask_has_no_return');
    expect(faultOf(give({ marginBp: 1, gotText: 'x' }))).toBeNull();
  });

  it('takes from the margin what was said, or its points of the amount', () => {
    expect(marginOf({ marginMinor: 7, marginBp: null }, 100)).toBe(7);
    expect(marginOf({ marginMinor: null, marginBp: 333 }, 1_000)).toBe(33);
    expect(marginOf({ marginMinor: null, marginBp: 333 }, null)).toBeNull();
    expect(marginOf({ marginMinor: null, marginBp: null }, 5)).toBeNull();
  });

  it('belongs to the last round', () => {
    expect(lastRound([])).toBe(1);
    expect(lastRound([{ round: 3 }, { round: 2 }])).toBe(3);
  });
});
