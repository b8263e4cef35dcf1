import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountUi } from '../../modules/customers/web/account-ui.tsx';
import { dealUi } from '../../modules/deals/web/deal-ui.ts';
import { RecordApprovals } from '../../modules/approvals/web/record-approvals.tsx';
import { type EntityRow, type EntityUi, titleOf } from '../entity/entity-ui.ts';
import { RecordPage } from '../entity/record/record-page.tsx';
import { RelatedList } from '../entity/record/related-list.tsx';
import { lazyOpen, lazyPart } from '../lazy-open.tsx';
import { useMay } from '../session.ts';

const AccountOrders = lazyPart(async () => (await import('../../modules/orders/web/related-orders.tsx')).AccountOrders);
const TransferDialog = lazyOpen(async () => (await import('../../modules/transfers/web/transfer-dialog.tsx')).TransferDialog);

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

const AccountCreditCard = lazyPart(async () => (await import('../../modules/offers/web/account-credit.tsx')).AccountCreditCard);

const [timeline, ...others] = accountUi.tabs ?? [];
const ui: EntityUi = {
  ...accountUi,
  aside: ({ row }) => <AccountCreditCard accountId={row.id} />,
  tabs: [
    ...(timeline ? [timeline] : []),
    { key: 'deals', label: 'deals:objects.deal.other', content: DealsTab, right: ['deal', 'view'] },
    {
      key: 'orders',
      label: 'orders:objects.order.other',
      content: ({ row }) => <AccountOrders row={row} title={titleOf(accountUi, row)} />,
      right: ['order', 'view'],
    },
    ...others,
    {
      key: 'approvals',
      label: 'approvals:objects.approval.other',
      content: ({ row }) => <RecordApprovals recordId={row.id} />,
      right: ['approval', 'view'],
    },
  ],
};

/** A customer with the deals it is in; giving it to somebody else is asked for here by whoever may not do it alone. */
export function AccountPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [transferred, setTransferred] = useState<string | null>(null);
  const ask = (row: EntityRow) => ({
    key: 'transfer',
    label: t('transfers:dialog.open'),
    icon: <IconArrowsExchange size={16} />,
    onClick: () => setTransferred(row.id),
  });
  return (
    <>
      <RecordPage ui={ui} menu={(row) => (may('approval', 'create') && may('account', 'edit') ? [ask(row)] : [])} />
      <TransferDialog isOpen={transferred !== null} accountId={transferred ?? ''} onClose={() => setTransferred(null)} />
    </>
  );
}
