import { z } from 'zod';
import { CalendarDay, endpoint, IdParams, MinorUnits } from '../../../platform/endpoint.ts';

/** What an account has ordered, cancelled orders left out, in the workspace's currency. */
export const OrderTotal = z.object({
  count: z.int(),
  totalMinor: MinorUnits,
  currency: z.string(),
  firstOn: CalendarDay.nullable(),
  lastOn: CalendarDay.nullable(),
});
export type OrderTotal = z.infer<typeof OrderTotal>;

export const getOrderTotal = endpoint({
  method: 'GET',
  path: '/accounts/:id/order-total',
  tag: 'orders',
  summary: 'How much an account has ordered, as far as the reader may see its orders',
  params: IdParams,
  reply: OrderTotal,
});
