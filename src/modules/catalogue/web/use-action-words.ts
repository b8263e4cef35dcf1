import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { PromotionAction } from '../promotions/contract.ts';

/** What a promotion takes off, in a few words. */
export function useActionWords(): (action: PromotionAction, currency: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (action, currency) => {
    switch (action.kind) {
      case 'percent':
      case 'orderPercent':
        return t(`catalogue:promotions.actions.${action.kind}`, { percent: format.basisPoints(action.bp) });
      case 'amount':
      case 'orderAmount':
        return t(`catalogue:promotions.actions.${action.kind}`, { amount: format.money(action.amountMinor, currency) });
      case 'free':
        return t('catalogue:promotions.actions.free', { buy: action.buy, free: action.free });
    }
  };
}
