import { z } from 'zod';
import { Done, endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

const tag = 'products';

const Ref = z.object({ id: Id, title: z.string() });

/** So many of the products that a customer has one number for are named. */
export const maximumSharing = 5;

/** What a customer calls a product, on their orders and invoices. */
export const CustomerNumber = z.object({
  account: Ref,
  number: z.string().nullable(),
  name: z.string().nullable(),
  /** Other products that the customer has the same number for, in any case: it finds none of them then. */
  sharedWith: z.array(Ref),
});
export type CustomerNumber = z.infer<typeof CustomerNumber>;

const text = z.string().trim().min(1).max(200).nullable();
export const CustomerNumberInput = z
  .strictObject({ number: text.default(null), name: text.default(null) })
  .refine(({ number, name }) => number !== null || name !== null, { params: { code: 'catalogue.number_or_name' } })
  .meta({ examples: [{ number: 'A-4711', name: null }] });
export type CustomerNumberInput = z.infer<typeof CustomerNumberInput>;

const params = IdParams.extend({ accountId: Id });
const shared = `up to ${maximumSharing} other products that the customer has the same number for`;
export const listCustomerNumbers = endpoint({
  method: 'GET',
  path: '/products/:id/numbers',
  tag,
  summary: `What customers call a product, at most 500, of the customers that one sees, each with ${shared}`,
  params: IdParams,
  reply: z.object({ data: z.array(CustomerNumber) }),
});
export const setCustomerNumber = endpoint({
  method: 'PUT',
  path: '/products/:id/accounts/:accountId/number',
  tag,
  summary: `Set what a customer calls a product. Answers ${shared}, which is no reason to refuse it`,
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

export const listSharingProducts = endpoint({
  method: 'GET',
  path: '/products/:id/accounts/:accountId/number/sharing',
  tag,
  summary: `For a number that is about to be set: ${shared}`,
  params,
  query: z.strictObject({ number: z.string().trim().min(1).max(200) }),
  reply: z.object({ data: z.array(Ref) }),
});

/** A product that a customer calls by a number or a name of their own. */
export const NamedProduct = z.object({
  product: z.object({ id: Id, title: z.string(), code: z.string().nullable() }),
  number: z.string().nullable(),
  name: z.string().nullable(),
});
export type NamedProduct = z.infer<typeof NamedProduct>;

/** As many at once as a pasted table is asked about. */
export const maximumTexts = 200;

export const findNamedProducts = endpoint({
  method: 'POST',
  path: '/product-numbers/find',
  tag,
  summary: 'Products that are sold, by what a customer calls them: number or name, in any case, at most 400',
  status: 200,
  body: z
    .strictObject({
      accountId: Id,
      texts: z.array(z.string().trim().min(1).max(200)).min(1).max(maximumTexts),
      /** Otherwise what begins with one of them is found too. */
      isWhole: z.boolean().default(true),
    })
    .meta({ examples: [{ accountId: '01995d5a-7c3e-7b1a-9f00-3c1d2e4f5a6b', texts: ['A-4711'] }] }),
  reply: z.object({ data: z.array(NamedProduct) }),
});
