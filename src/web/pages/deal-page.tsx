import { DealPage } from '../../modules/deals/web/deal-page.tsx';
import { lazyPart } from '../lazy-open.tsx';
import { useMay } from '../session.ts';

const DealQuotes = lazyPart(async () => (await import('../../modules/offers/web/deal-quotes.tsx')).DealQuotes);

/** A deal with its quotes. */
export function DealScreen() {
  const may = useMay();
  const quotes = { key: 'quotes', label: 'offers:objects.quote.other', content: DealQuotes };
  return <DealPage tabs={may('quote', 'view') ? [quotes] : []} />;
}
