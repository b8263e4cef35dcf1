import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ImportState } from '../contract.ts';
import type { ImportChange, ImportRow } from './rules.ts';
import * as store from './store.ts';

/** One import; 404 when it is not there or not the caller's to see. */
export async function getImportRow(
  db: Db,
  scope: Scope,
  id: string,
  options: { action?: string; lock?: boolean } = {},
): Promise<ImportRow> {
  const row = await store.findImport(db, scope, id, options.action ?? 'view', options.lock);
  if (!row) throw new DomainError('not_found');
  return row;
}

/** An import in one of these states, locked; 409 in any other. */
export async function lockInState(
  db: Db,
  scope: Scope,
  id: string,
  states: readonly ImportState[],
  action = 'create',
): Promise<ImportRow> {
  const row = await getImportRow(db, scope, id, { action, lock: true });
  if (!states.includes(row.state)) throw new DomainError('exchange.wrong_state', { status: 409, params: { state: row.state } });
  return row;
}

export async function listImportRows(db: Db, scope: Scope, limit: number): Promise<ImportRow[]> {
  return store.findImports(db, scope, limit);
}

export async function addImport(db: Db, scope: Scope, id: string, name: string): Promise<void> {
  await store.insertImport(db, scope, id, name);
}

/** Takes an import away with all it holds; what it made stays. */
export async function dropImport(db: Db, scope: Scope, id: string): Promise<void> {
  await store.deleteImport(db, scope, id);
}

export async function changeImport(db: Db, scope: Scope, id: string, change: ImportChange): Promise<void> {
  await store.changeImport(db, scope, id, change);
}

/** Work whose lease another process has taken, or that was cancelled: it must stop without writing more. */
export class LeaseLost extends Error {}

/** The right to work on an import in a state, until it is lost. */
export interface Lease {
  importId: string;
  state: ImportState;
  id: string;
}

/** Takes the lease of busy work, unless somebody alive has it. */
export async function takeLease(db: Db, scope: Scope, lease: Lease): Promise<boolean> {
  return store.takeLease(db, scope, lease.importId, lease.state, lease.id);
}

/** Writes under a lease; throws once it is lost, which undoes the transaction of the batch. */
export async function changeLeased(db: Db, scope: Scope, lease: Lease, change: ImportChange): Promise<void> {
  if (!(await store.changeImport(db, scope, lease.importId, change, lease))) throw new LeaseLost();
}

/** Busy imports whose process has gone silent. */
export async function listStalled(db: Db, scope: Scope): Promise<store.StalledImport[]> {
  return store.findStalled(db, scope);
}

/** Imports that keep what nobody needs any more. */
export async function listSpent(db: Db, scope: Scope): Promise<store.SpentImport[]> {
  return store.findSpent(db, scope);
}

/** The latest import that is done and had a file of these columns, with how that file was read. */
export async function findDoneLike(db: Db, scope: Scope, columns: readonly string[]): Promise<store.DoneImport | undefined> {
  return store.findDoneLike(db, scope, columns);
}
