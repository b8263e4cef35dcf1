import { z } from 'zod';
import { Id, MinorUnits } from '../../../../platform/endpoint.ts';
import { PriceStep } from '../../../catalogue/pricing/contract.ts';
import { Discount, Price, Quantity } from '../../content/contract.ts';
import { PricedBy } from '../../content/ways/contract.ts';

/**
 * How the price of a line came about, kept with the request: whoever decides reads what was asked, whatever the catalogue says by
 * then. It holds costs too; `wording` leaves out what a reader may not see and puts the rest into their language.
 */
export const LineTrace = z.object({
  currency: z.string(),
  /** What the catalogue asked, step by step; none where it has no price. */
  steps: z.array(PriceStep),
  book: z.string().nullable(),
  /** Where the price of the line is from: what the catalogue asks, what it asked when the line was written, one of the four ways, or typed. */
  from: z.enum(['catalogue', 'earlier', 'way', 'typed']),
  unitPrice: Price,
  way: PricedBy.pick({ method: true, isRecommended: true, reason: true }).nullable(),
  typedById: Id.nullable(),
  /** Why it is sold at that. */
  reason: z.string().nullable(),
  /** Off the line. */
  discount: Discount.nullable(),
  promotionMinor: MinorUnits,
  /** Off the whole quote; of a line that does not count in it nothing is. */
  wholeDiscount: Discount.nullable(),
  /** What the line comes to after all of that, as its prices are: with or without tax. Requests of before have none. */
  result: z.object({ minor: MinorUnits, quantity: Quantity, unit: z.string().nullable(), times: z.int() }).optional(),
});
export type LineTrace = z.infer<typeof LineTrace>;
