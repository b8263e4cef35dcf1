import { z } from 'zod';
import { endpoint, Id, IdParams, MinorUnits, Version } from '../../../platform/endpoint.ts';
import { Order } from '../contract.ts';
import { OrderLine, OrderLineInputs } from '../lines/contract.ts';

const tag = 'orders';

export const orderActions = ['edit', 'editLines'] as const;

/** An order with its lines and what they come to. */
export const OrderDocument = z.object({
  order: Order,
  lines: z.array(OrderLine),
  /** The tax by rate; the sums of all lines. */
  rates: z.array(z.object({ taxBp: z.int(), netMinor: MinorUnits, taxMinor: MinorUnits })),
  /** The customer's purchase order as they sent it. */
  poFile: z.object({ id: Id, name: z.string() }).nullable(),
  /** What the scope may do with it. The lines of an order that a quote made are what was agreed. */
  actions: z.array(z.enum(orderActions)),
});
export type OrderDocument = z.infer<typeof OrderDocument>;

const one = { params: IdParams, tag, reply: OrderDocument } as const;

export const getOrderDocument = endpoint({
  ...one,
  method: 'GET',
  path: '/orders/:id/document',
  summary: 'An order with its lines and the customer’s purchase order',
});

export const setOrderLines = endpoint({
  ...one,
  method: 'PUT',
  path: '/orders/:id/lines',
  summary: 'Replace the lines of an order; its amounts follow',
  bodyLimit: 4_000_000,
  body: z.strictObject({ version: Version, lines: OrderLineInputs, isTaxIncluded: z.boolean().optional() }),
  errors: ['stale_version', 'not_found_reference', 'orders.lines_agreed', 'orders.price_missing', 'settings.no_rate'],
});

/** The file lies on the order already: it is put there like any other. */
export const setPurchaseOrder = endpoint({
  ...one,
  method: 'PUT',
  path: '/orders/:id/purchase-order',
  summary: 'Say which file of an order is the customer’s purchase order',
  body: z.strictObject({ version: Version, fileId: Id.nullable() }),
  errors: ['stale_version', 'not_found_reference'],
});
