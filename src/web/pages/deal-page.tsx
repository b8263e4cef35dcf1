import { DealPage } from '../../modules/deals/web/deal-page.tsx';
import { lazyPart } from '../lazy-open.tsx';
import { useMay } from '../session.ts';

const DealQuotes = lazyPart(async () => (await import('../../modules/offers/web/deal-quotes.tsx')).DealQuotes);

const DealTerms = lazyPart(async () => (await import('./deal-terms.tsx')).DealTerms);
const DealOrders = lazyPart(async () => (await import('../../modules/orders/web/related-orders.tsx')).DealOrders);

/** A deal with its quotes, orders and terms. */
export function DealScreen() {
  const may = useMay();
  const quotes = { key: 'quotes', label: 'offers:objects.quote.other', content: DealQuotes };
  const orders = { key: 'orders', label: 'orders:objects.order.other', content: DealOrders };
  const terms = { key: 'terms', label: 'deals:screens.tabs.terms', content: DealTerms };
  return <DealPage tabs={[...(may('quote', 'view') ? [quotes] : []), ...(may('order', 'view') ? [orders] : []), terms]} />;
}
