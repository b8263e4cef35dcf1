import { addDays } from '../../platform/days.ts';
import { diceOf } from '../../platform/demo.ts';
import { dateEvents } from '../../platform/events.ts';
import { formatAmount } from '../../platform/money.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import type { DemoDeal } from '../deals/demo.ts';
import { getParts } from '../deals/parts/service.ts';
import { type DealRow, loadDeals } from '../deals/service.ts';
import { type DemoCast, scopeOfOwner } from '../identity/demo.ts';
import { createOrder } from './creation/service.ts';

interface Input {
  deals: readonly DemoDeal[];
  /** Deals that have an order already. */
  ordered: ReadonlySet<string>;
  clock: { today: string; at: (day: string, time: string) => string };
  importId: string;
}

const howMany = 18;

interface Won {
  deal: DemoDeal;
  row: DealRow;
  wonOn: string;
}

/** The newest won deals with products, without those that were ordered already. */
function chosen(deals: readonly DemoDeal[], rows: ReadonlyMap<string, DealRow>, ordered: ReadonlySet<string>): Won[] {
  return deals
    .flatMap((deal): Won[] => {
      const row = rows.get(deal.id);
      const isOut = !row || row.wonOn === null || row.productSummary === null || ordered.has(deal.id);
      return isOut ? [] : [{ deal, row, wonOn: row.wonOn ?? '' }];
    })
    .toSorted((a, b) => (a.wonOn === b.wonOn ? (a.deal.openedAt < b.deal.openedAt ? -1 : 1) : a.wonOn < b.wonOn ? 1 : -1))
    .slice(0, howMany);
}

/** Orders that customers of the sample company placed by their own purchase orders: what was won, at the prices of the deal. */
export async function loadDemoOrders(
  tx: Tx,
  scope: Scope,
  cast: DemoCast,
  { deals, ordered, clock: { today, at }, importId }: Input,
): Promise<void> {
  const rows = await loadDeals(
    tx,
    scope,
    deals.map(({ id }) => id),
  );
  const dice = diceOf('orders');
  for (const [index, { deal, row, wonOn }] of chosen(deals, rows, ordered).entries()) {
    const own = scopeOfOwner(cast, deal.account.owner);
    const { products } = await getParts(tx, own, deal.id);
    const leadDays = 7 * dice.between(3, 9);
    const dueOn = addDays(wonOn, leadDays);
    const order = await createOrder(
      tx,
      own,
      {
        number: `SO-S${String(index + 101)}`,
        accountId: row.accountId,
        contactId: deal.contactId,
        dealId: deal.id,
        orderedOn: wonOn,
        dueOn,
        state: dueOn < today && !dice.chance(0.15) ? 'fulfilled' : 'open',
        poNumber: `PO-${wonOn.slice(2, 4)}${String(dice.between(1000, 9999))}`,
        currency: row.currency,
        lines: products.map(({ product, quantity, unitPriceMinor }) => ({
          productId: product.id,
          quantity,
          unitPrice: formatAmount(unitPriceMinor, row.currency),
          discountBp: 0,
        })),
      },
      { importId },
    );
    await dateEvents(tx, own, [order.id, deal.id], at(wonOn, '15:10'));
  }
}
