import type { Material } from './contract.ts';

import { fewest } from '../../platform/share-interval.ts';

/** A share in basis points; null where there are too few cases to tell. */
export function shareOf(part: number, all: number): number | null {
  return all < fewest ? null : Math.round((part * 10_000) / all);
}

/** How often an answer was used, and how that ended. */
export interface AnswerCount {
  id: string;
  used: number;
  closed: number;
  solved: number;
  won: number;
  lost: number;
}

type Told = Pick<
  Material,
  'kind' | 'title' | 'need' | 'story' | 'beforeText' | 'afterText' | 'source' | 'quotation' | 'quotationConsent'
>;

const joined = (parts: readonly (string | null)[], by: string): string =>
  parts.filter((part) => part !== null && part !== '').join(by);

/** What a quote says of a value proposition or a success case. Who did not allow it is not quoted. */
export function valueOf(entry: Told): { need: string; benefit: string; proof: string | null } {
  const { kind, title, need, story, beforeText, afterText, source, quotation, quotationConsent } = entry;
  const figures = joined([beforeText, afterText], ' → ');
  const said = quotationConsent === 'given' && quotation ? `“${quotation}”` : null;
  const isCase = kind === 'case';
  const benefit = isCase && figures !== '' ? figures : joined([story, figures], ' ');
  const proof = joined([isCase ? joined([title, story], ': ') : null, said, source ? `(${source})` : null], ' ');
  return {
    need: (need ?? title).slice(0, 500),
    benefit: benefit.slice(0, 1000),
    proof: proof === '' ? null : proof.slice(0, 1000),
  };
}
