import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import { sumAmounts } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadOwed } from '../../deals/credit/service.ts';
import { loadDeals } from '../../deals/service.ts';
import { paymentRecords } from '../../customers/contract.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { getRow } from '../../records/entities/service.ts';
import { findRows } from '../../records/rows/service.ts';
import type { AccountCredit } from './contract.ts';
import * as store from './store.ts';

const settled = new Set(['won', 'completed', 'lost']);

/** Accepted quotes that no won deal counts already. */
async function acceptedOf(db: Db, scope: Scope, accountId: string, exceptDealId: string | null): Promise<(number | null)[]> {
  const rows = await store.findAccepted(db, scope, accountId, exceptDealId);
  const deals = await loadDeals(db, scope, [...new Set(rows.flatMap(({ dealId }) => dealId ?? []))]);
  return rows
    .filter(({ dealId }) => dealId === null || !settled.has(deals.get(dealId)?.status ?? 'open'))
    .map(({ baseTotalMinor }) => baseTotalMinor);
}

/**
 * How far a customer is trusted and how much of that is in use. The sums are over everything the customer ordered, whoever sold it:
 * only so they say what is at stake. No receipts are kept yet: a deal counts in full until it is completed.
 */
export async function loadCredit(db: Db, scope: Scope, accountId: string, exceptDealId: string | null): Promise<AccountCredit> {
  const [account] = await findRows(db, scope, entityOf('account'), [accountId]);
  const owed = await loadOwed(db, scope, accountId, exceptDealId);
  const accepted = await acceptedOf(db, scope, accountId, exceptDealId);
  const limit = account?.['creditLimitMinor'];
  const limitMinor = typeof limit === 'number' ? limit : null;
  const acceptedMinor = sumAmounts(accepted.map((minor) => minor ?? 0));
  const openMinor = owed.minor + acceptedMinor;
  return {
    currency: scope.currency,
    limitMinor,
    paymentRecord: paymentRecords.find((one) => one === account?.['paymentRecord']) ?? null,
    wonMinor: owed.minor,
    wonCount: owed.count,
    acceptedMinor,
    acceptedCount: accepted.length,
    unpricedCount: owed.unpriced + accepted.filter((minor) => minor === null).length,
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
