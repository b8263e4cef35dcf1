import { bool, currency, defineFields, money, ref, text } from '../../../platform/fields.ts';
import { nameOf, type SaidVariant } from '../../catalogue/parts/importing/rules.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { Refusal } from '../../records/trials/rules.ts';
import { type TargetField, type TargetKind, targetOf } from '../targets/rules.ts';
import { amountIn, isWritten } from '../values/rules.ts';

/** Variants of products: a file of them names the product of each. */
export const variantKind = 'productVariant';

const fields = defineFields({
  product: ref('product', {
    required: true,
    synonyms: ['product', 'product name', 'product code', 'parent sku', 'handle', '产品', '产品名称', '产品编号', '主料号'],
  }),
  code: text({
    unique: true,
    max: 60,
    synonyms: ['variant code', 'variant number', 'variant sku', 'sku', '规格编号', '规格编码', '规格料号', '料号'],
  }),
  name: text({ max: 200, synonyms: ['variant', 'variant name', '规格', '规格名称'] }),
  attributes: text({ max: 2000, synonyms: ['attributes', 'options', 'features', '特征', '属性', '规格属性'] }),
  priceMinor: money({ min: 0, synonyms: ['price', 'list price', 'variant price', '价格', '单价', '标准价'] }),
  costMinor: money({ min: 0, synonyms: ['cost', 'unit cost', 'purchase price', '成本', '成本价', '进价'] }),
  currency: currency({ sortable: false, synonyms: ['currency', '币种', '货币'] }),
  isActive: bool({ synonyms: ['active', '在售'] }),
});

/** Headers of columns that are options of variants. */
const options: { synonyms: string[] } = {
  synonyms: [
    'colour',
    'color',
    'size',
    'material',
    'style',
    'flavour',
    'flavor',
    'length',
    'width',
    'voltage',
    'capacity',
    '颜色',
    '色号',
    '尺寸',
    '尺码',
    '材质',
    '款式',
    '口味',
    '长度',
    '宽度',
    '电压',
    '容量',
    '版本',
    '包装',
  ],
};

const more: Readonly<Record<string, Partial<TargetField>>> = {
  code: { isKey: true },
  attributes: { labelled: options.synonyms },
  priceMinor: { isWritten: true },
  costMinor: { isWritten: true },
};

export const variantTarget: TargetKind = {
  kind: variantKind,
  label: 'exchange:kinds.productVariant',
  nameField: 'code',
  partOf: 'product',
  knownBy: ['product', 'name'],
  isRestored: true,
  fields: Object.entries(fields).map(([key, field]) => ({ ...targetOf(variantKind, key, field), ...more[key] })),
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What a row calls its variant, and its product where that is known. */
export function placeOfVariant(values: Input): { productId: string | undefined; name: string } {
  const said = { name: textOf(values['name']), attributes: textOf(values['attributes']) };
  return { productId: textOf(values['productId']), name: nameOf(said) };
}

interface Currencies {
  price: string;
  cost: string;
}

export interface ReadVariant {
  said: SaidVariant & { cost?: { currency: string; amountMinor: number } | undefined };
  refusals: Refusal[];
}

/** What a row says of a variant. Its amounts are in the currencies of its product, which stay unknown while that is still to be made. */
export function variantOf(values: Input, place: number, id: string | null, currencies: Currencies | undefined): ReadVariant {
  const refusals: Refusal[] = [];
  const refuse = (path: string, code: string, params: Record<string, unknown> = {}) => refusals.push({ path, code, params });
  const amountOf = (path: 'priceMinor' | 'costMinor', inCurrency: string | undefined): number | undefined => {
    const written = values[path];
    if (!isWritten(written) || inCurrency === undefined) return undefined;
    const amount = amountIn(written, inCurrency);
    if (!amount.ok) refuse(path, amount.code, amount.params);
    else if (amount.value < 0) refuse(path, 'too_small', { minimum: 0 });
    return amount.ok ? amount.value : undefined;
  };
  const said = textOf(values['currency']);
  if (said !== undefined && currencies && said !== currencies.price)
    refuse('currency', 'currency_mismatch', { found: said, expected: currencies.price });
  const cost = amountOf('costMinor', currencies?.cost);
  return {
    refusals,
    said: {
      place,
      id,
      productId: textOf(values['productId']),
      code: textOf(values['code']),
      name: textOf(values['name']),
      attributes: textOf(values['attributes']),
      priceMinor: amountOf('priceMinor', currencies?.price),
      isActive: typeof values['isActive'] === 'boolean' ? values['isActive'] : undefined,
      cost: cost === undefined || !currencies ? undefined : { currency: currencies.cost, amountMinor: cost },
    },
  };
}
