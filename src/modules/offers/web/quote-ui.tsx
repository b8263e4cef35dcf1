import { IconFileInvoice } from '@tabler/icons-react';
import type { FilterNode } from '../../../platform/filter.ts';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import type { BuiltInView } from '../../../web/entity/views/built-in-view.ts';
import { accountFields } from '../../customers/contract.ts';
import { dealFields } from '../../deals/contract.ts';
import { quoteFields, quotes } from '../contract.ts';

const mine: FilterNode = { field: 'owner', op: 'in', value: [{ me: true }] };
const out: FilterNode = { field: 'state', op: 'in', value: ['sent', 'viewed'] };

const views: readonly BuiltInView[] = [
  { key: 'mine', filter: mine },
  { key: 'drafts', filter: { field: 'state', op: 'in', value: ['draft', 'inApproval'] } },
  { key: 'waiting', filter: out, sort: 'sentOn' },
  {
    key: 'quiet',
    filter: { and: [out, { field: 'sentOn', op: 'lte', value: { rel: 'today', offset: -2, unit: 'day' } }] },
    sort: 'sentOn',
  },
  {
    key: 'endingSoon',
    filter: {
      and: [out, { field: 'validUntilOn', op: 'between', value: [{ rel: 'today' }, { rel: 'today', offset: 7, unit: 'day' }] }],
    },
    sort: 'validUntilOn',
  },
  { key: 'accepted', filter: { field: 'state', op: 'in', value: ['accepted'] } },
];

/** What the generic list, form and pickers know of quotes. */
export const quoteUi: EntityUi = {
  object: 'quote',
  module: 'offers',
  api: quotes,
  fields: quoteFields,
  titleField: 'title',
  icon: IconFileInvoice,
  columns: ['number', 'title', 'account', 'state', 'totalMinor', 'sentOn', 'validUntilOn', 'owner'],
  views,
  defaultSort: '-updatedAt',
  tones: {
    state: { draft: 'plain', inApproval: 'warn', sent: 'pri', viewed: 'pri', accepted: 'ok', declined: 'bad', expired: 'warn' },
  },
  related: {
    account: { module: 'customers', object: 'account', fields: accountFields },
    deal: { module: 'deals', object: 'deal', fields: dealFields },
  },
  canRemove: (row) => row['state'] !== 'accepted',
  formFields: ['title', 'deal', 'account', 'contact'],
};
