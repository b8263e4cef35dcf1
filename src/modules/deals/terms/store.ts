import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { AgreedTerms } from '../../settings/terms/contract.ts';

export interface TermsRow {
  currency: string;
  content: unknown;
  agreedNumber: string | null;
  agreedRevision: number | null;
  agreedOn: string | null;
  version: number;
  updatedAt: string;
  byId: string | null;
  byName: string | null;
}

export async function findTerms(db: Db, scope: Scope, dealId: string): Promise<TermsRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<TermsRow>(
    db,
    `select t.currency, t.content, t.agreed_number, t.agreed_revision, t.agreed_on, t.version, t.updated_at, u.id as by_id, u.name as by_name
    from deal_terms t left join users u on ${sql.workspace('u')} and u.id = t.set_by
    where ${sql.workspace('t')} and t.deal_id = ${sql.param(dealId)}::uuid`,
  );
}

export interface WrittenTerms {
  currency: string;
  content: AgreedTerms;
  isSet: boolean;
  agreed: { number: string; revision: number; on: string } | null;
}

/** Writes the terms of a locked deal, and counts their version up. */
export async function upsertTerms(
  db: Db,
  scope: Scope,
  dealId: string,
  { agreed, content, ...values }: WrittenTerms,
): Promise<void> {
  const written = {
    ...values,
    content: JSON.stringify(content),
    agreedNumber: agreed?.number ?? null,
    agreedRevision: agreed?.revision ?? null,
    agreedOn: agreed?.on ?? null,
    setBy: scope.userId,
    updatedAt: new Date().toISOString(),
  };
  await db
    .insertInto('dealTerms')
    .values({ ...written, workspaceId: scope.workspaceId, dealId })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'dealId']).doUpdateSet((eb) => ({ ...written, version: eb('dealTerms.version', '+', 1) })),
    )
    .execute();
}

/** Those of the deals whose terms say how it is paid, when it is delivered and what comes after. */
export async function findSet(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  if (dealIds.length === 0) return [];
  const rows = await db
    .selectFrom('dealTerms')
    .select('dealId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', 'in', [...dealIds])
    .where('isSet', '=', true)
    .execute();
  return rows.map(({ dealId }) => dealId);
}
