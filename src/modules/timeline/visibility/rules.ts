import { kindsPredicate } from '../../../platform/rights.ts';
import type { ScopedSql } from '../../../platform/scope-sql.ts';
import { allEntities } from '../../records/entities/rules.ts';

/** The kinds of record a timeline can stand on: all there are. */
export function recordKinds(): string[] {
  return allEntities().map(({ object }) => object);
}

/** SQL of the living records that activity `a` is about and that the scope may see, as JSON. */
export function aboutSql(sql: ScopedSql): string {
  return `(select coalesce(json_agg(json_build_object('id', r.id, 'kind', r.kind, 'title', r.title) order by r.kind, r.title), '[]')
    from activity_links l join records r on ${sql.workspace('r')} and r.id = l.record_id
    where ${sql.workspace('l')} and l.activity_id = a.id and r.deleted_at is null and ${kindsPredicate(sql, recordKinds(), 'view', 'r')})`;
}

/** The condition that activity `a` stands on something the scope may see, or is the scope's own to do. */
export function visibleSql(sql: ScopedSql): string {
  const mine = sql.scope.userId === null ? '' : ` or a.assignee_id = ${sql.param(sql.scope.userId)}::uuid`;
  return `(exists (select 1 from activity_links v join records vr on ${sql.workspace('vr')} and vr.id = v.record_id
    where ${sql.workspace('v')} and v.activity_id = a.id and vr.deleted_at is null and ${kindsPredicate(sql, recordKinds(), 'view', 'vr')})${mine})`;
}
