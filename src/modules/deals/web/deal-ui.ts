import { IconStairsUp } from '@tabler/icons-react';
import type { FilterNode } from '../../../platform/filter.ts';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import type { BuiltInView } from '../../../web/entity/views/built-in-view.ts';
import { accountFields } from '../../customers/contract.ts';
import { listStageRefs, listVersionRefs } from './stage-refs.ts';
import { dealFields, dealLinks, deals } from '../contract.ts';

const mine: FilterNode = { field: 'owner', op: 'in', value: [{ me: true }] };
const open: FilterNode = { field: 'status', op: 'in', value: ['open'] };
const inQuarter = (field: string) =>
  ({ field, op: 'between', value: [{ rel: 'startOfQuarter' }, { rel: 'endOfQuarter' }] }) satisfies FilterNode;

const dealViews: readonly BuiltInView[] = [
  { key: 'myOpen', filter: { and: [open, mine] } },
  { key: 'open', filter: open },
  {
    key: 'closingThisMonth',
    filter: { and: [open, { field: 'expectedCloseOn', op: 'between', value: [{ rel: 'startOfMonth' }, { rel: 'endOfMonth' }] }] },
    sort: 'expectedCloseOn',
  },
  {
    key: 'stuck',
    filter: {
      and: [
        open,
        {
          or: [
            { field: 'nextStepOn', op: 'lt', value: { rel: 'today' } },
            { field: 'quietAt', op: 'lte', value: { rel: 'now' } },
          ],
        },
      ],
    },
    sort: 'stageEnteredAt',
  },
  { key: 'noNextStep', filter: { and: [open, { field: 'nextStepOn', op: 'isEmpty' }] } },
  { key: 'wonThisQuarter', filter: inQuarter('wonOn'), sort: '-wonOn', isListOnly: true },
  {
    key: 'lostThisQuarter',
    filter: { and: [{ field: 'status', op: 'in', value: ['lost'] }, inQuarter('closedOn')] },
    sort: '-closedOn',
    isListOnly: true,
  },
  { key: 'onHold', filter: { field: 'status', op: 'in', value: ['onHold'] }, isListOnly: true },
];

/** What the generic list and form know of deals. */
export const dealUi: EntityUi = {
  object: 'deal',
  module: 'deals',
  api: deals,
  fields: dealFields,
  links: dealLinks,
  refLists: { stage: listStageRefs, processVersion: listVersionRefs },
  titleField: 'title',
  icon: IconStairsUp,
  columns: ['title', 'account', 'stage', 'status', 'amountMinor', 'expectedCloseOn', 'nextStepOn', 'owner'],
  views: dealViews,
  startView: 'open',
  tones: { status: { open: 'pri', won: 'ok', lost: 'bad', onHold: 'warn', completed: 'ok' } },
  related: { account: { module: 'customers', object: 'account', fields: accountFields } },
  formFields: [
    'title',
    'account',
    'primaryContact',
    'amountMinor',
    'currency',
    'expectedCloseOn',
    'source',
    'interest',
    'probabilityBp',
    'openedOn',
    'promisedOn',
  ],
};

/** What a new deal asks for: the rest comes on the way. */
export const newDealUi: EntityUi = {
  ...dealUi,
  formFields: ['title', 'account', 'primaryContact', 'amountMinor', 'currency', 'expectedCloseOn', 'source', 'interest'],
};
