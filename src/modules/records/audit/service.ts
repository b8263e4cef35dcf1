import type { Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { actorSql } from '../actors/rules.ts';
import { allEntities } from '../entities/rules.ts';
import { readableData } from '../field-rights/rules.ts';
import { findHeads, type RecordHead } from '../heads/service.ts';
import { markOf, readMark } from '../paging/rules.ts';
import type { AuditEntry } from './contract.ts';

/** The head of a record of any kind, if it is there and the scope may see it. */
export async function findHead(db: Db, scope: Scope, id: string): Promise<RecordHead | undefined> {
  const [head] = await findHeads(
    db,
    scope,
    allEntities().map(({ object }) => object),
    [id],
  );
  return head;
}

/** The head of a record of any kind that the scope may see; 404 otherwise. */
export async function getHead(db: Db, scope: Scope, id: string): Promise<RecordHead> {
  const head = await findHead(db, scope, id);
  if (!head) throw new DomainError('not_found');
  return head;
}

/** Heads of those of the ids that are records the scope may see, whether they lie in the bin or not. */
export async function findSeen(db: Db, scope: Scope, ids: readonly string[]): Promise<RecordHead[]> {
  const kinds = allEntities().map(({ object }) => object);
  return ids.length === 0 ? [] : findHeads(db, scope, kinds, ids, { deleted: true });
}

/** Those of the ids that are records the scope may see, whether they lie in the bin or not. */
export async function findVisibleIds(db: Db, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await findSeen(db, scope, ids)).map(({ id }) => id));
}

interface EventRow {
  id: string;
  kind: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  recordedAt: string;
  happenedAt: string;
  data: Record<string, unknown>;
}

/** Events of a record, newest first. */
export async function listAudit(
  db: Db,
  scope: Scope,
  id: string,
  limit: number,
  cursor: string | null,
): Promise<{ data: AuditEntry[]; nextCursor: string | null }> {
  const { kind } = await getHead(db, scope, id);
  const mark = cursor === null ? null : readMark(cursor);
  if (cursor !== null && mark === null) throw invalidField('/query/cursor', 'invalid_cursor');
  const sql = scopedSql(scope);
  const after = mark ? ` and (e.happened_at, e.id) < (${sql.param(mark.at)}::timestamptz, ${sql.param(mark.id)}::uuid)` : '';
  const actor = actorSql(sql, 'e');
  const rows = await sql.rows<EventRow & { at: string }>(
    db,
    `select e.id, e.kind, e.actor_kind, e.actor_id, ${actor.name} as actor_name, e.recorded_at, e.happened_at, e.happened_at::text as at, e.data
    from events e ${actor.joins}
    where ${sql.workspace('e')} and e.subject_id = ${sql.param(id)}::uuid${after} order by e.happened_at desc, e.id desc limit ${sql.param(limit + 1)}`,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const data = page.map((row) => ({
    id: row.id,
    kind: row.kind,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    recordedAt: row.recordedAt,
    happenedAt: row.happenedAt,
    data: readableData(scope, kind, row.data),
  }));
  return { data, nextCursor: rows.length > limit && last ? markOf(last.at, last.id) : null };
}
