import { z } from 'zod';
import { MinorUnits } from '../../../platform/endpoint.ts';
import { periods } from '../content/contract.ts';

/**
 * What a line comes to. `listMinor − discountMinor = amountMinor`, `amountMinor − shareMinor` is the net (the gross where
 * prices include tax), and `netMinor + taxMinor = grossMinor`, exactly.
 */
export const LineAmounts = z.object({
  id: z.string(),
  /** Whether it is part of the total: options not chosen and alternatives are not. */
  isCounted: z.boolean(),
  listMinor: MinorUnits,
  discountMinor: MinorUnits,
  amountMinor: MinorUnits,
  /** Its part of promotions and of the discount on the whole. */
  shareMinor: MinorUnits,
  /** Of that what promotions take off; left out where there are none. */
  promotionMinor: MinorUnits.optional(),
  netMinor: MinorUnits,
  taxMinor: MinorUnits,
  grossMinor: MinorUnits,
  /** Of a recurring line, what its first period costs. */
  periodMinor: MinorUnits.nullable(),
});
export type LineAmounts = z.infer<typeof LineAmounts>;

const sums = { netMinor: MinorUnits, taxMinor: MinorUnits, grossMinor: MinorUnits };

/** The money of a quote, in minor units of its currency. Every list sums to the whole. */
export const Totals = z.object({
  lines: z.array(LineAmounts),
  sections: z.array(z.object({ id: z.string(), amountMinor: MinorUnits, ...sums })),
  rates: z.array(z.object({ taxBp: z.int(), ...sums })),
  /** The amounts of the lines, before the discount on the whole. */
  subtotalMinor: MinorUnits,
  /** What promotions and the discount on the whole take off. */
  discountMinor: MinorUnits,
  /** By promotion; left out where there are none. */
  promotions: z.array(z.object({ id: z.string(), amountMinor: MinorUnits })).optional(),
  ...sums,
  /** What the total moves by to be paid in whole steps. */
  cashRoundingMinor: MinorUnits,
  totalMinor: MinorUnits,
  /** Net of what is charged once, and of what recurs over all its periods; both together are `netMinor`, the total contract value (TCV). */
  oneOffMinor: MinorUnits,
  recurringMinor: MinorUnits,
  /** Net of what recurs in its first year. */
  annualMinor: MinorUnits,
  /** Annual contract value (ACV): net of what recurs by year of its term, one that is shorter taken as a year; left out where nothing recurs. */
  acvMinor: MinorUnits.optional(),
  perPeriod: z.array(z.object({ period: z.enum(periods), netMinor: MinorUnits })),
});
export type Totals = z.infer<typeof Totals>;

/** What is left over the cost, for whoever may see it. */
export const Margin = z.object({
  costMinor: MinorUnits,
  marginMinor: MinorUnits,
  /** Of the net of the lines whose cost is known; null where that is nothing, or less. */
  marginBp: z.int().nullable(),
  /** Lines that count and whose cost nobody knows. */
  unknown: z.int(),
  lines: z.array(z.object({ id: z.string(), costMinor: MinorUnits, marginMinor: MinorUnits, marginBp: z.int().nullable() })),
});
export type Margin = z.infer<typeof Margin>;
