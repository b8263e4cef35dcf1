import { accountUi } from '../../modules/customers/web/account-ui.tsx';
import { dealUi } from '../../modules/deals/web/deal-ui.ts';
import { type EntityRow, type EntityUi, titleOf } from '../entity/entity-ui.ts';
import { RecordPage } from '../entity/record/record-page.tsx';
import { RelatedList } from '../entity/record/related-list.tsx';

function DealsTab({ row }: { row: EntityRow }) {
  const account = { id: row.id, title: titleOf(accountUi, row) };
  return (
    <RelatedList
      ui={dealUi}
      filter={{ field: 'account', op: 'eq', value: row.id }}
      preset={{ account }}
      facts={['stage', 'amountMinor', 'status']}
      sort="-updatedAt"
    />
  );
}

const [timeline, ...others] = accountUi.tabs ?? [];
const ui: EntityUi = {
  ...accountUi,
  tabs: [
    ...(timeline ? [timeline] : []),
    { key: 'deals', label: 'deals:objects.deal.other', content: DealsTab, right: ['deal', 'view'] },
    ...others,
  ],
};

/** A customer with the deals it is in. */
export function AccountPage() {
  return <RecordPage ui={ui} />;
}
