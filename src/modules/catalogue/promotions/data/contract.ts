/** What a promotion takes off: of each unit, by units that cost nothing, or of the whole order. */
export type PromotionAction =
  | { kind: 'percent'; bp: number }
  | { kind: 'amount'; amountMinor: number }
  /** Of every `buy + free` units, `free` cost nothing. */
  | { kind: 'free'; buy: number; free: number }
  | { kind: 'orderPercent'; bp: number }
  | { kind: 'orderAmount'; amountMinor: number };

/** Amounts are in the currency of the order it is applied to. Every condition that is given has to hold. */
export interface Promotion {
  id: string;
  /** The greater goes first. */
  priority: number;
  /** Applied alone: it goes with no other, and no other goes with it. */
  isExclusive: boolean;
  /** What the customer has to say; null for none. */
  code: string | null;
  validFrom: string | null;
  validTo: string | null;
  /** The products and series it is about; both empty for all. */
  productIds: readonly string[];
  categories: readonly string[];
  /** Customers it is for; empty for all. */
  accountIds: readonly string[];
  /** Of what it is about, together. */
  minQuantity: string | null;
  minAmountMinor: number | null;
  action: PromotionAction;
  /** What may be given away in all, and what was already. */
  budgetMinor: number | null;
  usedMinor: number;
}

export interface PromotionLine {
  id: string;
  productId: string;
  category: string | null;
  quantity: string;
  unitPriceMinor: number;
  /** What the line comes to before; its units at their price where it is left out. */
  amountMinor?: number;
}

export interface PromotionContext {
  on: string;
  accountId: string | null;
  codes: readonly string[];
}

export interface PromotionResult {
  /** What is taken off each line, in the order of the lines, by promotion. */
  lines: { id: string; amountMinor: number; discountMinor: number; parts: { promotionId: string; amountMinor: number }[] }[];
  applied: { promotionId: string; amountMinor: number }[];
  /** Those whose budget does not reach for it. */
  spent: string[];
}
