import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findAccepted } from '../accepted/service.ts';
import { frozenTotals } from '../revisions/rules.ts';
import { loadRevision } from '../revisions/service.ts';
import { marginOf, withCreditCosts } from '../totals/margins/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import * as store from './store.ts';

/**
 * What a deal leaves over its costs (declared by the deals): the margin of the quote that its amount follows, as its newest revision
 * says it or as it was accepted. No right is asked for: it is for the rules of approvals, which show it to nobody without one.
 */
export async function findDealMargin(db: Db, scope: Scope, dealId: string): Promise<number | null> {
  const primary = await store.findPrimary(db, scope, dealId);
  if (!primary) return null;
  const { row, content, costs } = await loadRevision(db, scope, primary.id, null);
  const accepted = await findAccepted(db, scope, primary.id, row);
  const { marginBp } = accepted
    ? marginOf(accepted.quote, frozenTotals(accepted.quote), costs)
    : marginOf(content, totalsOf(content), row.frozen === null ? withCreditCosts(content, costs) : costs);
  return marginBp;
}
