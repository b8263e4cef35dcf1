import { z } from 'zod';
import { MinorUnits } from '../../../platform/endpoint.ts';
import { readRatio } from '../../../platform/ratio.ts';

const written = /^\d{1,9}(\.\d{1,6}|\/\d{1,9})?$/;

/** How many of a product's own unit another one is, exactly: `12`, `0.001`, or a fraction such as `1/12`. */
export const Factor = z
  .string()
  .regex(written)
  .refine((text) => !written.test(text) || readRatio(text) !== undefined, { params: { code: 'catalogue.factor_zero' } })
  .meta({ examples: ['12'] });

/** A unit besides the product's own, which is the one it is counted, priced and costed in. */
export const ProductUnit = z.object({
  name: z.string(),
  factor: z.string(),
  /** In the product's currency, in place of the list price times the factor. */
  priceMinor: MinorUnits.nullable(),
  /** Whether quotes may be written in it. */
  isSold: z.boolean(),
  /** What a line begins with when the product is picked; the product's own where none is. */
  isDefault: z.boolean(),
});
export type ProductUnit = z.infer<typeof ProductUnit>;

export const UnitInput = z.strictObject({
  name: z.string().trim().min(1).max(30),
  factor: Factor,
  priceMinor: MinorUnits.min(0).nullable().default(null),
  isSold: z.boolean().default(true),
  isDefault: z.boolean().default(false),
});
export type UnitInput = z.infer<typeof UnitInput>;

/** Of a line in a unit that is not the product's own: how many of its own one is, and what its own is called. */
export const Conversion = z.strictObject({ factor: Factor, base: z.string().trim().max(30).nullable() });
export type Conversion = z.infer<typeof Conversion>;
