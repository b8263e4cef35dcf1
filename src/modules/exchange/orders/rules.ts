import { date, decimal, defineFields, percent, ref, text } from '../../../platform/fields.ts';
import { faultsOf } from '../../../platform/faults.ts';
import { OrderLineInput } from '../../orders/lines/contract.ts';
import type { Input } from '../../records/entities/rules.ts';
import { pathIn, type Refusal } from '../../records/trials/rules.ts';
import { type TargetKind, targetOf } from '../targets/rules.ts';

/** Lines of orders: a file of them names the order of each. */
export const orderLineKind = 'orderLine';

const fields = defineFields({
  order: ref('order', {
    required: true,
    synonyms: ['order', 'order number', 'order no', 'order id', 'orderid', '订单', '订单号'],
  }),
  product: ref('product', { synonyms: ['product', 'product name', 'item', 'sku', '产品', '产品名称', '品名', '料号'] }),
  customerNumber: text({
    max: 200,
    synonyms: ['customer part number', 'customer number', 'their number', 'buyer item', '客户料号', '客户物料号', '客户编号'],
  }),
  name: text({ max: 500, synonyms: ['description', 'item description', 'line', '说明', '明细'] }),
  quantity: decimal({ required: true, synonyms: ['quantity', 'qty', '数量'] }),
  unitPrice: decimal({ required: true, synonyms: ['unit price', 'unitprice', 'price', '单价', '价格'] }),
  discountBp: percent({ synonyms: ['discount', '折扣'] }),
  taxBp: percent({ synonyms: ['tax', 'tax rate', 'vat', '税率'] }),
  unit: text({ max: 30, synonyms: ['unit', 'uom', '单位'] }),
  deliverOn: date({ synonyms: ['delivery date', 'required date', '交货日期'] }),
  note: text({ max: 4000, synonyms: ['note', 'remark', '备注'] }),
});

export const orderLineTarget: TargetKind = {
  kind: orderLineKind,
  label: 'exchange:kinds.orderLine',
  nameField: 'name',
  partOf: 'order',
  fields: Object.entries(fields).map(([key, field]) => targetOf(orderLineKind, key, field)),
};

/** The line that a row makes, or what is wrong with it. */
export function lineOf({ orderId: _order, ...values }: Input): { line: OrderLineInput } | { refusals: Refusal[] } {
  const read = OrderLineInput.safeParse(values);
  if (read.success) return { line: read.data };
  const refusals = faultsOf(read.error, 'body').map(({ pointer, code, params = {} }) => ({
    code,
    params,
    path: pathIn(pointer),
  }));
  return { refusals };
}
