import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { amountText } from '../../../platform/public/text.ts';
import type { ShownValue } from '../presenting/contract.ts';

const number = (shown: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, ...options }).format(shown);

/** A value as a person reads it, with its unit. Amounts are in the workspace's currency. */
export function valueText(language: Language, currency: string, { kind, value }: Pick<ShownValue, 'kind' | 'value'>): string {
  const said = (key: string, params: object = {}): string => translate(language, `approvals:${key}`, { ...params });
  if (value === null) return said('values.unknown');
  if (typeof value === 'boolean') return said(value ? 'page.yes' : 'page.no');
  if (typeof value !== 'number') return value;
  if (kind === 'money') return amountText(value, currency, language);
  if (kind === 'percent') return number(value / 10_000, { style: 'percent' });
  return kind === 'days' ? said('page.days', { count: value }) : number(value);
}
