import { translate } from '../../../../platform/i18n.ts';
import type { Language } from '../../../../platform/languages.ts';
import { dayText } from '../../../../platform/public/text.ts';
import type { FrozenQuote } from '../../freezing/contract.ts';

export interface Fact {
  label: string;
  value: string;
}

/** A text of the document. */
export const said = (language: Language, key: string, params: object = {}): string =>
  translate(language, `settings:quoteDocument.${key}`, { ...params });

/** Facts that are known. */
export const given = (facts: readonly { label: string; value: string | null }[]): Fact[] =>
  facts.flatMap(({ label, value }) => (value === null || value === '' ? [] : [{ label, value }]));

/** When a part is paid. */
export function dueText({ due, days, on, note }: FrozenQuote['payments'][number], language: Language): string {
  const when = due === 'onDay' && on !== null ? dayText(on, language) : said(language, `due.${due}`);
  const term = days > 0 ? said(language, 'within', { count: days, when }) : when;
  return [term, note].filter((part) => part !== null && part !== '').join(' · ');
}

/** When and where it is delivered. */
export function deliveryFacts({ delivery: { leadDays, leadText, place } }: FrozenQuote, language: Language): Fact[] {
  const days = leadDays === null ? null : said(language, 'leadDays', { count: leadDays });
  return given([
    { label: said(language, 'lead'), value: [days, leadText].filter((part) => part !== null && part !== '').join(' · ') },
    { label: said(language, 'place'), value: place },
  ]);
}

/** What is promised in numbers: how it is paid, and what holds after the delivery. */
export function agreedFacts(
  { paymentMethod, acceptanceDays, warrantyMonths, responseHours }: FrozenQuote,
  language: Language,
): Fact[] {
  const counted = (key: 'acceptanceDays' | 'warrantyMonths' | 'responseHours', count: number | null | undefined) =>
    typeof count === 'number' ? said(language, `agreed.${key}`, { count }) : null;
  return given([
    { label: said(language, 'agreed.method'), value: paymentMethod ? said(language, `agreed.methods.${paymentMethod}`) : null },
    { label: said(language, 'agreed.acceptance'), value: counted('acceptanceDays', acceptanceDays) },
    { label: said(language, 'agreed.warranty'), value: counted('warrantyMonths', warrantyMonths) },
    { label: said(language, 'agreed.service'), value: counted('responseHours', responseHours) },
  ]);
}
