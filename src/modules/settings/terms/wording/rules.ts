import { translate } from '../../../../platform/i18n.ts';
import type { Language } from '../../../../platform/languages.ts';
import { shareText } from '../../../../platform/public/text.ts';
import type { AgreedTerms, Departure, PolicyLimits } from '../contract.ts';

const said = (language: Language, key: string, params: object = {}): string =>
  translate(language, `settings:agreed.${key}`, { ...params });

/** A measure of the terms with its unit: days, months, hours or a share. */
export function measureText(key: Departure['key'], value: number, language: Language): string {
  if (key === 'deposit') return shareText(value, language);
  if (key === 'warrantyMonths') return said(language, 'months', { count: value });
  return said(language, key === 'responseHours' ? 'hours' : 'days', { count: value });
}

/** What leaves the policy, and what the policy says instead, for a reader of a language. */
export function departureText(
  { key, value, limit }: Departure,
  { paymentMethod }: Pick<AgreedTerms, 'paymentMethod'>,
  { paymentMethods }: Pick<PolicyLimits, 'paymentMethods'>,
  language: Language,
): string {
  const method = (one: string): string => said(language, `choices.method.${one}`);
  if (value === null || limit === null)
    return said(language, 'departures.paymentMethod', {
      value: method(paymentMethod ?? 'other'),
      limit: paymentMethods.map(method).join(said(language, 'or')),
    });
  return said(language, `departures.${key}`, {
    value: measureText(key, value, language),
    limit: measureText(key, limit, language),
  });
}
