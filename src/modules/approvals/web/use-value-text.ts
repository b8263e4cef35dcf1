import { useTranslation } from 'react-i18next';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import type { ShownValue } from '../presenting/contract.ts';

type Shown = Pick<ShownValue, 'kind' | 'value'>;

/** A value as a person reads it, with its unit. Amounts are in the workspace's currency. */
export function useValueText(): (shown: Shown) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = usePlace();
  return ({ kind, value }) => {
    if (value === null) return t('approvals:values.unknown');
    if (typeof value === 'boolean') return t(value ? 'web:states.yes' : 'web:states.no');
    if (typeof value === 'string') return value;
    if (kind === 'money') return format.money(value, currency);
    if (kind === 'percent') return format.basisPoints(value);
    return kind === 'days' ? format.days(value) : format.number(value);
  };
}
