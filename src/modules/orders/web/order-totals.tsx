import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import { type LineMoney, ratesOf, sumOfLines } from '../amounts/rules.ts';
import type { Order } from '../contract.ts';
import type { LineDraft } from './line-draft.ts';
import classes from './order.module.css';

interface OrderTotalsProps {
  order: Order;
  lines: readonly LineDraft[];
  money: readonly LineMoney[];
  isDraft: boolean;
}

/** What the lines come to: as it is kept, or while they are written as they will be. */
export function OrderTotals({ order, lines, money, isDraft }: OrderTotalsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (minor: number): string => format.money(minor, order.currency);
  const taxed = money.map((line, index) => ({ ...line, taxBp: lines[index]?.taxBp ?? 0 }));
  const sums = isDraft ? { ...sumOfLines(money), roundingMinor: 0 } : order;
  const row = (label: string, value: string, isStrong = false) => (
    <div key={label} className={classes['sum']} data-strong={isStrong || undefined}>
      <dt>{label}</dt>
      <dd className="cd-num">{value}</dd>
    </div>
  );
  return (
    <dl className={classes['totals']} aria-label={t('orders:screens.totals')}>
      {row(t('orders:screens.net'), text(sums.netMinor))}
      {ratesOf(taxed).map(({ taxBp, taxMinor }) =>
        row(t('orders:screens.taxAt', { rate: format.basisPoints(taxBp) }), text(taxMinor)),
      )}
      {sums.roundingMinor === 0 ? null : row(t('orders:screens.rounding'), text(sums.roundingMinor))}
      {row(t('orders:screens.total'), text(sums.totalMinor), true)}
    </dl>
  );
}
