import { moneyOfLines, type LineMoney } from '../amounts/rules.ts';
import type { OrderLine, OrderLineInput } from '../lines/contract.ts';

/** A line as it stands in the form; what is undefined the server fills in from the product. */
export interface LineDraft {
  /** Stays the same while it is edited. */
  key: string;
  lineId: string | null;
  productId: string | null;
  variantId: string | null;
  name: string;
  code: string | null | undefined;
  unit: string | null | undefined;
  note: string | null;
  deliverOn: string | null;
  quantity: string;
  unitPrice: string | undefined;
  discountBp: number;
  taxBp: number | undefined;
}

export function draftOf(line: OrderLine): LineDraft {
  const { id, product, variant, name, code, unit, note, deliverOn, quantity, unitPrice, discountBp, taxBp } = line;
  const ids = { key: id, lineId: id, productId: product?.id ?? null, variantId: variant?.id ?? null };
  return { ...ids, name, code, unit, note, deliverOn, quantity, unitPrice, discountBp, taxBp };
}

let made = 0;

/** A new line, of a product or of nothing that is known. */
export function newLine(line: Partial<LineDraft>): LineDraft {
  made += 1;
  const none = { lineId: null, productId: null, variantId: null, code: undefined, unit: undefined, note: null, deliverOn: null };
  return {
    ...none,
    name: '',
    quantity: '1',
    unitPrice: line.productId ? undefined : '0',
    discountBp: 0,
    taxBp: undefined,
    ...line,
    key: `new ${made}`,
  };
}

/** What of a draft is sent. */
export function inputOf({ key: _key, unitPrice, taxBp, code, unit, ...line }: LineDraft): OrderLineInput {
  return {
    ...line,
    ...(unitPrice === undefined ? {} : { unitPrice }),
    ...(taxBp === undefined ? {} : { taxBp }),
    ...(code === undefined ? {} : { code }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** What drafts come to, as the server will work it out; what it has still to fill in counts for nothing. */
export function moneyOfDrafts(lines: readonly LineDraft[], currency: string, isTaxIncluded: boolean): LineMoney[] {
  const priced = lines.map(({ quantity, unitPrice = '0', discountBp, taxBp = 0 }) => ({
    quantity,
    unitPrice,
    discountBp: Number.isNaN(discountBp) ? 0 : discountBp,
    taxBp: Number.isNaN(taxBp) ? 0 : taxBp,
  }));
  return moneyOfLines(priced, currency, isTaxIncluded);
}
