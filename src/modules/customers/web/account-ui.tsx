import { IconBuilding } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type EntityRow, type EntityUi, titleOf } from '../../../web/entity/entity-ui.ts';
import { FieldValue } from '../../../web/entity/field-value.tsx';
import { isEmpty } from '../../../web/entity/read-values.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { accountFields, accounts } from '../contract.ts';
import { contactUi } from './contact-ui.tsx';
import { accountSuggestions } from './suggestions.ts';

const RelationsTab = lazyPart(async () => (await import('./relations-tab.tsx')).RelationsTab);
const RelatedList = lazyPart(async () => (await import('../../../web/entity/record/related-list.tsx')).RelatedList);

/** What kind of company it is, in one line. */
function AccountSubtitle({ row }: { row: EntityRow }) {
  const facts = ['industry', 'country', 'parent'].filter((key) => !isEmpty(row[key]));
  return facts.map((key) => (
    <span key={key}>
      <FieldValue ui={accountUi} fieldKey={key} row={row} />
    </span>
  ));
}

function ContactsTab({ row }: { row: EntityRow }) {
  const account = { id: row.id, title: titleOf(accountUi, row) };
  return (
    <RelatedList
      ui={contactUi}
      filter={{ field: 'account', op: 'eq', value: row.id }}
      preset={{ account }}
      facts={['jobTitle', 'phones']}
      sort="name"
    />
  );
}

/** The companies below it in the group. */
function GroupTab({ row }: { row: EntityRow }) {
  const { t } = useTranslation();
  const parent = { id: row.id, title: titleOf(accountUi, row) };
  return (
    <RelatedList
      ui={accountUi}
      title={t('customers:screens.group')}
      filter={{ field: 'parent', op: 'eq', value: row.id }}
      preset={{ parent }}
      facts={['industry', 'country']}
      sort="name"
    />
  );
}

function ConnectionsTab({ row }: { row: EntityRow }) {
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <GroupTab row={row} />
      <RelationsTab recordId={row.id} object="account" />
    </div>
  );
}

export const accountUi: EntityUi = {
  object: 'account',
  module: 'customers',
  api: accounts,
  fields: accountFields,
  titleField: 'name',
  icon: IconBuilding,
  columns: ['name', 'industry', 'country', 'employees', 'annualRevenueMinor', 'owner'],
  defaultSort: 'name',
  views: [
    { key: 'mine', filter: { field: 'owner', op: 'in', value: [{ me: true }] } },
    {
      key: 'newThisMonth',
      filter: { field: 'createdAt', op: 'between', value: [{ rel: 'startOfMonth' }, { rel: 'endOfMonth' }] },
      sort: '-createdAt',
    },
    {
      key: 'changedThisWeek',
      filter: { field: 'updatedAt', op: 'between', value: [{ rel: 'startOfWeek' }, { rel: 'endOfWeek' }] },
      sort: '-updatedAt',
    },
    { key: 'largest', filter: { field: 'annualRevenueMinor', op: 'isNotEmpty' }, sort: '-annualRevenueMinor' },
    { key: 'noOwner', filter: { field: 'owner', op: 'isEmpty' } },
    { key: 'noIndustry', filter: { field: 'industry', op: 'isEmpty' } },
  ],
  related: { parent: { module: 'customers', object: 'account', fields: accountFields } },
  suggestions: accountSuggestions,
  uniqueTexts: ['creditCode', 'taxNumber', 'phone'],
  subtitle: AccountSubtitle,
  tabs: [
    timelineTab('account'),
    { key: 'contacts', label: 'customers:objects.contact.other', content: ContactsTab, right: ['contact', 'view'] },
    { key: 'relations', label: 'customers:screens.connections', content: ConnectionsTab },
    filesTab,
  ],
};
