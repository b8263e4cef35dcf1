import { z } from 'zod';
import { canonicalDecimal } from '../../../platform/decimal.ts';
import { currency, date, decimal, defineFields } from '../../../platform/fields.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { Refusal } from '../../records/trials/rules.ts';
import type { ExchangeRate } from '../../settings/contract.ts';
import { dividedRate, keptRate } from '../../settings/importing/rules.ts';
import { type TargetKind, targetOf } from '../targets/rules.ts';

/** Exchange rates: a file of them names the currency and the day of each. */
export const exchangeRateKind = 'exchangeRate';

const fields = defineFields({
  currency: currency({
    required: true,
    synonyms: ['currency', 'from currency', 'currency code', 'code', 'from', '币种', '货币', '外币', '原币'],
  }),
  toCurrency: currency({
    synonyms: [
      'to currency',
      'to',
      'into',
      'base',
      'base currency',
      'target currency',
      'quote currency',
      '目标币种',
      '折合币种',
      '本币',
    ],
  }),
  validFrom: date({
    required: true,
    synonyms: ['date', 'day', 'valid from', 'from date', 'effective date', 'time period', '日期', '生效日期', '汇率日期'],
  }),
  rate: {
    ...decimal({
      required: true,
      synonyms: ['rate', 'exchange rate', 'fx rate', 'value', 'obs value', '汇率', '中间价', '折算价'],
    }),
    // Some currencies are worth a tiny part of another.
    write: z.string().regex(/^-?\d{1,15}(\.\d{1,20})?$/),
  },
});

export const exchangeRateTarget: TargetKind = {
  kind: exchangeRateKind,
  label: 'exchange:kinds.exchangeRate',
  nameField: 'currency',
  knownBy: ['currency', 'toCurrency', 'validFrom'],
  isRestored: true,
  fields: Object.entries(fields).map(([key, field]) => ({ ...targetOf(exchangeRateKind, key, field), isFine: key === 'rate' })),
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * A row as a rate into the workspace's currency. One that says it the other way round (from the own currency into another) is turned;
 * one between two others, of a day to come, or of nothing is refused.
 */
export function rateOf(values: Input, own: string, today: string): { rate: ExchangeRate | null; refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  const refuse = (path: string, code: string, params: Record<string, unknown> = {}) => refusals.push({ path, code, params });
  const [from, to] = [textOf(values['currency']) ?? '', textOf(values['toCurrency']) ?? own];
  const [validFrom, written] = [textOf(values['validFrom']) ?? '', textOf(values['rate']) ?? ''];
  if (from === own && to === own) refuse('currency', 'settings.own_currency', { currency: own });
  else if (from !== own && to !== own) refuse('toCurrency', 'settings.not_into_own', { own });
  if (validFrom > today) refuse('validFrom', 'settings.rate_of_the_future', { on: validFrom });
  const kept = canonicalDecimal(written)?.startsWith('-') ? undefined : keptRate(written);
  const rate = from === own && kept !== undefined ? dividedRate('1', kept) : kept;
  if (rate === undefined || keptRate(rate) === undefined) refuse('rate', 'not_a_rate');
  const isSound = refusals.length === 0 && rate !== undefined;
  return { rate: isSound ? { currency: from === own ? to : from, validFrom, rate } : null, refusals };
}
