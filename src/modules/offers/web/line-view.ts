import type { Price } from '../../catalogue/pricing/contract.ts';
import type { Supply } from '../../catalogue/selling/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import type { LineAmounts, Totals } from '../totals/contract.ts';

/** Whether two views of a line look the same. */
export function showsSame(one: LineView, other: LineView): boolean {
  if (one === other) return true;
  const { line, faults, ...rest } = one;
  const { line: otherLine, faults: otherFaults, ...otherRest } = other;
  return line === otherLine && textOf([[...faults], rest]) === textOf([[...otherFaults], otherRest]);
}

const textOf = (value: unknown): string => JSON.stringify(value);

/** A line of the grid with all that is shown of it. */
export interface LineView {
  line: QuoteLine;
  index: number;
  /** The number of an item. */
  no: number | null;
  /** What the customer calls its product. */
  theirs: string | undefined;
  amounts: LineAmounts | undefined;
  section: Totals['sections'][number] | undefined;
  cost: string | undefined;
  marginBp: number | null;
  /** What is wrong or worth knowing, in words, by cell. */
  faults: ReadonlyMap<string, string>;
  isNoted: boolean;
  /** Whether it has no tax on an invoice whose tax the buyer deducts. */
  isUntaxed: boolean;
  /** Whether it earns less than it should, as far as the catalogue tells whoever reads it. */
  isUnderTarget: boolean;
  /** What there is of its product, where that is known; of a draft. */
  supply: Supply | undefined;
  /** What the catalogue asks for it now; undefined while that is not known, and once the quote is sent. */
  price: Price | undefined;
}
