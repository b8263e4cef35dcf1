import { multiplyAmount } from '../../../../platform/money.ts';
import { amountTimes, type Ratio } from '../../../../platform/ratio.ts';
import { convertOn, rateOn } from '../../../settings/rules.ts';
import type { priceGaps, PriceStep } from '../contract.ts';
import { isInForce } from '../candidates/rules.ts';
import type {
  Book,
  BookPrice,
  BookRule,
  Component,
  Cost,
  PricingData,
  ProductFacts,
  UnitFacts,
  VariantFacts,
} from '../data/contract.ts';

export type Gap = (typeof priceGaps)[number];
/** An amount with the steps that led to it, or what is missing to work it out. */
export interface Found {
  minor: number;
  currency: string;
  steps: PriceStep[];
}
export type Outcome = Found | Gap;
export const isFound = (outcome: Outcome): outcome is Found => typeof outcome === 'object';

/** The data by what they are looked up with: made once for all lines. */
export interface Index extends Pick<PricingData, 'books' | 'guards' | 'customer' | 'ownCurrency' | 'rates'> {
  products: ReadonlyMap<string, ProductFacts>;
  variants: ReadonlyMap<string, VariantFacts>;
  units: ReadonlyMap<string, readonly UnitFacts[]>;
  listPrices: ReadonlyMap<string, PricingData['listPrices']>;
  costs: ReadonlyMap<string, readonly Cost[]>;
  components: ReadonlyMap<string, readonly Component[]>;
  booksById: ReadonlyMap<string, Book>;
  prices: ReadonlyMap<string, readonly BookPrice[]>;
  rules: ReadonlyMap<string, readonly BookRule[]>;
}

export function indexData(data: PricingData): Index {
  const { books, guards, customer, ownCurrency, rates } = data;
  return {
    books,
    guards,
    customer,
    ownCurrency,
    rates,
    products: new Map(data.products.map((one) => [one.id, one])),
    variants: new Map(data.variants.map((one) => [one.id, one])),
    units: Map.groupBy(data.units, ({ productId }) => productId),
    listPrices: Map.groupBy(data.listPrices, ({ productId }) => productId),
    costs: Map.groupBy(data.costs, ({ productId }) => productId),
    components: Map.groupBy(data.components, ({ bundleId }) => bundleId),
    booksById: new Map(books.map((one) => [one.id, one])),
    prices: Map.groupBy(data.prices, ({ bookId, productId }) => `${bookId} ${productId}`),
    rules: Map.groupBy(data.rules, ({ bookId }) => bookId),
  };
}

/** What is priced: a product or one of its variants, with the parts taken of a bundle. */
export interface Subject {
  productId: string;
  variantId: string | null;
  parts?: Readonly<Record<string, string>> | undefined;
  /** Of a unit that has a list price of its own: everything is worked out for one of it. */
  own?: OwnPrice | undefined;
}

export interface OwnPrice {
  minor: number;
  ratio: Ratio;
  params: PriceStep['params'];
}

/** The same amount in another currency, with the step that says so. */
export function convertFound(index: Index, found: Outcome, to: string, on: string): Outcome {
  if (!isFound(found) || found.currency === to) return found;
  const { minor, currency: from, steps } = found;
  const { rates, ownCurrency: own } = index;
  const converted = convertOn(minor, { from, to, own }, rates, on);
  if (converted === undefined) return 'rate';
  const rateOf = (currency: string): string => (currency === own ? '1' : (rateOn(rates, currency, on) ?? ''));
  const params = { from, to, fromRate: rateOf(from), toRate: rateOf(to) };
  return {
    minor: converted,
    currency: to,
    steps: [...steps, { code: 'converted', params, currency: to, fromMinor: minor, toMinor: converted }],
  };
}

function begin(code: PriceStep['code'], minor: number, currency: string, params: PriceStep['params'] = {}): Found {
  return { minor, currency, steps: [{ code, params, currency, fromMinor: null, toMinor: minor }] };
}

/** The sum of what the parts of a bundle come to; nothing where one of them has no amount. */
function sumOfParts(index: Index, subject: Subject, currency: string, amountOf: (part: Subject) => Outcome): Outcome {
  const parts = index.components.get(subject.productId) ?? [];
  if (parts.length === 0) return 'price';
  let sum = 0;
  for (const { productId, variantId, quantity } of parts) {
    const taken = subject.parts?.[productId] ?? quantity;
    if (!/[1-9]/.test(taken)) continue;
    const amount = amountOf({ productId, variantId });
    if (!isFound(amount)) return amount;
    sum += multiplyAmount(amount.minor, taken);
  }
  return begin('parts', sum, currency, { count: parts.length });
}

/**
 * The list price in a currency: written down in it, else the own one converted by the rate of the day; of a bundle that is
 * priced by its parts, theirs. A bundle inside itself has none.
 */
export function listPriceOf(
  index: Index,
  subject: Subject,
  currency: string,
  on: string,
  inside: readonly string[] = [],
): Outcome {
  const product = index.products.get(subject.productId);
  if (!product || inside.includes(product.id)) return 'price';
  if (subject.own && product.currency !== null)
    return convertFound(index, begin('unitPrice', subject.own.minor, product.currency, subject.own.params), currency, on);
  const within = [...inside, product.id];
  if (product.bundle === 'parts')
    return sumOfParts(index, subject, currency, (part) => listPriceOf(index, part, currency, on, within));
  const written = (index.listPrices.get(product.id) ?? []).filter((one) => one.currency === currency);
  const forVariant = written.find(({ variantId }) => variantId !== null && variantId === subject.variantId);
  if (forVariant) return begin('list', forVariant.amountMinor, currency);
  const own = subject.variantId === null ? null : (index.variants.get(subject.variantId)?.priceMinor ?? null);
  const forProduct = written.find(({ variantId }) => variantId === null);
  if (own === null && forProduct) return begin('list', forProduct.amountMinor, currency);
  const minor = own ?? product.priceMinor;
  if (minor === null || product.currency === null) return 'price';
  return convertFound(index, begin('list', minor, product.currency), currency, on);
}

/** What one costs on a day, of the unit that the subject is in. */
export function costOf(index: Index, subject: Subject, currency: string, on: string): Outcome {
  const cost = ownCostOf(index, subject, currency, on);
  return isFound(cost) && subject.own ? { ...cost, minor: amountTimes(cost.minor, subject.own.ratio) } : cost;
}

/** The variant's own cost, else the product's, else for a bundle the sum of its parts. */
function ownCostOf(index: Index, subject: Subject, currency: string, on: string, inside: readonly string[] = []): Outcome {
  const product = index.products.get(subject.productId);
  if (!product || inside.includes(product.id)) return 'price';
  const known = (index.costs.get(product.id) ?? []).filter((cost) => isInForce({ ...cost, validTo: null }, on));
  const latest = (variantId: string | null): Cost | undefined =>
    known.filter((cost) => cost.variantId === variantId).toSorted((a, b) => (a.validFrom > b.validFrom ? -1 : 1))[0];
  const cost = (subject.variantId === null ? undefined : latest(subject.variantId)) ?? latest(null);
  if (cost) {
    const begun = begin('cost', cost.amountMinor, cost.currency, { validFrom: cost.validFrom });
    return convertFound(index, begun, currency, on);
  }
  if (product.bundle === null) return 'price';
  const within = [...inside, product.id];
  return sumOfParts(index, subject, currency, (part) => ownCostOf(index, part, currency, on, within));
}
