import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import { levels } from '../../../platform/levels.ts';
import type { ImportState } from '../contract.ts';
import type { ImportMap } from '../mapping/contract.ts';
import type { ImportChange, ImportRow } from './rules.ts';

const columns = `i.id, i.name, i.state, i.map, i.report, i.progress, i.fault, i.skips_errors as "skipsErrors", i.created_by as "createdById",
  u.name as "createdByName", i.created_at as "createdAt", i.finished_at as "finishedAt"`;

function fromSql(sql: ScopedSql, action: string, join = ''): string {
  const level = sql.scope.rights('import', action);
  const own = levels.indexOf(level) < levels.indexOf('all') ? ` and i.created_by = ${sql.param(sql.scope.userId)}` : '';
  return `from imports i left join users u on ${sql.workspace('u')} and u.id = i.created_by${join} where ${sql.workspace('i')}${level === 'none' ? ' and false' : own}`;
}

export async function insertImport(db: Db, scope: Scope, id: string, name: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into imports (workspace_id, id, name, created_by, language)
    values (${sql.workspaceId}, ${sql.param(id)}, ${sql.param(name)}, ${sql.param(scope.userId)}, ${sql.param(scope.language)})`,
  );
}

/** An import that the right reaches; locked when asked. */
export async function findImport(db: Db, scope: Scope, id: string, action: string, lock = false): Promise<ImportRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<ImportRow>(
    db,
    `select ${columns} ${fromSql(sql, action)} and i.id = ${sql.param(id)}${lock ? ' for update of i' : ''}`,
  );
}

/** The latest imports. */
export async function findImports(db: Db, scope: Scope, limit: number): Promise<ImportRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<ImportRow>(
    db,
    `select ${columns} ${fromSql(sql, 'view')} order by i.created_at desc, i.id desc limit ${sql.param(limit)}`,
  );
}

const jsonColumns = { map: 'map', report: 'report', progress: 'progress', fault: 'fault' } as const;

/**
 * Changes an import. With `lease`, only while that lease is the current one: a run whose lease was taken over by another
 * process must not write any more. Answers whether a row was changed.
 */
export async function changeImport(
  db: Db,
  scope: Scope,
  id: string,
  change: ImportChange,
  lease?: { id: string; state: ImportState },
): Promise<boolean> {
  const sql = scopedSql(scope);
  const sets = ['updated_at = now()', 'heartbeat_at = now()'];
  if (change.state) sets.push(`state = ${sql.param(change.state)}`);
  if (change.skipsErrors !== undefined) sets.push(`skips_errors = ${sql.param(change.skipsErrors)}`);
  if (change.leaseId !== undefined) sets.push(`lease_id = ${sql.param(change.leaseId)}::uuid`);
  if (change.isFinished !== undefined) sets.push(`finished_at = ${change.isFinished ? 'now()' : 'null'}`);
  const values = new Map<string, unknown>(Object.entries(change));
  for (const [key, column] of Object.entries(jsonColumns)) {
    const value = values.get(key);
    if (value !== undefined) sets.push(`${column} = ${sql.param(value === null ? null : JSON.stringify(value))}::jsonb`);
  }
  const leased = lease === undefined ? '' : ` and i.lease_id = ${sql.param(lease.id)} and i.state = ${sql.param(lease.state)}`;
  const result = await sql.run(
    db,
    `update imports i set ${sets.join(', ')} where ${sql.workspace('i')} and i.id = ${sql.param(id)}${leased}`,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Takes the lease of busy work that nobody holds: free, or its holder silent for so long that it must have died. */
export async function takeLease(db: Db, scope: Scope, id: string, state: ImportState, lease: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const result = await sql.run(
    db,
    `update imports i set lease_id = ${sql.param(lease)}, heartbeat_at = now()
    where ${sql.workspace('i')} and i.id = ${sql.param(id)} and i.state = ${sql.param(state)} and (i.lease_id is null or i.heartbeat_at < now() - interval '45 seconds')`,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Deletes an import with its files, rows and faults. */
export async function deleteImport(db: Db, scope: Scope, id: string): Promise<void> {
  const rows = scopedSql(scope);
  await rows.run(db, `delete from import_rows r where ${rows.workspace('r')} and r.import_id = ${rows.param(id)}`);
  const sql = scopedSql(scope);
  await sql.run(db, `delete from imports i where ${sql.workspace('i')} and i.id = ${sql.param(id)}`);
}

export interface StalledImport {
  id: string;
  createdById: string | null;
  state: 'checking' | 'running' | 'undoing';
}

/** Busy imports of the workspace whose process has gone silent. */
export async function findStalled(db: Db, scope: Scope): Promise<StalledImport[]> {
  const sql = scopedSql(scope);
  return sql.rows<StalledImport>(
    db,
    `select i.id, i.state, i.created_by as "createdById" from imports i
    where ${sql.workspace('i')} and i.state in ('checking', 'running', 'undoing') and i.heartbeat_at < now() - interval '60 seconds' limit 20`,
  );
}

export interface SpentImport {
  id: string;
  /** Begun and never run. */
  isForgotten: boolean;
  /** Over for so long that nobody will ask for its refused rows. */
  isOld: boolean;
}

/** Imports of the workspace that still keep uploads or rows which nobody needs. */
export async function findSpent(db: Db, scope: Scope): Promise<SpentImport[]> {
  const sql = scopedSql(scope);
  return sql.rows<SpentImport>(
    db,
    `select i.id, i.finished_at is null as "isForgotten", coalesce(i.finished_at < now() - interval '30 days', false) as "isOld" from imports i
    where ${sql.workspace('i')} and i.state not in ('checking', 'running', 'undoing') and exists (
        select from import_files f where ${sql.workspace('f')} and f.import_id = i.id and f.storage_key is not null
        union all select from import_rows r where ${sql.workspace('r')} and r.import_id = i.id and i.finished_at < now() - interval '30 days')
      and (i.finished_at is not null or i.updated_at < now() - interval '7 days') limit 100`,
  );
}

export interface DoneImport {
  importId: string;
  name: string;
  createdAt: string;
  map: ImportMap;
  file: string;
}

/** The latest import that is done, may be seen and had a file of these columns. */
export async function findDoneLike(db: Db, scope: Scope, columns: readonly string[]): Promise<DoneImport | undefined> {
  const sql = scopedSql(scope);
  return sql.first<DoneImport>(
    db,
    `select i.id as "importId", i.name, i.created_at as "createdAt", i.map, f.name as file
    ${fromSql(sql, 'view', ` join import_files f on ${sql.workspace('f')} and f.import_id = i.id`)}
      and i.state = 'done' and f.has_header and f.columns = ${sql.param(columns)}::text[]
    order by i.created_at desc, i.id desc limit 1`,
  );
}
