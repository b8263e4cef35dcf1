import { z } from 'zod';
import { CurrencyCode, endpoint, Id, MinorUnits } from '../../../platform/endpoint.ts';
import { products } from '../contract.ts';
import { Factor } from '../units/contract.ts';

const tag = 'products';
const amountMinor = MinorUnits.min(0);

/** What time is sold by. */
export const timeUnits = ['hour', 'day'] as const;
export const TimeUnit = z.enum(timeUnits);
export type TimeUnit = z.infer<typeof TimeUnit>;

/** What an hour or a day of a role is called, and what it is sold for and costs. */
export const TimeRate = z.object({
  per: TimeUnit,
  unit: z.string(),
  priceMinor: MinorUnits.nullable(),
  costMinor: MinorUnits.nullable(),
});
export type TimeRate = z.infer<typeof TimeRate>;

/** Somebody's time as it is sold: a service whose unit is the hour or the day. */
export const Role = z.object({
  id: Id,
  name: z.string(),
  code: z.string().nullable(),
  currency: z.string().nullable(),
  costCurrency: z.string().nullable(),
  /** The hour first. */
  rates: z.array(TimeRate),
});
export type Role = z.infer<typeof Role>;

/** A rate card has no more roles than this. */
export const maximumRoles = 200;

export const listRoles = endpoint({
  method: 'GET',
  path: '/rate-card',
  tag,
  summary: 'The rate card: services on sale whose unit is the hour or the day, with what an hour and a day are sold for and cost',
  reply: z.object({ data: z.array(Role), isCostHidden: z.boolean() }),
});

export const NewRole = z.strictObject({
  name: z.string().trim().min(1).max(200),
  code: z.string().trim().max(60).nullable().default(null),
  currency: CurrencyCode.optional(),
  perHourMinor: amountMinor.nullable().default(null),
  /** So many times the hour where it is left out. */
  perDayMinor: amountMinor.nullable().default(null),
  hoursPerDay: Factor.default('8'),
  /** Of an hour. */
  costMinor: amountMinor.nullable().default(null),
});

export const createRole = endpoint({
  method: 'POST',
  path: '/rate-card',
  tag,
  summary: 'Add a role to the rate card: a service that is sold by the hour, and by days of so many hours',
  body: NewRole,
  reply: products.Record,
  errors: ['required'],
});
