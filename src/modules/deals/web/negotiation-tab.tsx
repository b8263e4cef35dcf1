import type { Guide } from '../guide/contract.ts';
import { LedgerCard } from './ledger-card.tsx';
import classes from './negotiation.module.css';
import { ObjectionsCard } from './objections-card.tsx';

/** What the customer doubts and what we answered; what was asked and given. */
export function NegotiationTab({ deal, canEdit }: { deal: Guide['deal']; canEdit: boolean }) {
  return (
    <div className={classes['tab']}>
      <ObjectionsCard dealId={deal.id} canEdit={canEdit} />
      <LedgerCard dealId={deal.id} canEdit={canEdit} />
    </div>
  );
}
