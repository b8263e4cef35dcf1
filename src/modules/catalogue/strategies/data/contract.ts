/** The four ways to come to a price. */
export const methods = ['valueBased', 'costPlus', 'competitionBased', 'demandBased'] as const;
export type Method = (typeof methods)[number];

/** What a way comes to, from what, and what it would still need. */
export interface Strategy {
  method: Method;
  priceMinor: number | null;
  marginBp: number | null;
  /** The figures it was made of, by name: amounts, basis points, counts, days. */
  inputs: Readonly<Record<string, number | null>>;
  isUsable: boolean;
  /** Names of what is missing; put into words by whoever shows them. */
  missing: string[];
}

/** A need of the customer, with what meeting it is worth to them. */
export interface Need {
  benefitMinor: number;
}

export interface RivalPrice {
  competitorId: string;
  amountMinor: number;
  observedOn: string;
}

/** From a value on, the price changes by so much. */
export interface Band {
  from: number;
  changeBp: number;
}

export const demandFigures = ['stockDays', 'loadBp', 'seasonBp', 'backlogDays', 'winRateBp'] as const;
export type DemandFigure = (typeof demandFigures)[number];

/** Figures that are shares, in basis points; the others are days. */
export const shareFigures: readonly DemandFigure[] = ['loadBp', 'seasonBp', 'winRateBp'];

export interface DemandFacts {
  /** How long stock lasts, how full capacity is, how strong the season is, how long orders wait, how often the usual price wins. */
  figures: Partial<Record<DemandFigure, number | null>>;
  bands: Partial<Record<DemandFigure, readonly Band[]>>;
  /** The changes together stay within these. */
  leastBp: number;
  mostBp: number;
}

/** One answer to the four questions of van Westendorp, lowest to highest as people mean them. */
export interface WillingnessAnswer {
  tooCheapMinor: number;
  cheapMinor: number;
  dearMinor: number;
  tooDearMinor: number;
}

/** What is known of the deal by which a way is recommended. */
export interface Situation {
  /** Differentiators the customer confirmed. */
  differentiators: number;
  isScarce: boolean;
  /** Whether the customer said what they can pay, or has the means. */
  canPay: boolean | null;
}

/** Why a way is recommended. */
export const reasons = ['differentiated', 'scarce', 'compared', 'costKnown', 'only', 'noneBetter', 'none'] as const;
export interface Recommendation {
  method: Method | null;
  reason: (typeof reasons)[number];
}
