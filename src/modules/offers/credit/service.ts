import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadWonDeals } from '../../deals/credit/service.ts';
import { loadDeals } from '../../deals/service.ts';
import { paymentRecords } from '../../customers/contract.ts';
import { loadOwedOrders } from '../../orders/credit/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { getRow } from '../../records/entities/service.ts';
import { findRows } from '../../records/rows/service.ts';
import type { AccountCredit } from './contract.ts';
import { type Exposure, exposureOf } from './rules.ts';
import * as store from './store.ts';

/** What the customer owes or will owe, without a deal with its quotes and orders. */
async function loadExposure(db: Db, scope: Scope, accountId: string, exceptDealId: string | null): Promise<Exposure> {
  const isMeasured = ({ dealId }: { dealId: string | null }): boolean => exceptDealId === null || dealId !== exceptDealId;
  const accepted = (await store.findAccepted(db, scope, accountId)).filter(isMeasured);
  const won = (await loadWonDeals(db, scope, accountId)).filter(({ id }) => isMeasured({ dealId: id }));
  const dealIds = [...new Set(accepted.flatMap(({ dealId }) => dealId ?? []))];
  const deals = await loadDeals(db, scope, dealIds);
  const of = { dealIds: [...new Set([...dealIds, ...won.map(({ id }) => id)])], quoteIds: accepted.map(({ id }) => id) };
  const orders = (await loadOwedOrders(db, scope, accountId, of)).filter(isMeasured);
  const quotes = accepted.map((quote) => ({ ...quote, dealStatus: deals.get(quote.dealId ?? '')?.status ?? null }));
  return exposureOf(orders, quotes, won);
}

/**
 * How far a customer is trusted and how much of that is in use. The sums are over everything the customer ordered, whoever sold it:
 * only so they say what is at stake. No receipts are kept yet: an order counts in full until it is fulfilled, a deal until it is completed.
 */
export async function loadCredit(db: Db, scope: Scope, accountId: string, exceptDealId: string | null): Promise<AccountCredit> {
  const [account] = await findRows(db, scope, entityOf('account'), [accountId]);
  const { orders, quotes, deals, unpriced } = await loadExposure(db, scope, accountId, exceptDealId);
  const limit = account?.['creditLimitMinor'];
  const limitMinor = typeof limit === 'number' ? limit : null;
  const openMinor = orders.minor + quotes.minor + deals.minor;
  return {
    currency: scope.currency,
    limitMinor,
    paymentRecord: paymentRecords.find((one) => one === account?.['paymentRecord']) ?? null,
    orderedMinor: orders.minor,
    orderedCount: orders.count,
    acceptedMinor: quotes.minor,
    acceptedCount: quotes.count,
    wonMinor: deals.minor,
    wonCount: deals.count,
    unpricedCount: unpriced,
    openMinor,
    leftMinor: limitMinor === null ? null : limitMinor - openMinor,
  };
}

/** The same for a reader: whoever may see the account, and may read its credit limit. */
export async function getAccountCredit(
  db: Db,
  scope: Scope,
  accountId: string,
  exceptDealId: string | null,
): Promise<AccountCredit> {
  await getRow(db, scope, entityOf('account'), accountId);
  if (!isReadable(scope, 'account', 'creditLimitMinor') || !isReadable(scope, 'account', 'paymentRecord'))
    throw new DomainError('forbidden', { params: { object: 'account', action: 'view' } });
  return loadCredit(db, scope, accountId, exceptDealId);
}
