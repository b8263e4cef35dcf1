import { z } from 'zod';
import { CalendarDay, Id } from '../../../platform/endpoint.ts';

/** What there is of a product, in its own unit, as counted on a day, and how many days it takes to come. */
export const Supply = z.object({
  productId: Id,
  leadTimeDays: z.int().nullable(),
  stock: z.string().nullable(),
  stockOn: CalendarDay.nullable(),
  unit: z.string().nullable(),
});
export type Supply = z.infer<typeof Supply>;
