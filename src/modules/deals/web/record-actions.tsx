import { useAccessAction, useOwnerAction, useRemoveAction } from '../../../web/entity/record/record-actions.tsx';
import type { Guide } from '../guide/contract.ts';
import { dealUi } from './deal-ui.ts';

/** What is done with a deal as with any record: shared, given away, deleted. The dialogs stand where the page puts them. */
export function useRecordActions({ deal, actions }: Guide) {
  const remove = useRemoveAction(dealUi, deal);
  const owner = useOwnerAction(dealUi, deal);
  const access = useAccessAction(dealUi, deal);
  return {
    dialog: (
      <>
        {owner.dialog}
        {access.dialog}
      </>
    ),
    actions: [
      access.action,
      ...(actions.includes('transfer') ? [owner.action] : []),
      ...(actions.includes('delete') ? [remove] : []),
    ],
  };
}
