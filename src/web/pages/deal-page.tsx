import { DealPage } from '../../modules/deals/web/deal-page.tsx';
import { lazyPart } from '../lazy-open.tsx';
import { useMay } from '../session.ts';

const DealQuotes = lazyPart(async () => (await import('../../modules/offers/web/deal-quotes.tsx')).DealQuotes);

const DealTerms = lazyPart(async () => (await import('./deal-terms.tsx')).DealTerms);

/** A deal with its quotes and terms. */
export function DealScreen() {
  const may = useMay();
  const quotes = { key: 'quotes', label: 'offers:objects.quote.other', content: DealQuotes };
  const terms = { key: 'terms', label: 'deals:screens.tabs.terms', content: DealTerms };
  return <DealPage tabs={may('quote', 'view') ? [quotes, terms] : [terms]} />;
}
