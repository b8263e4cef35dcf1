import { type Material, stages } from '../../library/contract.ts';
import type { answerFits, SuggestedAnswer } from './contract.ts';

/** What of a deal an answer is measured by. */
export interface Situation {
  phase: number;
  productIds: readonly string[];
  industry: string | null;
  language: string;
}

/** How many are offered. */
export const offered = 6;

type Fit = (typeof answerFits)[number];
const weights: Readonly<Record<Fit, number>> = { product: 8, stage: 2, industry: 4, language: 3 };

const folded = (text: string | null): string => text?.trim().toLowerCase() ?? '';

function fitsOf({ product, stage, industry, language }: Material, situation: Situation): Fit[] {
  const found: [Fit, boolean][] = [
    ['product', product !== null && situation.productIds.includes(product.id)],
    ['stage', stage !== null && stages[situation.phase - 1] === stage],
    ['industry', industry !== null && folded(industry) === folded(situation.industry)],
    ['language', language !== null && language === situation.language],
  ];
  return found.flatMap(([fit, holds]) => (holds ? [fit] : []));
}

/** Answers in the order they are offered: those that fit the deal most, then those that solved the greatest share, then the most used. */
export function rankAnswers(entries: readonly Material[], situation: Situation): SuggestedAnswer[] {
  const scored = entries
    // Of another product it is no answer here.
    .filter(({ product }) => product === null || situation.productIds.includes(product.id))
    .map((entry) => {
      const fits = fitsOf(entry, situation);
      return { entry, fits, score: fits.reduce((sum, fit) => sum + weights[fit], 0) };
    });
  const order = scored.toSorted(
    (a, b) =>
      b.score - a.score ||
      (b.entry.solvedBp ?? -1) - (a.entry.solvedBp ?? -1) ||
      (b.entry.usedCount ?? 0) - (a.entry.usedCount ?? 0),
  );
  return order.slice(0, offered).map(({ entry, fits }) => ({
    id: entry.id,
    title: entry.title,
    said: entry.said,
    listen: entry.listen,
    understand: entry.understand,
    solve: entry.solve,
    patience: entry.patience,
    fits,
    used: entry.usedCount ?? 0,
    closed: entry.closedCount ?? 0,
    solvedBp: entry.solvedBp,
  }));
}
