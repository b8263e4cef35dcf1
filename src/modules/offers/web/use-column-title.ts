import { useTranslation } from 'react-i18next';
import type { GridColumn } from './line-columns.ts';

/** What a column is called; one of prices, which stand in it without a sign, says their currency. */
export function useColumnTitle(currency: string): (key: GridColumn['key']) => string {
  const { t } = useTranslation();
  return (key) =>
    key === 'unitPrice' || key === 'unitCost' ? t(`offers:columns.${key}In`, { currency }) : t(`offers:columns.${key}`);
}
