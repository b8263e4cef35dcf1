import { translate } from '../../../../platform/i18n.ts';
import type { Language } from '../../../../platform/languages.ts';
import type { Values } from '../../../approvals/conditions/rules.ts';
import { partsIn } from '../../../approvals/parts/rules.ts';
import { departureKeys } from '../../../settings/terms/contract.ts';
import { measureText } from '../../../settings/terms/wording/rules.ts';

/** What leaves the policy and how far, for a reader of a language; a text of before is shown as it is. */
export function departuresText(kept: string, language: Language): string {
  const said = (key: string, params: object = {}): string => translate(language, key, { ...params });
  const parts = partsIn(kept)?.map(({ key: named, value, limit }) => {
    const [first, method = 'other'] = named.split('.');
    const key = departureKeys.find((one) => one === first);
    if (key === undefined) return named;
    if (value === null || limit === null)
      return said(`offers:approval.departure.${key}`, { value: said(`settings:agreed.choices.method.${method}`) });
    const [is, may] = [measureText(key, value, language), measureText(key, limit, language)];
    return said(`offers:approval.departure.${key}`, { value: is, limit: may });
  });
  return parts?.join(said('offers:approval.departure.and')) ?? kept;
}

/** Of how many lines the margin is, where the cost of some is not known; requests of before did not keep that. */
export function marginNote({ countedLines: count, unknownCosts: unknown }: Values, language: Language): string | null {
  if (typeof count !== 'number' || typeof unknown !== 'number' || unknown === 0) return null;
  const known = count - unknown;
  return translate(language, `offers:approval.${known === 0 ? 'marginOfNone' : 'marginOf'}`, { count, known, unknown });
}

/** How many clauses of its own a quote has; what they say stands with the facts. A text of before is shown as it is. */
export function clausesText(kept: string, language: Language): string {
  const count = partsIn(kept)?.length;
  if (count === undefined) return kept;
  return count === 0 ? '' : translate(language, 'offers:approval.newClauseCount', { count });
}
