import { kindsPredicate, rightsPredicate } from '../../../platform/rights.ts';
import { identifier, type ScopedSql } from '../../../platform/scope-sql.ts';
import { allEntities } from '../../records/entities/rules.ts';

/** The kinds of record a timeline can stand on: all there are. */
export function recordKinds(): string[] {
  return allEntities().map(({ object }) => object);
}

interface Shown {
  id: string;
  kind: string;
}

/**
 * SQL of the condition that a record's timeline shows what stands on `column`: the record itself, or one that declares it
 * (an account shows its deals' activities). Those show only to whoever sees them: a mirror gives no sight.
 */
export function shownOnSql(sql: ScopedSql, column: string, record: Shown): string {
  return `${column} in (${shownIdsSql(sql, record)})`;
}

/** A query of the ids of all records whose activities show on the timeline of one, itself among them. */
export function shownIdsSql(sql: ScopedSql, record: Shown): string {
  const id = `${sql.param(record.id)}::uuid`;
  const mirrored = allEntities().flatMap((entity) =>
    entity.columns
      .filter(({ key, field }) => entity.alsoAbout?.includes(key) && field.target === record.kind)
      .map(
        (
          link,
        ) => `select t.id from ${identifier(entity.table)} t where ${sql.workspace('t')} and t.${identifier(link.column)} = ${id}
          and t.deleted_at is null and ${rightsPredicate(sql, entity.object, 'view', 't')}`,
      ),
  );
  return [`select ${id} as id`, ...mirrored].join(' union all ');
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
