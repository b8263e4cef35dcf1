import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { AgreedTerms, Departure, PolicyLimits } from '../terms/contract.ts';

/** How a number of the terms is written: days, months, hours, or a share. */
export function useTermNumber(): (key: Departure['key'], value: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (key, value) => {
    if (key === 'deposit') return format.basisPoints(value);
    if (key === 'warrantyMonths') return t('settings:agreed.months', { count: value });
    return key === 'responseHours' ? t('settings:agreed.hours', { count: value }) : t('settings:agreed.days', { count: value });
  };
}

/** What leaves the policy, and what the policy says instead. */
export function useDepartureText(
  policy: Pick<PolicyLimits, 'paymentMethods'> | undefined,
): (departure: Departure, terms: Pick<AgreedTerms, 'paymentMethod'>) => string {
  const { t } = useTranslation();
  const written = useTermNumber();
  return ({ key, value, limit }, { paymentMethod }) => {
    if (value === null || limit === null) {
      const methods = (policy?.paymentMethods ?? []).map((method) => t(`settings:agreed.choices.method.${method}`));
      const method = t(`settings:agreed.choices.method.${paymentMethod ?? 'other'}`);
      return t('settings:agreed.departures.paymentMethod', { value: method, limit: methods.join(t('settings:agreed.or')) });
    }
    return t(`settings:agreed.departures.${key}`, { value: written(key, value), limit: written(key, limit) });
  };
}
