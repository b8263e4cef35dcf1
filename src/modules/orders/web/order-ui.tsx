import { IconShoppingCart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FilterNode } from '../../../platform/filter.ts';
import type { EntityRow, EntityUi } from '../../../web/entity/entity-ui.ts';
import { FieldValue } from '../../../web/entity/field-value.tsx';
import { isEmpty } from '../../../web/entity/read-values.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import { accountFields } from '../../customers/contract.ts';
import { dealFields } from '../../deals/contract.ts';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { orderFields, orderLinks, orders } from '../contract.ts';

const Lines = lazyPart(async () => (await import('./order-lines.tsx')).OrderLines);
const PurchaseOrder = lazyPart(async () => (await import('./purchase-order-card.tsx')).PurchaseOrderCard);

const open: FilterNode = { field: 'state', op: 'in', value: ['open'] };

/** Where an order stands, whose it is, what it comes to and what it was made of. */
function OrderSubtitle({ row }: { row: EntityRow }) {
  const { t } = useTranslation();
  return (
    <>
      <FieldValue ui={orderUi} fieldKey="state" row={row} />
      {isEmpty(row['account']) ? null : <FieldValue ui={orderUi} fieldKey="account" row={row} />}
      <b>
        <FieldValue ui={orderUi} fieldKey="totalMinor" row={row} />
      </b>
      {isEmpty(row['quote']) ? null : (
        <span>
          {t('orders:fields.order.quote')} <FieldValue ui={orderUi} fieldKey="quote" row={row} />
        </span>
      )}
    </>
  );
}

export const orderUi: EntityUi = {
  object: 'order',
  module: 'orders',
  api: orders,
  fields: orderFields,
  titleField: 'number',
  widths: { number: '148px' },
  icon: IconShoppingCart,
  columns: ['number', 'account', 'orderedOn', 'state', 'totalMinor', 'poNumber', 'productSummary', 'owner'],
  defaultSort: '-orderedOn',
  tones: { state: { open: 'pri', fulfilled: 'ok', cancelled: 'plain' } },
  views: [
    { key: 'mine', filter: { field: 'owner', op: 'in', value: [{ me: true }] } },
    { key: 'open', filter: open },
    { key: 'late', filter: { and: [open, { field: 'dueOn', op: 'lt', value: { rel: 'today' } }] }, sort: 'dueOn' },
    {
      key: 'thisMonth',
      filter: { field: 'orderedOn', op: 'between', value: [{ rel: 'startOfMonth' }, { rel: 'endOfMonth' }] },
    },
    { key: 'fulfilled', filter: { field: 'state', op: 'in', value: ['fulfilled'] } },
  ],
  related: {
    account: { module: 'customers', object: 'account', fields: accountFields },
    deal: { module: 'deals', object: 'deal', fields: dealFields },
  },
  links: orderLinks,
  uniqueTexts: ['number'],
  subtitle: OrderSubtitle,
  tabs: [{ key: 'lines', label: 'orders:screens.lines', content: Lines }, timelineTab('order'), filesTab],
  aside: PurchaseOrder,
};
