import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ApprovalRule } from './contract.ts';

type Stored = Omit<ApprovalRule, 'id' | 'version'>;
const columns = ['id', 'subject', 'preset', 'name', 'conditions', 'steps', 'selfApproval', 'isActive', 'version'] as const;

/** Rules in the order in which they were added, those that came with the product first. */
export async function listRules(db: Db, scope: Scope, subject: string | null = null): Promise<Record<string, unknown>[]> {
  let query = db.selectFrom('approvalRules').select(columns).where('workspaceId', '=', scope.workspaceId);
  if (subject !== null) query = query.where('subject', '=', subject);
  return query.orderBy('createdAt').orderBy('id').execute();
}

export async function findRule(db: Db, scope: Scope, id: string): Promise<Record<string, unknown> | undefined> {
  return db
    .selectFrom('approvalRules')
    .select(columns)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

function stored({ conditions, steps, ...rule }: Stored) {
  return { ...rule, conditions: JSON.stringify(conditions), steps: JSON.stringify(steps) };
}

export async function insertRule(tx: Tx, scope: Scope, rule: Stored, importId: string | null = null): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('approvalRules')
    .values({ ...stored(rule), id, importId, workspaceId: scope.workspaceId })
    .execute();
  return id;
}

/** Adds the rules of the product that are not there yet; two who do so at once add one. */
export async function insertPresets(db: Db, scope: Scope, rules: readonly Stored[]): Promise<void> {
  if (rules.length === 0) return;
  await db
    .insertInto('approvalRules')
    .values(rules.map((rule) => ({ ...stored(rule), id: uuidv7(), workspaceId: scope.workspaceId })))
    .onConflict((conflict) => conflict.constraint('approval_rules_preset_uq').doNothing())
    .execute();
}

/** Writes a rule if its version is the one given; answers whether it was. */
export async function updateRule(tx: Tx, scope: Scope, id: string, version: number, rule: Stored): Promise<boolean> {
  const { name, conditions, steps, selfApproval, isActive } = stored(rule);
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `update approval_rules r set name = ${sql.param(name)}, conditions = ${sql.param(conditions)}::jsonb, steps = ${sql.param(steps)}::jsonb,
      self_approval = ${sql.param(selfApproval)}, is_active = ${sql.param(isActive)}, version = r.version + 1, updated_at = now()
    where ${sql.workspace('r')} and r.id = ${sql.param(id)}::uuid and r.version = ${sql.param(version)}`,
  );
  return (done.numAffectedRows ?? 0n) > 0n;
}

export async function deleteRule(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('approvalRules').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Rules that an import made. */
export async function findImported(db: Db, scope: Scope, importId: string): Promise<{ id: string; name: string | null }[]> {
  return db
    .selectFrom('approvalRules')
    .select(['id', 'name'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('importId', '=', importId)
    .execute();
}

export async function deleteImported(tx: Tx, scope: Scope, importId: string): Promise<void> {
  await tx.deleteFrom('approvalRules').where('workspaceId', '=', scope.workspaceId).where('importId', '=', importId).execute();
}
