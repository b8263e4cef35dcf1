import { z } from 'zod';
import { Id } from '../../../platform/endpoint.ts';

/** How many of a part are in one bundle. Name and unit are as they were when it was chosen. */
export const LinePart = z.strictObject({
  productId: Id,
  /** Of the product where it is left out. */
  name: z.string().trim().max(500).default(''),
  quantity: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .meta({ examples: ['2'] }),
  unit: z.string().trim().max(30).nullable().default(null),
});
export type LinePart = z.infer<typeof LinePart>;

/** What is in a bundle; 0 of what may be left out and is. Of a part that is not named as many as the bundle comes with. */
export const LineParts = z.array(LinePart).max(100);
