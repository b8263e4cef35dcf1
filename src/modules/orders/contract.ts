import { z } from 'zod';
import { endpoint } from '../../platform/endpoint.ts';
import { bool, choice, currency, date, defineFields, integer, longText, money, ref, text } from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';
import { OrderLineInputs } from './lines/contract.ts';

export const orderStates = ['open', 'fulfilled', 'cancelled'] as const;
/** Where an order came from: an accepted quote, the customer's own purchase order, a file, or whoever typed it. */
export const orderSources = ['quote', 'purchaseOrder', 'import', 'typed'] as const;

/** Stands for what is filled in when nothing is said: the next number, today, the workspace's currency. */
const filledIn = '';
const amount = { readOnly: true, required: true, currencyField: 'currency' } as const;

export const orderFields = defineFields({
  number: text({
    required: true,
    unique: true,
    defaultValue: filledIn,
    listed: true,
    max: 80,
    section: 'main',
    synonyms: ['order', 'order number', 'order no', 'order id', 'orderid', '订单', '订单号', '订单编号'],
  }),
  account: ref('account', {
    listed: true,
    section: 'main',
    synonyms: ['account', 'company', 'customer', 'customer name', '客户', '客户名称', '公司'],
  }),
  contact: ref('contact', { section: 'main', synonyms: ['contact', 'contact name', '联系人'] }),
  deal: ref('deal', { section: 'main', synonyms: ['deal', 'opportunity', '商机'] }),
  orderedOn: date({
    required: true,
    defaultValue: filledIn,
    listed: true,
    section: 'main',
    synonyms: ['order date', 'ordered on', 'date', '下单日期', '订单日期'],
  }),
  dueOn: date({ section: 'main', synonyms: ['required date', 'due date', 'delivery date', '要求交期', '交货日期'] }),
  state: choice(orderStates, {
    required: true,
    defaultValue: 'open',
    listed: true,
    section: 'main',
    synonyms: ['state', 'status', 'order status', '状态', '订单状态'],
  }),
  /** What the customer calls it. */
  poNumber: text({
    max: 60,
    sortable: false,
    section: 'main',
    synonyms: ['po', 'po number', 'purchase order', 'customer order number', '采购单号', '客户订单号', '客户单号'],
  }),
  source: choice(orderSources, { readOnly: true, required: true, sortable: false }),
  /** The accepted quote that it was made from. */
  quote: ref('quote', { readOnly: true, sortable: false }),
  totalMinor: money({ ...amount, listed: true }),
  currency: currency({
    required: true,
    defaultValue: filledIn,
    sortable: false,
    section: 'main',
    synonyms: ['currency', '币种'],
  }),
  netMinor: money({ ...amount, sortable: false }),
  taxMinor: money({ ...amount, sortable: false }),
  /** What the total moves by to be paid in whole steps. */
  roundingMinor: money({ ...amount, sortable: false }),
  /** In the workspace's currency, at the rate of the day it was ordered. */
  baseTotalMinor: money({ readOnly: true, required: true }),
  isTaxIncluded: bool({ readOnly: true, required: true, sortable: false }),
  lineCount: integer({ readOnly: true, required: true, sortable: false }),
  productSummary: text({ readOnly: true, sortable: false, max: 400 }),
  note: longText({ max: 4000, synonyms: ['note', 'remark', '备注'] }),
});
export const orderEndpoints = entityEndpoints('orders', orderFields);
export const Order = orderEndpoints.Record;
export type Order = z.infer<typeof Order>;

/** By which products a list of orders is filtered: records show their lines instead. */
export const orderLinks = defineFields({ product: ref('product') });

export const createOrder = endpoint({
  method: 'POST',
  path: '/orders',
  tag: 'orders',
  summary: 'Note what a customer ordered, with its lines. Without a number it takes the next one',
  reply: Order,
  body: orderEndpoints.Create.extend({
    lines: OrderLineInputs.default([]),
    /** Whether the prices of the lines include tax; as the workspace counts unless said. */
    isTaxIncluded: z.boolean().optional(),
  }),
  errors: ['settings.no_rate', 'not_found_reference', 'orders.price_missing'],
});
export const orders = { ...orderEndpoints, create: createOrder };
