import { IconTargetArrow } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EntityRow, EntityUi } from '../../../web/entity/entity-ui.ts';
import { FieldValue } from '../../../web/entity/field-value.tsx';
import { isEmpty } from '../../../web/entity/read-values.ts';
import { accountSuggestions } from '../../customers/web/suggestions.ts';
import { filesTab, timelineTab } from '../../timeline/web/record-tabs.tsx';
import { leadFields, leads } from '../contract.ts';

/** Where a lead stands, and what it has become. */
function LeadSubtitle({ row }: { row: EntityRow }) {
  const { t } = useTranslation();
  return (
    <>
      <FieldValue ui={leadUi} fieldKey="status" row={row} />
      {isEmpty(row['company']) ? null : <FieldValue ui={leadUi} fieldKey="company" row={row} />}
      {isEmpty(row['deal']) ? null : (
        <span>
          {t('prospecting:fields.lead.deal')} <FieldValue ui={leadUi} fieldKey="deal" row={row} />
        </span>
      )}
      {row['status'] === 'disqualified' && !isEmpty(row['disqualifyReason']) ? (
        <FieldValue ui={leadUi} fieldKey="disqualifyReason" row={row} />
      ) : null}
    </>
  );
}

export const leadUi: EntityUi = {
  object: 'lead',
  module: 'prospecting',
  api: leads,
  fields: leadFields,
  titleField: 'name',
  widths: { name: 'minmax(148px, 1fr)' },
  icon: IconTargetArrow,
  columns: ['name', 'company', 'status', 'source', 'phones', 'receivedOn', 'owner'],
  tones: { status: { new: 'pri', contacted: 'warn', converted: 'ok', disqualified: 'plain' } },
  defaultSort: '-receivedOn',
  views: [
    {
      key: 'myOpen',
      filter: {
        and: [
          { field: 'status', op: 'in', value: ['new', 'contacted'] },
          { field: 'owner', op: 'in', value: [{ me: true }] },
        ],
      },
    },
    { key: 'new', filter: { field: 'status', op: 'in', value: ['new'] }, sort: '-receivedOn' },
    {
      key: 'receivedThisWeek',
      filter: { field: 'receivedOn', op: 'between', value: [{ rel: 'startOfWeek' }, { rel: 'endOfWeek' }] },
    },
    {
      key: 'waiting',
      filter: {
        and: [
          { field: 'status', op: 'in', value: ['new'] },
          { field: 'receivedOn', op: 'lt', value: { rel: 'today', offset: -2, unit: 'day' } },
        ],
      },
      sort: 'receivedOn',
    },
    { key: 'noOwner', filter: { field: 'owner', op: 'isEmpty' } },
    { key: 'converted', filter: { field: 'status', op: 'in', value: ['converted'] } },
    { key: 'disqualified', filter: { field: 'status', op: 'in', value: ['disqualified'] } },
  ],
  suggestions: accountSuggestions,
  uniqueTexts: ['phones', 'emails', 'handles'],
  subtitle: LeadSubtitle,
  tabs: [timelineTab('lead'), filesTab],
};
