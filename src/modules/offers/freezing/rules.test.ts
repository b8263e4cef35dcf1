import { describe, expect, it } from 'vitest';
import { withChoice } from '../choosing/rules.ts';
import { QuoteContent } from '../content/contract.ts';
import { quoteDocument } from '../printing/rules.ts';
import { FrozenQuote } from './contract.ts';
import { freeze, sealed } from './rules.ts';

const content = QuoteContent.parse({
  language: 'zh-Hans',
  currency: 'CNY',
  isTaxIncluded: false,
  rounding: 'perRate',
  validDays: 30,
  lines: [
    { id: 's', kind: 'section', name: '设备' },
    { id: 'a', kind: 'item', name: '视觉检测一体机', quantity: '2', unitPrice: '186000', taxBp: 1300 },
    { id: 'b', kind: 'item', name: '备件', unitPrice: '99.9', taxBp: 1300, isOptional: true },
  ],
  payments: [
    { id: 'p', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
    { id: 'q', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
  ],
});
const heading = {
  number: 'QU-2026-0001',
  revision: 1,
  title: 'Vision inspection',
  issuedOn: '2026-11-26',
  seller: { company: 'Hengchuan', person: 'Ann', email: 'ann@example.test' },
  customer: { company: 'Acme', taxNumber: null, address: { city: 'Hangzhou' }, person: null },
  files: [],
};

describe('freeze', () => {
  it('holds every number, and the day it ends', () => {
    const frozen = freeze(content, heading);
    expect(frozen).toMatchObject({ validUntilOn: '2026-12-26', exponent: 2 });
    expect(frozen.lines.map(({ no }) => no)).toEqual([null, '1', '2']);
    expect(frozen.lines[2]?.amounts).toMatchObject({ isCounted: false, netMinor: 9990 });
    expect(frozen.totals).toMatchObject({ netMinor: 37_200_000, taxMinor: 4_836_000, totalMinor: 42_036_000 });
    expect(frozen.payments.map(({ amountMinor }) => amountMinor)).toEqual([12_610_800, 29_425_200]);
  });

  it('is sealed as it always was where it says nothing that came later', () => {
    const old = '0946a75c33ade96005afcfeb8039a696b5025e50cf208a8771f179d35fe12bad';
    expect(sealed(freeze(content, heading)).sha256).toBe(old);
  });

  it('keeps what the customer calls a product', () => {
    const productId = '0198c7a0-0000-7000-8000-000000000001';
    const lines = content.lines.map((line) => (line.id === 'a' ? { ...line, productId } : line));
    const frozen = freeze({ ...content, lines }, heading, new Map([[productId, 'SW-1']]));
    expect(frozen.lines.map(({ customerNumber }) => customerNumber)).toEqual([undefined, 'SW-1', undefined]);
    expect(quoteDocument(frozen, 'zh-Hans').rows[1]?.under).toEqual(['贵司料号 SW-1']);
    expect(quoteDocument(frozen, 'en').rows[1]?.under).toEqual(['Your no. SW-1']);
  });

  it('is sealed the same whatever the order of its members, and differently after any change', () => {
    const frozen = freeze(content, heading);
    const { json, sha256 } = sealed(frozen);
    const shuffled = FrozenQuote.parse(Object.fromEntries(Object.entries(frozen).toReversed()));
    expect(sealed(shuffled)).toEqual({ json, sha256 });
    expect(sealed(FrozenQuote.parse(JSON.parse(json)))).toEqual({ json, sha256 });
    expect(sealed({ ...frozen, closing: ' ' }).sha256).not.toBe(sha256);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('stays the same to the byte where it was sent before it said what it comes to a year', () => {
    const charge = { kind: 'recurring' as const, period: 'month' as const, count: 24, upliftBp: 0 };
    const lines = content.lines.map((line) => (line.id === 'a' ? { ...line, charge } : line));
    const now = freeze({ ...content, lines }, heading);
    expect(now.totals).toMatchObject({ netMinor: 892_800_000, acvMinor: 446_400_000 });
    const { acvMinor: _acv, ...before } = now.totals;
    const old = { ...now, totals: before };
    expect(sealed(FrozenQuote.parse(JSON.parse(sealed(old).json)))).toEqual(sealed(old));
    const none = { taken: new Map(), instead: new Map(), quantities: new Map() };
    for (const one of [now, old]) {
      const chosen = withChoice(one, none);
      expect(chosen && sealed(chosen)).toEqual(sealed(one));
    }
  });
});
