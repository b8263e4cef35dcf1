import type { QuoteLine, WrittenLine } from '../content/contract.ts';

/** How a line is taxed. */
export type LineTax = Pick<QuoteLine, 'taxBp' | 'taxName'>;

const untaxed: LineTax = { taxBp: 0, taxName: null };

/**
 * A line as it was written, with what nobody said: its tax is that of its product's class, else of the default class; its price is left
 * to the catalogue or to be typed, and it does not count until then. A tax or a price of 0 that was said is said: free of charge.
 */
export function filledLine({ unitPrice, taxBp, foundPriceMinor, ...line }: WrittenLine, tax: LineTax): QuoteLine {
  const isItem = line.kind === 'item';
  const found = foundPriceMinor === undefined || (isItem && unitPrice === undefined) ? {} : { foundPriceMinor };
  const taxed =
    taxBp === undefined ? { ...(isItem ? tax : untaxed), ...(line.taxName !== null && { taxName: line.taxName }) } : { taxBp };
  const unread = isItem && unitPrice === undefined ? { unitPrice: '', ...line.unread } : line.unread;
  return { ...line, ...found, ...taxed, unitPrice: unitPrice ?? '0', unread };
}

const isZero = (text: string): boolean => Number(text) === 0;

/**
 * A line of a draft from before it was kept whether a price of 0 had been said: nobody is known to have typed it and the catalogue was
 * not asked, so that it has none.
 */
export function withoutUnsaidPrice(line: QuoteLine): QuoteLine {
  const { kind, unitPrice, foundPriceMinor, typedById, unread } = line;
  const isUnsaid = kind === 'item' && isZero(unitPrice) && foundPriceMinor === undefined && typedById === undefined;
  return isUnsaid && unread?.unitPrice === undefined ? { ...line, unread: { ...unread, unitPrice: '' } } : line;
}
