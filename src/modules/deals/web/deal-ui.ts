import { IconStairsUp } from '@tabler/icons-react';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { accountFields } from '../../customers/contract.ts';
import { dealFields, dealLinks, deals } from '../contract.ts';

/** What the generic list and form know of deals. */
export const dealUi: EntityUi = {
  object: 'deal',
  module: 'deals',
  api: deals,
  fields: dealFields,
  links: dealLinks,
  titleField: 'title',
  icon: IconStairsUp,
  columns: ['title', 'account', 'stage', 'status', 'amountMinor', 'expectedCloseOn', 'nextStepOn', 'owner'],
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
