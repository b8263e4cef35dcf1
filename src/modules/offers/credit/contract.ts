import { z } from 'zod';
import { endpoint, Id, IdParams, MinorUnits } from '../../../platform/endpoint.ts';
import { paymentRecords } from '../../customers/contract.ts';

/** How far a customer is trusted, and how much of that is in use; in the workspace's currency. */
export const AccountCredit = z.object({
  currency: z.string(),
  limitMinor: MinorUnits.nullable(),
  paymentRecord: z.enum(paymentRecords).nullable(),
  /** Deals that are won and not completed. */
  wonMinor: MinorUnits,
  wonCount: z.int(),
  /** Quotes that were accepted, of deals that are not won yet or of none. */
  acceptedMinor: MinorUnits,
  acceptedCount: z.int(),
  /** Of both, those whose amount is not known in the workspace's currency. */
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
  summary: 'Credit limit, payment record and what is ordered and not completed, over all deals and quotes of the account',
  params: IdParams,
  query: z.strictObject({
    /** Leaves out a deal with its quotes: what is to be measured against the rest. */
    exceptDealId: Id.optional(),
  }),
  reply: AccountCredit,
});
