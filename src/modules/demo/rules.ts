import type { DemoCounts } from './contract.ts';

/** The mark that everything of the sample company carries, in every workspace the same: the import that it never was. */
export const demoId = '00000000-0000-7000-8000-0000000d3e30';

/** Kinds of the sample company, those that point to others first: the order in which they go. */
export const demoKinds = ['lead', 'order', 'quote', 'deal', 'contact', 'account', 'material', 'product', 'competitor'] as const;

/** How much there is. */
export function totalOf(counts: DemoCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
