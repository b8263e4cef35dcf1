import type { Db } from '../../platform/db.ts';
import type { LocalizedText } from '../../platform/endpoint.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { GateMode } from './contract.ts';

export async function insertProcess(
  db: Db,
  scope: Scope,
  row: { id: string; key: string; names: LocalizedText; isDefault: boolean; gateMode: GateMode },
): Promise<void> {
  await db
    .insertInto('processes')
    .values({ ...row, workspaceId: scope.workspaceId, names: JSON.stringify(row.names) })
    .execute();
}

/** Writes a process if its version is the one given; answers whether it was. */
export async function updateProcess(
  db: Db,
  scope: Scope,
  id: string,
  version: number,
  changes: { names?: LocalizedText; gateMode?: GateMode },
): Promise<boolean> {
  const sql = scopedSql(scope);
  const sets = ['version = version + 1'];
  if (changes.names) sets.push(`names = ${sql.param(JSON.stringify(changes.names))}::jsonb`);
  if (changes.gateMode) sets.push(`gate_mode = ${sql.param(changes.gateMode)}`, 'gate_mode_since = now()');
  const result = await sql.run(
    db,
    `update processes p set ${sets.join(', ')} where ${sql.workspace('p')} and p.id = ${sql.param(id)} and p.version = ${sql.param(version)}`,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Makes one process the default and no other. */
export async function setDefault(db: Db, scope: Scope, id: string): Promise<void> {
  await db
    .updateTable('processes')
    .set({ isDefault: false })
    .where('workspaceId', '=', scope.workspaceId)
    .where('isDefault', '=', true)
    .execute();
  await db
    .updateTable('processes')
    .set({ isDefault: true })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}
