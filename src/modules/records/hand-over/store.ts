import type { Scope } from '../../../platform/scope.ts';
import { identifier, scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Entity } from '../entities/rules.ts';

export interface Gift {
  from: string;
  to: string;
  teamId: string;
}

/** Gives some records of a kind to another owner, in the bin too; answers them with the team they were of. */
export async function reassign(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  { from, to, teamId }: Gift,
  limit: number,
): Promise<{ id: string; teamId: string }[]> {
  const found = scopedSql(scope);
  // The record's own row before its header, as every edit locks them.
  const rows = await found.rows<{ id: string; teamId: string }>(
    tx,
    `select t.id, t.team_id from ${identifier(entity.table)} t where ${found.workspace('t')} and t.owner_id = ${found.param(from)}
    order by t.id limit ${found.param(limit)} for no key update`,
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const heads = scopedSql(scope);
  await heads.run(
    tx,
    `update records r set owner_id = ${heads.param(to)}, team_id = ${heads.param(teamId)} where ${heads.workspace('r')} and r.id = any(${heads.param(ids)}::uuid[])`,
  );
  // Owner and team have followed by the key; an editor who has the record open sees that it changed.
  const own = scopedSql(scope);
  await own.run(
    tx,
    `update ${identifier(entity.table)} t set version = t.version + 1, updated_at = now() where ${own.workspace('t')} and t.id = any(${own.param(ids)}::uuid[])`,
  );
  return rows;
}
