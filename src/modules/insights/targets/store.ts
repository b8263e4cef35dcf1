import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { KpiTarget } from './contract.ts';

/** All targets of the workspace, the newest year first. */
export async function findTargets(db: Db, scope: Scope): Promise<KpiTarget[]> {
  const sql = scopedSql(scope);
  return sql.rows<KpiTarget>(
    db,
    `select t.kpi, t.team_id as "teamId", t.year, t.value from kpi_targets t where ${sql.workspace('t')} order by t.year desc, t.kpi, t.team_id limit 1000`,
  );
}

/** The target there is, locked; null where there is none. Two that set the same one wait for each other, also the first. */
export async function lockTarget(
  tx: Tx,
  scope: Scope,
  target: Pick<KpiTarget, 'kpi' | 'teamId' | 'year'>,
): Promise<number | null> {
  const lock = scopedSql(scope);
  const name = [target.kpi, target.teamId ?? '', target.year].join(' ');
  await lock.run(tx, `select pg_advisory_xact_lock(hashtextextended(${lock.workspaceId}::text || ${lock.param(name)}::text, 0))`);
  const sql = scopedSql(scope);
  const row = await sql.first<{ value: number }>(
    tx,
    `select t.value from kpi_targets t where ${sql.workspace('t')} and t.kpi = ${sql.param(target.kpi)} and t.year = ${sql.param(target.year)}
    and t.team_id is not distinct from ${sql.param(target.teamId)}::uuid`,
  );
  return row?.value ?? null;
}

/** Writes a target, replacing the one there is. */
export async function upsertTarget(db: Db, scope: Scope, target: KpiTarget): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into kpi_targets (workspace_id, id, kpi, team_id, year, value)
    values (${sql.workspaceId}, ${sql.param(uuidv7())}, ${sql.param(target.kpi)}, ${sql.param(target.teamId)}, ${sql.param(target.year)}, ${sql.param(target.value)})
    on conflict (workspace_id, kpi, year, team_id) do update set value = excluded.value, import_id = null, updated_at = now()`,
  );
}

export async function deleteTarget(db: Db, scope: Scope, target: Pick<KpiTarget, 'kpi' | 'teamId' | 'year'>): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `delete from kpi_targets t where ${sql.workspace('t')} and t.kpi = ${sql.param(target.kpi)} and t.year = ${sql.param(target.year)}
    and t.team_id is not distinct from ${sql.param(target.teamId)}::uuid`,
  );
}

/** Adds targets of an import where none is set yet. */
export async function insertImported(db: Db, scope: Scope, targets: readonly KpiTarget[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  const rows = targets.map(({ teamId, ...target }) => ({ ...target, id: uuidv7(), team_id: teamId }));
  await sql.run(
    db,
    `insert into kpi_targets (workspace_id, id, kpi, team_id, year, value, import_id)
    select ${sql.workspaceId}, id, kpi, team_id, year, value, ${sql.param(importId)}::uuid
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(id uuid, kpi text, team_id uuid, year int, value bigint)
    on conflict (workspace_id, kpi, year, team_id) do nothing`,
  );
}

export async function deleteImported(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    db,
    `delete from kpi_targets t where ${sql.workspace('t')} and t.import_id = ${sql.param(importId)}::uuid`,
  );
  return Number(done.numAffectedRows ?? 0n);
}
