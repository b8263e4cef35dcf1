import { useTranslation } from 'react-i18next';
import type { QuoteLine } from '../content/contract.ts';

/** How a line is charged, in words: once, for so many periods, by the hour or day. */
export function useChargeText(): (charge: QuoteLine['charge']) => string {
  const { t } = useTranslation();
  return (charge) => {
    if (charge.kind === 'once') return t('offers:choices.charge.once');
    if (charge.kind === 'time') return t(`offers:choices.rateUnit.${charge.per}`);
    return t(`offers:screens.recurs.${charge.period}`, { count: charge.count });
  };
}
