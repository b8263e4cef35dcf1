import { useAccessAction, useOwnerAction, useRemoveAction } from '../../../web/entity/record/record-actions.tsx';
import type { Guide } from '../guide/contract.ts';
import { dealUi } from './deal-ui.ts';
import { useShareAction } from './share-deal.tsx';

/** What is done with a deal as a record: shown to its customer, shared, given away, deleted. The dialogs stand where the page puts them. */
export function useRecordActions(guide: Guide) {
  const { deal, actions } = guide;
  const share = useShareAction(guide);
  const remove = useRemoveAction(dealUi, deal);
  const owner = useOwnerAction(dealUi, deal);
  const access = useAccessAction(dealUi, deal);
  return {
    dialog: (
      <>
        {owner.dialog}
        {access.dialog}
        {share.dialog}
      </>
    ),
    actions: [
      ...(actions.includes('edit') ? [share.action] : []),
      access.action,
      ...(actions.includes('transfer') ? [owner.action] : []),
      ...(actions.includes('delete') ? [remove] : []),
    ],
  };
}
