import { z } from 'zod';
import { endpoint, Id, IdParams, MinorUnits } from '../../../platform/endpoint.ts';
import { paymentRecords } from '../../customers/contract.ts';

/** How far a customer is trusted, and how much of that is in use; in the workspace's currency. */
export const AccountCredit = z.object({
  currency: z.string(),
  limitMinor: MinorUnits.nullable(),
  paymentRecord: z.enum(paymentRecords).nullable(),
  /** Orders that are open. */
  orderedMinor: MinorUnits,
  orderedCount: z.int(),
  /** Quotes that were accepted and not ordered yet. */
  acceptedMinor: MinorUnits,
  acceptedCount: z.int(),
  /** Deals that are won and not completed, and have neither order nor accepted quote. */
  wonMinor: MinorUnits,
  wonCount: z.int(),
  /** Of quotes and deals, those whose amount is not known in the workspace's currency. */
  unpricedCount: z.int(),
  openMinor: MinorUnits,
  /** What is left of the limit; negative where it is exceeded. */
  leftMinor: MinorUnits.nullable(),
});
export type AccountCredit = z.infer<typeof AccountCredit>;

export const getAccountCredit = endpoint({
  method: 'GET',
  path: '/accounts/:id/credit',
  tag: 'accounts',
  summary:
    'Credit limit, payment record and what is under way: open orders, accepted quotes not yet ordered, won deals without either. Receipts are not kept yet',
  params: IdParams,
  query: z.strictObject({
    /** Leaves out a deal with its quotes and orders: what is to be measured against the rest. */
    exceptDealId: Id.optional(),
  }),
  reply: AccountCredit,
});
