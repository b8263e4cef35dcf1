import { addDays, todayIn } from '../../../platform/days.ts';
import { inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { priceIn } from '../../settings/demo.ts';
import { addCompetitorPrice } from './service.ts';

/** Which family meets whom, and what they ask of our price. */
const seen: readonly (readonly [family: string, competitor: string, share: number, daysAgo: number])[] = [
  ['vision', 'ruituo', 0.9, 20],
  ['robot', 'taiheng', 0.97, 64],
  ['robot', 'nordvane', 1.3, 130],
  ['vehicle', 'jieyun', 0.94, 35],
  ['drive', 'kestrel', 1.08, 12],
];

interface Priced {
  id: string;
  family: string;
  /** List price in yuan. */
  price: number;
}

/** Notes what competitors ask for the first product of each family. */
export async function loadDemoCompetitorPrices(
  tx: Tx,
  scope: Scope,
  products: readonly Priced[],
  competitors: ReadonlyMap<string, string>,
): Promise<void> {
  const source = inLanguage(['客户转述', 'Told by a customer'], scope.language);
  for (const [family, key, share, daysAgo] of seen) {
    const product = products.find((one) => one.family === family);
    const competitorId = competitors.get(key);
    if (!product || !competitorId) continue;
    await addCompetitorPrice(tx, scope, {
      productId: product.id,
      competitorId,
      amountMinor: priceIn(scope.currency, product.price * share),
      currency: scope.currency,
      source,
      observedOn: addDays(todayIn(scope.timeZone), -daysAgo),
      note: null,
    });
  }
}
