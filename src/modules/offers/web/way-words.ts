import { useTranslation } from 'react-i18next';
import { fewest, shareWithInterval } from '../../../platform/share-interval.ts';
import { useFormat } from '../../../web/use-format.ts';
import type { PricedBy } from '../content/ways/contract.ts';
import type { WinRate } from '../strategies/contract.ts';

/** How a way comes to a price, as a sentence. */
export function useWayWords(currency: string): (way: Pick<PricedBy, 'method' | 'inputs'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ method, inputs }) => {
    const amount = (key: string): string => format.money(inputs[key] ?? 0, currency);
    const percent = (key: string): string => format.basisPoints(inputs[key] ?? 0);
    const away = (key: string): string => {
      const value = inputs[key] ?? 0;
      if (value === 0) return t('offers:ways.away.none');
      return t(`offers:ways.away.${value > 0 ? 'above' : 'below'}`, { share: format.basisPoints(Math.abs(value)) });
    };
    switch (method) {
      case 'valueBased': {
        const words = t('offers:ways.valueBased.how', { benefit: amount('benefitMinor'), share: percent('shareBp') });
        const most = inputs['mostMinor'] ?? null;
        return most === null ? words : `${words} ${t('offers:ways.valueBased.most', { most: amount('mostMinor') })}`;
      }
      case 'costPlus':
        return t('offers:ways.costPlus.how');
      case 'competitionBased':
        return t('offers:ways.competitionBased.how', {
          count: inputs['competitors'] ?? 0,
          middle: amount('middleMinor'),
          away: away('premiumBp'),
          days: t('offers:ways.days', { count: inputs['oldestDays'] ?? 0 }),
        });
      case 'demandBased':
        return t('offers:ways.demandBased.how', { usual: amount('usualMinor'), away: away('changeBp') });
    }
  };
}

/** How quotes at similar prices ended; of few it is said that they are few. */
export function useWinWords(): (rate: WinRate | null) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (rate) => {
    if (rate === null || rate.n === 0) return t('offers:ways.noWins');
    const { won, n } = rate;
    const share = shareWithInterval(won, n);
    if (share === null) return t('offers:ways.fewWins', { won, n, fewest });
    const percent = (part: number): string => format.percent(part, 0);
    return t('offers:ways.wins', { share: percent(share.value), n, low: percent(share.low), high: percent(share.high) });
  };
}
