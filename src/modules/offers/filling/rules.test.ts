import { describe, expect, it } from 'vitest';
import { QuoteLine, WrittenLine } from '../content/contract.ts';
import { filledLine, withoutUnsaidPrice } from './rules.ts';

const thirteen = { taxBp: 1300, taxName: 'VAT 13 %' };
const written = (more: object) => WrittenLine.parse({ id: 'a', kind: 'item', name: 'Pump', ...more });

describe('what nobody said of a line', () => {
  it.each<[string, object, object]>([
    ['neither', {}, { ...thirteen, unitPrice: '0', unread: { unitPrice: '' } }],
    ['only the price', { unitPrice: '5' }, { ...thirteen, unitPrice: '5', unread: null }],
    ['free of charge and untaxed', { unitPrice: '0', taxBp: 0 }, { taxBp: 0, taxName: null, unitPrice: '0', unread: null }],
    ['a tax without its name', { unitPrice: '5', taxBp: 600 }, { taxBp: 600, taxName: null }],
    ['the name of a tax alone', { unitPrice: '5', taxName: 'VAT' }, { taxBp: 1300, taxName: 'VAT' }],
    ['a price that cannot be read', { unread: { unitPrice: 'five' } }, { unread: { unitPrice: 'five' } }],
    ['a quantity that cannot be read', { unread: { quantity: 'two' } }, { unread: { quantity: 'two', unitPrice: '' } }],
    ['a section', { kind: 'section' }, { taxBp: 0, taxName: null, unitPrice: '0', unread: null }],
  ])('%s', (_, more, expected) => expect(filledLine(written(more), thirteen)).toMatchObject(expected));

  it('is not what a writer says was found', () => {
    expect(filledLine(written({ foundPriceMinor: 500 }), thirteen)).not.toHaveProperty('foundPriceMinor');
    expect(filledLine(written({ unitPrice: '4', foundPriceMinor: 500 }), thirteen)).toHaveProperty('foundPriceMinor', 500);
  });

  it.each<[string, object, boolean]>([
    ['a price of zero that nobody typed', {}, true],
    ['typed', { typedById: null }, false],
    ['found', { foundPriceMinor: 0 }, false],
    ['another price', { unitPrice: '0.01' }, false],
    ['a text', { kind: 'text' }, false],
  ])('in a draft of before: %s', (_, more, isUnsaid) => {
    const line = QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', ...more });
    expect(withoutUnsaidPrice(line)).toEqual(isUnsaid ? { ...line, unread: { unitPrice: '' } } : line);
  });
});
