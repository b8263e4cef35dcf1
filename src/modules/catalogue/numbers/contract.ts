import { z } from 'zod';
import { Done, endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

const tag = 'products';

/** What a customer calls a product, on their orders and invoices. */
export const CustomerNumber = z.object({
  account: z.object({ id: Id, title: z.string() }),
  number: z.string().nullable(),
  name: z.string().nullable(),
});
export type CustomerNumber = z.infer<typeof CustomerNumber>;

const text = z.string().trim().min(1).max(200).nullable();
export const CustomerNumberInput = z
  .strictObject({ number: text.default(null), name: text.default(null) })
  .refine(({ number, name }) => number !== null || name !== null, { params: { code: 'catalogue.number_or_name' } })
  .meta({ examples: [{ number: 'A-4711', name: null }] });
export type CustomerNumberInput = z.infer<typeof CustomerNumberInput>;

const params = IdParams.extend({ accountId: Id });
export const listCustomerNumbers = endpoint({
  method: 'GET',
  path: '/products/:id/numbers',
  tag,
  summary: 'What customers call a product, at most 500, of the customers that one sees',
  params: IdParams,
  reply: z.object({ data: z.array(CustomerNumber) }),
});
export const setCustomerNumber = endpoint({
  method: 'PUT',
  path: '/products/:id/accounts/:accountId/number',
  tag,
  summary: 'Set what a customer calls a product',
  params,
  body: CustomerNumberInput,
  reply: CustomerNumber,
});
export const removeCustomerNumber = endpoint({
  method: 'DELETE',
  path: '/products/:id/accounts/:accountId/number',
  tag,
  summary: 'Forget what a customer calls a product',
  params,
  reply: Done,
});
