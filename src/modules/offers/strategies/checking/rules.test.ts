import { describe, expect, it } from 'vitest';
import { QuoteLine } from '../../content/contract.ts';
import { PricedBy } from '../../content/ways/contract.ts';
import { emptyContent } from '../../revisions/rules.ts';
import { askedAgain, waysToCheck, withoutWayCosts } from './rules.ts';

const way = PricedBy.parse({
  method: 'valueBased',
  productId: null,
  priceMinor: 100_00,
  inputs: { benefitMinor: 400_00, needs: 1, shareBp: 2500, mostMinor: null },
  said: { quantity: '24', shareBp: 2500 },
  cost: { marginBp: 4000 },
  isRecommended: true,
  reason: 'differentiated',
  on: '2026-11-26',
});
const line = (more: object = {}): QuoteLine =>
  QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100', pricedBy: way, ...more });
const box = { unit: 'box', conversion: { factor: '12', base: 'pc' } };

describe('waysToCheck', () => {
  it.each<{ name: string; before: QuoteLine[]; line: QuoteLine; is: 'fresh' | 'kept' | 'gone' }>([
    { name: 'a new choice', before: [line({ pricedBy: null })], line: line(), is: 'fresh' },
    { name: 'one that stands', before: [line()], line: line(), is: 'kept' },
    {
      name: 'one that stands, read without its costs',
      before: [line()],
      line: line({ pricedBy: { ...way, cost: undefined } }),
      is: 'kept',
    },
    { name: 'a copy of a line', before: [line()], line: line({ id: 'b' }), is: 'kept' },
    {
      name: 'the same in boxes of twelve',
      before: [line()],
      line: line({ ...box, unitPrice: '1200', pricedBy: { ...way, priceMinor: 1200_00 } }),
      is: 'kept',
    },
    {
      name: 'another price',
      before: [line()],
      line: line({ unitPrice: '99', pricedBy: { ...way, priceMinor: 99_00 } }),
      is: 'fresh',
    },
    { name: 'other figures', before: [line()], line: line({ pricedBy: { ...way, inputs: {} } }), is: 'fresh' },
    { name: 'one that was typed over', before: [], line: line({ unitPrice: '80' }), is: 'gone' },
    {
      name: 'one of another product',
      before: [],
      line: line({ pricedBy: { ...way, productId: '019a0000-0000-7000-8000-000000000001' } }),
      is: 'gone',
    },
  ])('$name: $is', ({ before, line: written, is }) => {
    const { lines, fresh } = waysToCheck(before, [written], 'CNY');
    const found = lines[0]?.pricedBy;
    expect(fresh.has(written.id)).toBe(is === 'fresh');
    if (is === 'gone') expect(found).toBeNull();
    if (is === 'kept') expect(found).toMatchObject({ priceMinor: written.pricedBy?.priceMinor, cost: { marginBp: 4000 } });
  });
});

describe('askedAgain', () => {
  it('asks what was asked: so many of the own unit, and what was said', () => {
    expect(askedAgain(line(box), way)).toMatchObject({
      quantity: '24',
      factor: '12',
      inputs: { shareBp: 2500, mostMinor: null, markupBp: null, figures: {} },
    });
  });
});

describe('withoutWayCosts', () => {
  it('leaves what may be read', () => {
    const lines = [line(), line({ id: 'b', pricedBy: null })];
    const content = emptyContent({ currency: 'CNY', language: 'en', isTaxIncluded: false, lines });
    expect(JSON.stringify(withoutWayCosts(content))).not.toContain('marginBp');
    expect(withoutWayCosts(content).lines[0]?.pricedBy).toMatchObject({ priceMinor: 100_00 });
  });
});
