import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Supply } from '../../catalogue/selling/contract.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { isShort, longestLead } from '../selling/rules.ts';
import classes from './quote.module.css';

/** What there is of a line's product, and how long one takes to come. */
export function SupplyNote({ line, supply }: { line: QuoteLine; supply: Supply | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!supply) return null;
  const { stock, stockOn, unit, leadTimeDays } = supply;
  const there =
    stock === null ? [] : [t('offers:supply.stock', { stock: `${format.number(Number(stock))} ${unit ?? ''}`.trim() })];
  const counted = stock === null || stockOn === null ? [] : [t('offers:supply.countedOn', { day: format.day(stockOn) })];
  const lead = leadTimeDays === null ? [] : [t('offers:supply.lead', { count: leadTimeDays })];
  return (
    <p className={classes['quiet']} style={{ margin: 0 }}>
      {[...there, ...counted, ...lead].join(' · ')}{' '}
      {isShort(line, supply) ? <Chip tone="warn">{t('offers:supply.short')}</Chip> : null}
    </p>
  );
}

interface LeadOfferProps {
  content: QuoteContent;
  supply: readonly Supply[];
  onTake: (days: number) => void;
}

/** The longest lead time of the products, to be promised or not; nothing where it is promised already. */
export function LeadOffer({ content, supply, onTake }: LeadOfferProps) {
  const { t } = useTranslation();
  const days = longestLead(content.lines, supply);
  if (days === null || days === content.delivery.leadDays) return null;
  return (
    <Button variant="subtle" size="compact-xs" className={classes['offer']} onClick={() => onTake(days)}>
      {t('offers:supply.take', { count: days })}
    </Button>
  );
}
