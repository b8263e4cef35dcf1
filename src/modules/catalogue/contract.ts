import type { z } from 'zod';
import {
  bool,
  choice,
  currency,
  date,
  decimal,
  defineFields,
  integer,
  longText,
  money,
  percent,
  text,
  url,
} from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';

export const productFields = defineFields({
  name: text({ required: true, listed: true, synonyms: ['product', 'product name', 'item', '产品', '产品名称', '品名'] }),
  code: text({
    unique: true,
    listed: true,
    max: 60,
    synonyms: [
      'sku',
      'product code',
      'item number',
      'our number',
      'our part number',
      '产品编号',
      '产品编码',
      '料号',
      '我司料号',
      '物料编码',
      '存货编码',
      '型号',
    ],
  }),
  category: text({ listed: true, synonyms: ['series', 'category', 'product line', '系列', '类别', '品类'] }),
  kind: choice(['goods', 'service'], {
    required: true,
    defaultValue: 'goods',
    synonyms: ['type', 'product type', '类型', '产品类型'],
  }),
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
  /** What it costs us today: a new value is a cost from today on, kept beside those before. */
  costMinor: money({
    min: 0,
    currencyField: 'costCurrency',
    synonyms: ['cost', 'unit cost', 'purchase price', '成本', '成本价', '进价'],
  }),
  costCurrency: currency({ sortable: false, synonyms: ['cost currency', '成本币种'] }),
  /** Margins to keep, of the price; those of the category or the workspace where empty. */
  floorMarginBp: percent({ sortable: false, max: 9999, synonyms: ['floor margin', 'minimum margin', '底线毛利', '最低毛利率'] }),
  targetMarginBp: percent({ sortable: false, max: 9999, synonyms: ['target margin', '目标毛利', '目标毛利率'] }),
  /** Sold as a set of other products, at its own price or at theirs. */
  bundle: choice(['own', 'parts'], { synonyms: ['bundle', '组合'] }),
  leadTimeDays: integer({ min: 0, max: 10_000, synonyms: ['lead time', 'lead time days', '交期', '交货天数'] }),
  /** What is there to sell, of a service what can be done, as counted on a day. */
  stock: decimal({ synonyms: ['stock', 'inventory', 'capacity', '库存', '产能'] }),
  stockOn: date({ synonyms: ['stock date', 'counted on', '库存日期', '盘点日期'] }),
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
