import { z } from 'zod';
import { endpoint, IdParams } from '../../../platform/endpoint.ts';
import { Order } from '../../orders/contract.ts';

/** Once for what was accepted: asked again, it answers the order that is there. */
export const createOrderFromQuote = endpoint({
  method: 'POST',
  path: '/quotes/:id/order',
  tag: 'quotes',
  status: 200,
  summary: 'Make the order that an accepted quote asks for, with the amounts that were accepted',
  params: IdParams,
  body: z.strictObject({}),
  reply: Order,
  errors: ['offers.not_accepted'],
});
