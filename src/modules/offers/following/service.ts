import { actingAs, type Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { changeDeal, lockDeal } from '../../deals/service.ts';
import { systemScope } from '../../identity/access/service.ts';
import { getWorkspace } from '../../identity/workspace/service.ts';
import type { Quote } from '../contract.ts';
import { dealAmountOf } from '../revisions/rules.ts';
import { makePrimary } from '../service.ts';

/**
 * Lets the amount of the deal follow the quote, where that is wanted or (`wanted` not said) was before. To begin with it takes the
 * right to edit the deal; what follows already goes on following, whoever sends the quote.
 */
export async function followAmount(
  tx: Tx,
  scope: Scope,
  quote: Quote,
  money: { netMinor: number; totalMinor: number },
  wanted: boolean | undefined,
): Promise<void> {
  if (!quote.deal || !(wanted ?? quote.isPrimary)) return;
  const acting = wanted === true ? scope : actingAs(await systemScope(tx, scope.workspaceId), scope.actor);
  await lockDeal(tx, acting, quote.deal.id, 'edit', null);
  if (!quote.isPrimary) await makePrimary(tx, scope, quote);
  const { revenueIncludesTax } = await getWorkspace(tx, scope);
  await changeDeal(tx, acting, quote.deal.id, { amountMinor: dealAmountOf(money, revenueIncludesTax), currency: quote.currency });
}
