import { readable } from '../field-rights/rules.ts';
import { identifier, type ScopedSql } from '../../../platform/scope-sql.ts';
import { sharedEditSql } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Column, Entity, Row } from '../entities/rules.ts';

const headerColumns = ['id', 'version', 'created_at', 'updated_at', 'deleted_at', 'custom', 'owner_id', 'team_id', 'created_by'];

/** A select of rows with the names of what they point to. */
export function selectNamed(sql: ScopedSql, entity: Entity, source: string, order: string | null): string {
  const columns = headerColumns.map((column) => `t.${column}`);
  const joins = [joinUser(sql, 'o', 't.owner_id'), `left join teams tm on ${sql.workspace('tm')} and tm.id = t.team_id`];
  columns.push('o.name as owner_name', 'tm.name as team_name');
  const shared = sharedEditSql(sql, 't');
  if (shared !== null) columns.push(`${shared} as shared_edit`);
  entity.columns.forEach((column, index) => {
    columns.push(`t.${identifier(column.column)}`);
    const joined = linkJoin(sql, entity, column, `l${index}`);
    if (!joined) return;
    joins.push(joined.join);
    columns.push(`${joined.name} as ${identifier(`${column.column}_name`)}`);
  });
  return `select ${columns.join(', ')} from ${source} t ${joins.join(' ')}${order ? ` order by ${order}` : ''}`;
}

function joinUser(sql: ScopedSql, alias: string, column: string): string {
  return `left join users ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${column}`;
}

function linkJoin(sql: ScopedSql, entity: Entity, column: Column, alias: string): { join: string; name: string } | null {
  const on = `t.${identifier(column.column)}`;
  if (column.field.kind === 'user') return { join: joinUser(sql, alias, on), name: `${alias}.name` };
  if (column.field.kind === 'team')
    return { join: `left join teams ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${on}`, name: `${alias}.name` };
  if (column.field.kind !== 'ref') return null;
  const other = entity.refTables?.[column.key];
  if (other)
    return {
      join: `left join ${identifier(other.table)} ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${on}`,
      name: other.name(sql, alias),
    };
  return { join: `left join records ${alias} on ${sql.workspace(alias)} and ${alias}.id = ${on}`, name: `${alias}.title` };
}

/** A row as the API shows it: links with their names, calendar and money as they are. */
export function presentRow(scope: Pick<Scope, 'fields'>, entity: Entity, row: Row): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    id: row['id'],
    version: row['version'],
    owner: named(row['ownerId'], row['ownerName'], 'name'),
    team: named(row['teamId'], row['teamName'], 'name'),
    createdAt: row['createdAt'],
    updatedAt: row['updatedAt'],
    deletedAt: row['deletedAt'],
    custom: row['custom'],
  };
  for (const { key, property, field } of entity.columns) {
    if (field.kind === 'ref') shown[key] = named(row[property], row[`${property}Name`], 'title');
    else if (field.kind === 'user' || field.kind === 'team') shown[key] = named(row[property], row[`${property}Name`], 'name');
    else shown[key] = row[property] ?? null;
  }
  return readable(scope, entity.object, shown);
}

function named(id: unknown, name: unknown, label: 'name' | 'title'): Record<string, unknown> | null {
  return typeof id === 'string' ? { id, [label]: typeof name === 'string' ? name : '' } : null;
}
