import type { Db } from '../../../platform/db.ts';
import { kindsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { NewRelation, RelationKind } from './contract.ts';

export interface RelationRow {
  id: string;
  kind: RelationKind;
  fromId: string;
  toId: string;
  note: string | null;
  createdAt: string;
  otherId: string;
  otherKind: string;
  otherTitle: string;
}

/** Relations of a record whose other end is alive and may be seen, at most 500. */
export async function findRelations(db: Db, scope: Scope, kinds: readonly string[], recordId: string): Promise<RelationRow[]> {
  const sql = scopedSql(scope);
  const id = `${sql.param(recordId)}::uuid`;
  return sql.rows<RelationRow>(
    db,
    `select rel.id, rel.kind, rel.from_id, rel.to_id, rel.note, rel.created_at, r.id as other_id, r.kind as other_kind, r.title as other_title
    from relations rel join records r on ${sql.workspace('r')} and r.id = case when rel.from_id = ${id} then rel.to_id else rel.from_id end
    where ${sql.workspace('rel')} and (rel.from_id = ${id} or rel.to_id = ${id}) and r.deleted_at is null and ${kindsPredicate(sql, kinds, 'view', 'r')}
    order by rel.kind, r.title, rel.id limit 500`,
  );
}

/** The two ends of a relation. */
export async function findEnds(
  db: Db,
  scope: Scope,
  id: string,
): Promise<{ fromId: string; toId: string; kind: RelationKind } | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select rel.from_id, rel.to_id, rel.kind from relations rel where ${sql.workspace('rel')} and rel.id = ${sql.param(id)}::uuid for update`,
  );
}

/** False when the two are related in this way already. */
export async function insertRelation(
  db: Db,
  scope: Scope,
  id: string,
  fromId: string,
  { toId, kind, note }: NewRelation,
): Promise<boolean> {
  const sql = scopedSql(scope);
  const result = await sql.run(
    db,
    `insert into relations (workspace_id, id, from_id, to_id, kind, note, created_by)
    values (${sql.workspaceId}, ${sql.param(id)}::uuid, ${sql.param(fromId)}::uuid, ${sql.param(toId)}::uuid, ${sql.param(kind)}, ${sql.param(note ?? null)}, ${sql.param(scope.userId)}::uuid)
    on conflict do nothing`,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

export async function deleteRelation(db: Db, scope: Scope, id: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(db, `delete from relations rel where ${sql.workspace('rel')} and rel.id = ${sql.param(id)}::uuid`);
}

/** Of some records those that are an end of a relation. */
export async function findRelated(db: Db, scope: Scope, ids: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select r.id from records r where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[])
    and exists (select from relations rel where ${sql.workspace('rel')} and (rel.from_id = r.id or rel.to_id = r.id))`,
  );
  return rows.map(({ id }) => id);
}
