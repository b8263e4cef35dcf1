import { addDays } from '../../../platform/days.ts';
import { type Both, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { priceIn } from '../../settings/demo.ts';
import { keepPastCosts } from './service.ts';

interface Made {
  id: string;
  family: string;
  /** List price in yuan. */
  price: number;
}

interface Input {
  /** What of the price it costs to make, by family. */
  costShare: Readonly<Record<string, number>>;
  today: string;
}

const calculated: Both = ['成本核算', 'Cost calculation'];
/** What it cost then against now, in days before today. */
const steps: readonly (readonly [daysAgo: number, factor: number, source: Both])[] = [
  [420, 0.95, calculated],
  [200, 0.98, ['钢材与电机调价', 'Steel and motors went up']],
  [65, 1, ['新一轮采购合同', 'New purchasing contracts']],
];

/** What each product has cost through the year: a little more each time, as it does. */
export async function loadDemoCosts(tx: Tx, scope: Scope, products: readonly Made[], { costShare, today }: Input): Promise<void> {
  await keepPastCosts(
    tx,
    scope,
    products.flatMap(({ id, family, price }) =>
      (family === 'service' ? steps.slice(0, 1) : steps).map(([daysAgo, factor, source]) => ({
        productId: id,
        variantId: null,
        currency: scope.currency,
        amountMinor: priceIn(scope.currency, price * (costShare[family] ?? 0.6) * (family === 'service' ? 1 : factor)),
        validFrom: addDays(today, -daysAgo),
        source: inLanguage(source, scope.language),
      })),
    ),
  );
}
