import type { QuoteLine } from '../../content/contract.ts';
import type { StrategyInputs } from '../contract.ts';

/** What is said of a line to begin with: what it was priced by, else the needs that the quote names. */
export function startInputs({ pricedBy }: Pick<QuoteLine, 'pricedBy'>, needs: readonly { need: string }[]): StrategyInputs {
  const kept = pricedBy?.needs ?? [];
  const named = needs.flatMap(({ need }) => (need === '' ? [] : [{ what: need.slice(0, 200), benefitMinor: 0, isOurs: false }]));
  const blank = { shareBp: null, mostMinor: null, markupBp: null, targetMarginBp: null, premiumBp: null, figures: {} };
  return { ...blank, needs: kept.length > 0 ? kept : named };
}
