import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EntityRow, EntityUi } from '../../../web/entity/entity-ui.ts';
import { FieldValue } from '../../../web/entity/field-value.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { isEmpty } from '../../../web/entity/read-values.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { accountFields, contactFields, contacts } from '../contract.ts';

const RelationsTab = lazyPart(async () => (await import('./relations-tab.tsx')).RelationsTab);

/** Whose contact it is, and whether they may be approached at all. */
function ContactSubtitle({ row }: { row: EntityRow }) {
  const { t } = useTranslation();
  return (
    <>
      {isEmpty(row['jobTitle']) ? null : <FieldValue ui={contactUi} fieldKey="jobTitle" row={row} />}
      {row['account'] ? <FieldValue ui={contactUi} fieldKey="account" row={row} /> : null}
      {row['doNotContact'] === true ? <Chip tone="bad">{t('customers:fields.contact.doNotContact')}</Chip> : null}
      {row['consent'] === 'refused' ? <Chip tone="warn">{t('customers:screens.consentRefused')}</Chip> : null}
    </>
  );
}

export const contactUi: EntityUi = {
  object: 'contact',
  module: 'customers',
  api: contacts,
  fields: contactFields,
  titleField: 'name',
  widths: { name: 'minmax(148px, 1fr)' },
  icon: IconUser,
  columns: ['name', 'account', 'jobTitle', 'phones', 'emails', 'owner'],
  tones: { consent: { given: 'ok', refused: 'warn' } },
  defaultSort: 'name',
  views: [
    { key: 'mine', filter: { field: 'owner', op: 'in', value: [{ me: true }] } },
    {
      key: 'newThisMonth',
      filter: { field: 'createdAt', op: 'between', value: [{ rel: 'startOfMonth' }, { rel: 'endOfMonth' }] },
      sort: '-createdAt',
    },
    { key: 'noAccount', filter: { field: 'account', op: 'isEmpty' } },
    {
      key: 'unreachable',
      filter: {
        and: [
          { field: 'phones', op: 'isEmpty' },
          { field: 'emails', op: 'isEmpty' },
        ],
      },
    },
    { key: 'consented', filter: { field: 'consent', op: 'in', value: ['given'] } },
    { key: 'doNotContact', filter: { field: 'doNotContact', op: 'eq', value: true } },
  ],
  uniqueTexts: ['phones', 'emails', 'handles'],
  related: { account: { module: 'customers', object: 'account', fields: accountFields } },
  subtitle: ContactSubtitle,
  tabs: [
    timelineTab('contact'),
    {
      key: 'relations',
      label: 'customers:objects.relation.other',
      content: ({ row }) => <RelationsTab recordId={row.id} object="contact" />,
    },
    filesTab,
  ],
};
