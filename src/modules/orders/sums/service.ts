import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { getRow } from '../../records/entities/service.ts';
import type { OrderTotal } from './contract.ts';
import { sumOrders } from './store.ts';

/** What an account has ordered so far, as far as the scope's figures reach. */
export async function getOrderTotal(db: Db, scope: Scope, accountId: string): Promise<OrderTotal> {
  permit(scope, 'order', 'view');
  await getRow(db, scope, entityOf('account'), accountId, { deleted: true });
  return { ...(await sumOrders(db, scope, accountId)), currency: scope.currency };
}
