/**
 * All that a price is made of, as plain data: what the store reads, what a test writes, and what may be sent to a browser.
 * Days are calendar days, both ends included; `null` is open. Quantities are decimal texts.
 */

export interface Period {
  validFrom: string | null;
  validTo: string | null;
}

export interface ProductFacts {
  id: string;
  category: string | null;
  /** The list price, in `currency`. */
  priceMinor: number | null;
  currency: string | null;
  /** `parts`: its list price and cost are those of its parts. */
  bundle: 'own' | 'parts' | null;
  /** What it is counted, priced and costed in. */
  unit: string | null;
}

/** Another unit of a product: how many of its own it is, and its own list price in the product's currency. */
export interface UnitFacts {
  productId: string;
  name: string;
  factor: string;
  priceMinor: number | null;
  isSold: boolean;
}

export interface VariantFacts {
  id: string;
  productId: string;
  /** In the product's currency; that of the product where null. */
  priceMinor: number | null;
}

/** A list price in another currency. */
export interface ListPrice {
  productId: string;
  variantId: string | null;
  currency: string;
  amountMinor: number;
}

/** Holds from `validFrom` until the next one. */
export interface Cost {
  productId: string;
  variantId: string | null;
  currency: string;
  amountMinor: number;
  validFrom: string;
}

export interface Component {
  bundleId: string;
  productId: string;
  variantId: string | null;
  /** How many it comes with; of an optional one that is not taken, 0. */
  quantity: string;
}

export interface Book extends Period {
  id: string;
  name: string;
  currency: string;
  parentId: string | null;
  /** What is added to the parent's price, in basis points: -500 is five per cent less. */
  adjustmentBp: number;
  /** The greater goes first. */
  priority: number;
  isActive: boolean;
  /** Whether it is for customers named one by one. */
  isForAccounts: boolean;
  /** Whom it is for otherwise; null for everybody. */
  segment: Segment | null;
  createdAt: string;
}

/** Every trait that is given has to hold; of several values any one. */
export interface Segment {
  industries?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  countries?: readonly string[] | undefined;
  employeesMin?: number | null | undefined;
  employeesMax?: number | null | undefined;
}

/** Who buys: what segments look at, and the books that name the customer. */
export interface Customer {
  id: string;
  industry: string | null;
  region: string | null;
  country: string | null;
  employees: number | null;
  bookIds: readonly string[];
}

/** A price written into a book, in the book's currency. */
export interface BookPrice extends Period {
  id: string;
  bookId: string;
  productId: string;
  variantId: string | null;
  minQuantity: string;
  /** Up to and with; null without end. */
  maxQuantity: string | null;
  amountMinor: number;
  createdAt: string;
}

export const ruleScopes = ['variant', 'product', 'category', 'all'] as const;
export const ruleBases = ['list', 'cost', 'book'] as const;
export const ruleMethods = ['fixed', 'percent', 'formula'] as const;

/** In this order: less a discount, rounded, with a surcharge, within margins. A multiple of 1.00 and -0.01 make x.99. */
export interface Formula {
  discountBp?: number | null | undefined;
  roundToMinor?: number | null | undefined;
  surchargeMinor?: number | null | undefined;
  minMarginBp?: number | null | undefined;
  maxMarginBp?: number | null | undefined;
}

export interface BookRule extends Period {
  id: string;
  bookId: string;
  scope: (typeof ruleScopes)[number];
  productId: string | null;
  variantId: string | null;
  category: string | null;
  minQuantity: string;
  base: (typeof ruleBases)[number];
  baseBookId: string | null;
  method: (typeof ruleMethods)[number];
  amountMinor: number | null;
  /** What is added to the base: -500 is five per cent less, 2500 on a cost is a markup of a quarter. */
  percentBp: number | null;
  formula: Formula | null;
  createdAt: string;
}

/** What has to be earned, as a margin on the price: for a product, else its category, else everything. */
export interface MarginGuard {
  productId: string | null;
  category: string | null;
  floorBp: number | null;
  targetBp: number | null;
}

/** One unit of `currency` in the workspace's, from a day on. */
export interface Rate {
  currency: string;
  validFrom: string;
  rate: string;
}

export interface PricingData {
  ownCurrency: string;
  products: readonly ProductFacts[];
  variants: readonly VariantFacts[];
  units: readonly UnitFacts[];
  listPrices: readonly ListPrice[];
  costs: readonly Cost[];
  components: readonly Component[];
  books: readonly Book[];
  prices: readonly BookPrice[];
  rules: readonly BookRule[];
  guards: readonly MarginGuard[];
  rates: readonly Rate[];
  customer: Customer | null;
}
