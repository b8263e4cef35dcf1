import { z } from 'zod';
import { CalendarDay, Id, MinorUnits } from '../../../platform/endpoint.ts';
import { Conversion } from '../../catalogue/units/contract.ts';
import { LineParts } from '../parts/contract.ts';

/** How often something that recurs is charged. */
export const periods = ['month', 'quarter', 'year'] as const;

const Ref = z.object({ id: Id, title: z.string() });
const text = (max: number) => z.string().trim().max(max);

/** How many; below zero for what comes back. */
export const Quantity = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,6})?$/)
  .refine((quantity) => /[1-9]/.test(quantity), { params: { code: 'orders.quantity_zero' } })
  .meta({ examples: ['2.5'] });
/** In the currency's main unit, as many decimals as a price per piece needs. */
export const UnitPrice = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,8})?$/)
  .meta({ examples: ['348.35'] });
const basisPoints = z.int().min(0).max(10_000);

/** A line as it was ordered. `netMinor + taxMinor = totalMinor`, and the lines sum to the order. */
export const OrderLine = z.object({
  id: Id,
  position: z.int(),
  product: Ref.nullable(),
  variant: Ref.nullable(),
  name: z.string(),
  code: z.string().nullable(),
  /** What the customer calls the product, as it was when it was ordered. */
  customerNumber: z.string().nullable(),
  unit: z.string().nullable(),
  /** Of a unit that is not the product's own: how many of its own it is, as it was when the line was written. */
  conversion: Conversion.nullable(),
  note: z.string().nullable(),
  /** Of a bundle that a quote brought: how many of each part are in one. */
  parts: LineParts,
  /** The day on which it is wanted, where that is not the order's. */
  deliverOn: CalendarDay.nullable(),
  quantity: z.string(),
  /** How many of the product's own unit that is, to six decimals. */
  baseQuantity: z.string(),
  unitPrice: z.string(),
  /** Taken off; of a line that a quote brought, its part of the discount on the whole included. */
  discountBp: basisPoints,
  taxBp: basisPoints,
  /** Of what recurs: how often, and for how many periods the amounts are. */
  period: z.enum(periods).nullable(),
  periodCount: z.int().nullable(),
  netMinor: MinorUnits,
  taxMinor: MinorUnits,
  totalMinor: MinorUnits,
});
export type OrderLine = z.infer<typeof OrderLine>;

/** A line as somebody writes it. What is left out comes from the product: name, code, unit, price for this customer, tax. */
export const OrderLineInput = z.strictObject({
  /** One that is there already; a new one is made where it is left out. */
  lineId: Id.nullable().optional(),
  productId: Id.nullable().optional(),
  variantId: Id.nullable().optional(),
  name: text(500).optional(),
  code: text(60).nullable().optional(),
  /** What the customer calls the product: without a `productId` it finds it. */
  customerNumber: text(200).nullable().optional(),
  /** Its own unit where left out; one of the product's others by its name. */
  unit: text(30).nullable().optional(),
  note: text(4000).nullable().optional(),
  deliverOn: CalendarDay.nullable().optional(),
  quantity: Quantity.default('1'),
  unitPrice: UnitPrice.optional(),
  discountBp: basisPoints.default(0),
  /** 1300 is 13 %. */
  taxBp: basisPoints.optional(),
});
export type OrderLineInput = z.infer<typeof OrderLineInput>;

export const maxLines = 3500;
export const OrderLineInputs = z.array(OrderLineInput).max(maxLines);
