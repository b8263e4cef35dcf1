import type { Db } from '../../../platform/db.ts';
import type { QueryOf } from '../../../platform/endpoint.ts';
import { invalidField } from '../../../platform/errors.ts';
import { can, permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { getHead } from '../../records/audit/service.ts';
import { markOf, readMark } from '../../records/paging/rules.ts';
import type { Approval, listApprovals as listEndpoint } from '../contract.ts';
import { loadMany, requirePerson } from '../loading/service.ts';
import { presentMany } from '../presenting/service.ts';
import * as store from './store.ts';

/** Requests of a box, the newest first. */
export async function listApprovals(
  db: Db,
  scope: Scope,
  { box, limit, cursor }: QueryOf<typeof listEndpoint>,
): Promise<{ data: Approval[]; nextCursor: string | null }> {
  permit(scope, 'approval', box === 'all' ? 'reassign' : 'view');
  const after = cursor === undefined ? null : readMark(cursor);
  if (cursor !== undefined && after === null) throw invalidField('/query/cursor', 'invalid_cursor');
  const rows = await store.listBox(db, scope, requirePerson(scope), { box, limit: limit + 1, after });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const loaded = await loadMany(
    db,
    scope,
    page.map(({ id }) => id),
  );
  const data = await presentMany(db, scope, loaded);
  return { data, nextCursor: rows.length > limit && last ? markOf(last.mark, last.markId) : null };
}

/** Requests of a record that the caller sees, the newest first. */
export async function listRecordApprovals(db: Db, scope: Scope, recordId: string): Promise<Approval[]> {
  permit(scope, 'approval', 'view');
  await getHead(db, scope, recordId);
  return presentMany(db, scope, await loadMany(db, scope, await store.listOfRecord(db, scope, recordId)));
}

/** How many requests wait for the caller. */
export async function countApprovals(db: Db, scope: Scope): Promise<number> {
  permit(scope, 'approval', 'view');
  return store.countWaiting(db, scope, requirePerson(scope));
}

/** Whether the caller has asked for an approval, or was asked for one: their menu then leads to them. */
export async function takesPart(db: Db, scope: Scope): Promise<boolean> {
  if (scope.userId === null || !can(scope, 'approval', 'view')) return false;
  return store.takesPart(db, scope, scope.userId);
}
