import type { Db } from '../../../platform/db.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { convertOn } from '../../settings/rules.ts';
import { loadRatesOn } from '../../settings/service.ts';
import { loadCompetitorPrices } from '../rivals/service.ts';
import type { SeenPrice, StrategyFacts } from './contract.ts';
import { loadStrategies } from './settings/service.ts';
import { loadPriceRanges } from './survey/service.ts';

interface Wish {
  productIds: readonly string[];
  currency: string;
  on: string;
}

/** Prices of competitors that the scope may see, by product. */
async function loadRivals(db: Db, scope: Scope, { productIds, currency, on }: Wish) {
  if (!can(scope, 'competitor', 'view')) return new Map<string, Pick<StrategyFacts, 'rivals' | 'unconverted'>>();
  const [seen, rates] = [await loadCompetitorPrices(db, scope, productIds), await loadRatesOn(db, scope, on)];
  const converted = seen.map((price) => ({
    ...price,
    minor: convertOn(price.amountMinor, { from: price.currency, to: currency, own: scope.currency }, rates, on),
  }));
  return new Map(
    [...Map.groupBy(converted, ({ product }) => product.id)].map(([productId, some]) => {
      const rivals = some.flatMap(({ competitor, minor, source, observedOn }): SeenPrice[] =>
        minor === undefined
          ? []
          : [{ competitorId: competitor.id, competitor: competitor.title, amountMinor: minor, source, observedOn }],
      );
      return [productId, { rivals, unconverted: some.length - rivals.length }];
    }),
  );
}

/** What the four ways to a price know of some products that the caller has found, amounts in one currency. */
export async function loadStrategyFacts(db: Db, scope: Scope, wish: Wish): Promise<(productId: string | null) => StrategyFacts> {
  const settings = await loadStrategies(db, scope, wish.productIds);
  const rivals = await loadRivals(db, scope, wish);
  const ranges = await loadPriceRanges(db, scope, wish.productIds, wish.currency);
  return (productId) => ({
    settings: settings(productId),
    ...(rivals.get(productId ?? '') ?? { rivals: [], unconverted: 0 }),
    range: ranges.get(productId ?? '') ?? null,
  });
}
