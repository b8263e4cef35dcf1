import { useTranslation } from 'react-i18next';
import type { EntityRow } from '../../../web/entity/entity-ui.ts';
import { RelatedList } from '../../../web/entity/record/related-list.tsx';
import { useFormat } from '../../../web/use-format.ts';
import classes from './order.module.css';
import { orderUi } from './order-ui.tsx';
import { useOrderTotal } from './queries.ts';

const facts = ['orderedOn', 'productSummary', 'state', 'totalMinor'] as const;

/** What an account has ordered: how much so far, and each order. */
export function AccountOrders({ row, title }: { row: EntityRow; title: string }) {
  return (
    <div className={classes['stack']}>
      <OrderedSoFar accountId={row.id} />
      <RelatedList
        ui={orderUi}
        filter={{ field: 'account', op: 'eq', value: row.id }}
        preset={{ account: { id: row.id, title } }}
        facts={facts}
        sort="-orderedOn"
      />
    </div>
  );
}

function OrderedSoFar({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useOrderTotal(accountId);
  if (!data || data.count === 0) return null;
  const amount = format.money(data.totalMinor, data.currency);
  return (
    <p className={classes['ordered']} role="status">
      <b className="cd-num">{t('orders:screens.total', { count: data.count, amount })}</b>
      {data.lastOn === null ? null : <span>{t('orders:screens.lastOn', { day: format.day(data.lastOn) })}</span>}
    </p>
  );
}

/** The orders that a person gave. */
export function ContactOrders({ row }: { row: EntityRow }) {
  return <RelatedList ui={orderUi} filter={{ field: 'contact', op: 'eq', value: row.id }} facts={facts} sort="-orderedOn" />;
}

/** The orders that came of a deal. */
export function DealOrders({ dealId }: { dealId: string }) {
  return <RelatedList ui={orderUi} filter={{ field: 'deal', op: 'eq', value: dealId }} facts={facts} sort="-orderedOn" />;
}
