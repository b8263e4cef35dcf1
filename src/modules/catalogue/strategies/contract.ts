import type { z } from 'zod';
import type { ProductStrategy } from './settings/contract.ts';
import type { PriceRange } from './survey/contract.ts';

/** A price of a competitor in the currency asked for, with where and when it was seen. */
export interface SeenPrice {
  competitorId: string;
  competitor: string;
  amountMinor: number;
  source: string;
  observedOn: string;
}

/** What the four ways to a price know of a product. */
export interface StrategyFacts {
  settings: ProductStrategy;
  rivals: SeenPrice[];
  /** Prices of competitors in a currency that has no rate. */
  unconverted: number;
  range: z.infer<typeof PriceRange> | null;
}
