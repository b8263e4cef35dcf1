import type { z } from 'zod';
import { bool, currency, defineFields, longText, money, text, url } from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';

export const productFields = defineFields({
  name: text({ required: true, listed: true, synonyms: ['product', 'product name', 'item', '产品', '产品名称', '品名'] }),
  code: text({
    unique: true,
    listed: true,
    max: 60,
    synonyms: ['sku', 'product code', 'item number', '产品编号', '料号', '型号'],
  }),
  category: text({ listed: true, synonyms: ['series', 'category', 'product line', '系列', '类别', '品类'] }),
  unit: text({ sortable: false, max: 30, synonyms: ['uom', '单位'] }),
  priceMinor: money({
    listed: true,
    min: 0,
    currencyField: 'currency',
    synonyms: ['price', 'sales_price', 'sales price', 'list price', '标准价', '单价', '价格'],
  }),
  currency: currency({ sortable: false, synonyms: ['currency', '币种'] }),
  /** Names a tax class of the workspace; the default holds where it is empty. */
  taxClass: text({ max: 60, synonyms: ['tax', 'tax class', 'tax rate', 'vat', '税类', '税率', '增值税'] }),
  description: longText({ synonyms: ['description', '描述', '说明'] }),
  isActive: bool({ required: true, defaultValue: true, listed: true, sortable: false, synonyms: ['active', '在售'] }),
});
export const products = entityEndpoints('products', productFields);
export type Product = z.infer<typeof products.Record>;

export const competitorFields = defineFields({
  name: text({ required: true, unique: true, listed: true, synonyms: ['competitor', 'competitor name', '竞争对手', '友商'] }),
  website: url({ listed: true, sortable: false, synonyms: ['website', '网站'] }),
  strengths: longText({ listed: true, synonyms: ['strengths', '优势'] }),
  weaknesses: longText({ listed: true, synonyms: ['weaknesses', '劣势'] }),
  note: longText({ synonyms: ['note', '备注'] }),
});
export const competitors = entityEndpoints('competitors', competitorFields);
export type Competitor = z.infer<typeof competitors.Record>;
