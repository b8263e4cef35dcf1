import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { TermsPolicy } from './contract.ts';

export async function findPolicy(db: Db, scope: Scope): Promise<TermsPolicy | undefined> {
  const row = await db
    .selectFrom('termsPolicies')
    .select([
      'paymentMethods',
      'maxPaymentDays',
      'minDepositBp',
      'minLeadDays',
      'maxAcceptanceDays',
      'maxWarrantyMonths',
      'minResponseHours',
      'clauses',
      'asksPriceReason',
      'contractFromMinor',
      'version',
    ])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst();
  return row && TermsPolicy.parse(row);
}

export async function insertPolicy(tx: Tx, scope: Scope): Promise<void> {
  await tx
    .insertInto('termsPolicies')
    .values({ workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('terms_policies_pk').doNothing())
    .execute();
}

/** Answers whether the version was still the one that its editor saw. */
export async function updatePolicy(
  tx: Tx,
  scope: Scope,
  version: number,
  { clauses, ...limits }: Partial<Omit<TermsPolicy, 'version'>>,
): Promise<boolean> {
  const changes = clauses === undefined ? limits : { ...limits, clauses: JSON.stringify(clauses) };
  const done = await tx
    .updateTable('termsPolicies')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
