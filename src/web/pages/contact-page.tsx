import { contactUi } from '../../modules/customers/web/contact-ui.tsx';
import { dealUi } from '../../modules/deals/web/deal-ui.ts';
import type { EntityRow, EntityUi } from '../entity/entity-ui.ts';
import { RecordPage } from '../entity/record/record-page.tsx';
import { RelatedList } from '../entity/record/related-list.tsx';
import { lazyPart } from '../lazy-open.tsx';

const ContactOrders = lazyPart(async () => (await import('../../modules/orders/web/related-orders.tsx')).ContactOrders);

function DealsTab({ row }: { row: EntityRow }) {
  return (
    <RelatedList
      ui={dealUi}
      filter={{ field: 'primaryContact', op: 'eq', value: row.id }}
      facts={['stage', 'amountMinor', 'status']}
      sort="-updatedAt"
    />
  );
}

const [timeline, ...others] = contactUi.tabs ?? [];
const ui: EntityUi = {
  ...contactUi,
  tabs: [
    ...(timeline ? [timeline] : []),
    { key: 'deals', label: 'deals:objects.deal.other', content: DealsTab, right: ['deal', 'view'] },
    { key: 'orders', label: 'orders:objects.order.other', content: ContactOrders, right: ['order', 'view'] },
    ...others,
  ],
};

/** A person with the deals they are the first contact of. */
export function ContactPage() {
  return <RecordPage ui={ui} />;
}
