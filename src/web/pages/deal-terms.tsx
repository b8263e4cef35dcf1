import { DealTermsTab } from '../../modules/deals/web/deal-terms.tsx';
import { useGuide } from '../../modules/deals/web/queries.ts';
import { CreditCard } from '../../modules/offers/web/credit-card.tsx';

/** The terms of a deal, below how far its customer is trusted. */
export function DealTerms({ dealId }: { dealId: string }) {
  const deal = useGuide(dealId).data?.deal;
  return (
    <DealTermsTab
      dealId={dealId}
      aside={deal?.account ? <CreditCard accountId={deal.account.id} dealId={dealId} addsMinor={deal.baseAmountMinor} /> : null}
    />
  );
}
