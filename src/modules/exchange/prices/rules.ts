import { canonicalDecimal } from '../../../platform/decimal.ts';
import { choice, currency, date, decimal, defineFields, money, ref } from '../../../platform/fields.ts';
import type { ImportedPrice, KnownPrice, PricePlace } from '../../catalogue/books/prices/importing/rules.ts';
import { faultsOfBounds } from '../../catalogue/books/prices/rules.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { Refusal } from '../../records/trials/rules.ts';
import { type TargetField, type TargetKind, targetOf } from '../targets/rules.ts';
import { amountIn, isWritten } from '../values/rules.ts';
import { variantKind } from '../variants/rules.ts';

/** Prices of price books: a file of them names the book and the product of each. */
export const bookPriceKind = 'bookPrice';

const fields = defineFields({
  priceBook: choice(['book'], {
    required: true,
    synonyms: ['price book', 'pricebook', 'price list', 'price level', '价格表', '价目表', '价格手册'],
  }),
  product: ref('product', {
    synonyms: [
      'product',
      'product name',
      'product code',
      'product number',
      'item',
      'item number',
      'sku',
      '产品',
      '产品名称',
      '产品编号',
      '料号',
      '品名',
    ],
  }),
  variant: ref(variantKind, { synonyms: ['variant', 'variant code', 'variant sku', '规格', '规格编号', '规格料号'] }),
  minQuantity: decimal({
    min: 0,
    synonyms: [
      'from quantity',
      'quantity from',
      'min quantity',
      'minimum quantity',
      'quantity',
      'qty',
      '起订量',
      '起始数量',
      '数量',
    ],
  }),
  maxQuantity: decimal({
    min: 0,
    synonyms: ['to quantity', 'quantity to', 'max quantity', 'maximum quantity', '截止数量', '最大数量'],
  }),
  amountMinor: money({
    required: true,
    min: 0,
    synonyms: ['price', 'unit price', 'list price', 'amount', '价格', '单价', '含税单价', '金额'],
  }),
  currency: currency({ sortable: false, synonyms: ['currency', '币种', '货币'] }),
  validFrom: date({ synonyms: ['valid from', 'from date', 'start date', 'effective date', '生效日期', '开始日期'] }),
  validTo: date({ synonyms: ['valid to', 'to date', 'end date', 'expiry date', '失效日期', '结束日期'] }),
});

const more: Readonly<Record<string, Partial<TargetField>>> = { amountMinor: { isWritten: true } };

export const bookPriceTarget: TargetKind = {
  kind: bookPriceKind,
  label: 'exchange:kinds.bookPrice',
  nameField: 'product',
  knownBy: ['priceBook', 'product', 'variant', 'minQuantity', 'validFrom'],
  isRestored: true,
  fields: Object.entries(fields).map(([key, field]) => ({ ...targetOf(bookPriceKind, key, field), ...more[key] })),
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Where a row's price begins; null while it is not known of which product. */
export function placeOfPrice(values: Input, productsOf: ReadonlyMap<string, string>): PricePlace | null {
  const [priceBookId, variantId] = [textOf(values['priceBook']), textOf(values['variantId']) ?? null];
  const productId = textOf(values['productId']) ?? productsOf.get(variantId ?? '');
  if (priceBookId === undefined || productId === undefined) return null;
  const minQuantity = canonicalDecimal(textOf(values['minQuantity']) ?? '0') ?? '0';
  return { priceBookId, productId, variantId, minQuantity, validFrom: textOf(values['validFrom']) ?? null };
}

/** What else a row says of a price that begins somewhere: what it leaves out stays as it is there. */
export function priceOf(
  values: Input,
  place: PricePlace,
  bookCurrency: string,
  there: KnownPrice | null,
): { price: ImportedPrice; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const refuse = (path: string, code: string, params: Record<string, unknown> = {}) => refusals.push({ path, code, params });
  const [written, said] = [values['amountMinor'], textOf(values['currency'])];
  if (said !== undefined && said !== bookCurrency)
    refuse('currency', 'catalogue.not_books_currency', { found: said, expected: bookCurrency });
  const amount = isWritten(written) ? amountIn(written, bookCurrency) : null;
  if (amount && !amount.ok)
    refuse('amountMinor', amount.code === 'currency_mismatch' ? 'catalogue.not_books_currency' : amount.code, amount.params);
  if (amount?.ok && amount.value < 0) refuse('amountMinor', 'catalogue.negative_price');
  const price: ImportedPrice = {
    ...place,
    amountMinor: amount?.ok ? amount.value : (there?.amountMinor ?? 0),
    maxQuantity: textOf(values['maxQuantity']) ?? there?.maxQuantity ?? null,
    validTo: textOf(values['validTo']) ?? there?.validTo ?? null,
  };
  return { price, refusals: [...refusals, ...faultsOfBounds(price).map(({ path, code }) => ({ path, code, params: {} }))] };
}
