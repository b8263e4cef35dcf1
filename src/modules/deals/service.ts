import type { Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import type { Owned } from '../../platform/rights.ts';
import type { Input } from '../records/entities/rules.ts';
import { applyChanges, getRecord, getRow, permitOn, presentRecord } from '../records/entities/service.ts';
import { ownedBy } from '../records/plans/service.ts';
import { Deal } from './contract.ts';
import { dealEntity } from './entity.ts';
import * as store from './store.ts';

export type DealRow = store.DealRow;
export type DealChanges = store.DealChanges;

/** A deal as the API shows it; 404 when the scope may not see it. */
export async function getDeal(db: Db, scope: Scope, id: string): Promise<Deal> {
  return Deal.parse(await getRecord(db, scope, dealEntity, id, { deleted: true }));
}

/** A deal that the scope may see, as its table has it. */
export async function findDealRow(db: Db, scope: Scope, id: string): Promise<DealRow> {
  await getRow(db, scope, dealEntity, id);
  const deal = await store.findDeal(db, scope, id);
  if (!deal) throw new DomainError('not_found', { params: { object: 'deal' } });
  return deal;
}

/** Deals that the caller has just written or found, by id. */
export async function loadDeals(db: Db, scope: Scope, ids: readonly string[]): Promise<Map<string, DealRow>> {
  return new Map((await store.findDeals(db, scope, ids)).map((deal) => [deal.id, deal]));
}

/** The same with the deal as the API shows it. */
export async function findShownDeal(db: Db, scope: Scope, id: string): Promise<{ deal: DealRow; shown: Deal; owned: Owned }> {
  const row = await getRow(db, scope, dealEntity, id);
  const deal = await store.findDeal(db, scope, id);
  if (!deal) throw new DomainError('not_found', { params: { object: 'deal' } });
  return { deal, shown: Deal.parse(presentRecord(scope, dealEntity, row)), owned: ownedBy(row) };
}

/** The deal locked, permitted for the action, and as its editor saw it: another version answers 409 with the deal as it is now. */
export async function lockDeal(tx: Tx, scope: Scope, id: string, action: string, version: number | null): Promise<DealRow> {
  const row = await getRow(tx, scope, dealEntity, id, { lock: true });
  permitOn(scope, dealEntity, action, row);
  if (version !== null && row['version'] !== version)
    throw new DomainError('stale_version', { extra: { current: await getDeal(tx, scope, id) } });
  const deal = await store.findDeal(tx, scope, id);
  if (!deal) throw new DomainError('not_found', { params: { object: 'deal' } });
  return deal;
}

/**
 * Locks a deal whose rights do not matter, for what belongs to it and is locked next: a deal comes before its quotes, as where it is
 * given to somebody else and they follow. The other way round, two would wait for each other.
 */
export async function holdDeal(tx: Tx, scope: Scope, id: string): Promise<void> {
  await store.holdDeal(tx, scope, id);
}

/** Changes fields of a locked deal as an edit does: amounts follow, the version counts up even when nothing else changes. */
export async function changeDeal(tx: Tx, scope: Scope, dealId: string, changes: Input): Promise<void> {
  const row = await getRow(tx, scope, dealEntity, dealId);
  const isReal = Object.entries(changes).some(([key, value]) => row[key] !== value);
  if (isReal) await applyChanges(tx, scope, dealEntity, [{ row, changes }]);
  else await store.updateDealRow(tx, scope, dealId, {});
}

/** Writes columns of a deal that its caller has locked, and counts its version up. */
export async function writeDeal(tx: Tx, scope: Scope, id: string, changes: DealChanges): Promise<void> {
  await store.updateDealRow(tx, scope, id, changes);
}

/** Writes what only mirrors other records (next step, last activity): no edit that another editor could lose. */
export async function mirrorDeal(tx: Tx, scope: Scope, id: string, changes: DealChanges): Promise<void> {
  await store.mirrorDeal(tx, scope, id, changes);
}

/** Whether amounts stand in the workspace's currency already. */
export async function hasPricedDeals(tx: Tx, scope: Scope): Promise<boolean> {
  return store.hasAmounts(tx, scope);
}
