import { defineFields, ref, text } from '../../../platform/fields.ts';
import { productFields } from '../../catalogue/contract.ts';
import type { ImportedNumber } from '../../catalogue/numbers/importing/rules.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { Refusal } from '../../records/trials/rules.ts';
import { type TargetKind, targetOf } from '../targets/rules.ts';

/** What customers call products: a file of their numbers names the customer and the product of each. */
export const customerNumberKind = 'customerNumber';

const fields = defineFields({
  account: ref('account', {
    required: true,
    synonyms: [
      'account',
      'account name',
      'company',
      'customer',
      'customer name',
      'client',
      'buyer',
      'credit code',
      'tax number',
      'vat number',
      '客户',
      '客户名称',
      '客户简称',
      '公司',
      '采购方',
      '统一社会信用代码',
      '信用代码',
      '税号',
    ],
  }),
  product: ref('product', {
    required: true,
    synonyms: ['product', 'product name', 'item', '产品', '产品名称', '品名', ...(productFields.code.synonyms ?? [])],
  }),
  number: text({
    max: 200,
    synonyms: [
      'customer number',
      'customer part number',
      'customer part no',
      'customer item',
      'customer item number',
      'customer material',
      'customer material number',
      'customer product code',
      'customer sku',
      'buyer item',
      'buyer part number',
      'their number',
      '客户料号',
      '客户物料号',
      '客户物料编码',
      '客户产品编号',
      '客户产品编码',
      '客户存货编码',
      '客户型号',
      '客户图号',
      '对方料号',
    ],
  }),
  name: text({
    max: 200,
    synonyms: [
      'customer product name',
      'customer part name',
      'customer item name',
      'customer description',
      'customer part description',
      'their name',
      '客户品名',
      '客户产品名称',
      '客户物料名称',
      '客户物料描述',
      '客户描述',
      '对方名称',
      '对方品名',
    ],
  }),
});

export const customerNumberTarget: TargetKind = {
  kind: customerNumberKind,
  label: 'exchange:kinds.customerNumber',
  nameField: 'number',
  partOf: 'product',
  knownBy: ['account', 'product'],
  saysOneOf: ['number', 'name'],
  isRestored: true,
  fields: Object.entries(fields).map(([key, field]) => targetOf(customerNumberKind, key, field)),
};

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * What a row says that a customer calls a product; null while the customer or the product is still to be made. One that says neither
 * number nor name is refused.
 */
export function numberOf(values: Input): { said: ImportedNumber | null; refusals: Refusal[] } {
  const [productId, accountId] = [textOf(values['productId']), textOf(values['accountId'])];
  const [number, name] = [textOf(values['number']), textOf(values['name'])];
  const saysNothing = number === null && name === null;
  return {
    said: productId === null || accountId === null ? null : { productId, accountId, number, name },
    refusals: saysNothing ? [{ path: 'number', code: 'catalogue.number_or_name', params: {} }] : [],
  };
}
