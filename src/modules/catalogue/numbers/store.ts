import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { CustomerNumber, CustomerNumberInput } from './contract.ts';

export async function findNumbers(db: Db, scope: Scope, productId: string, accountId?: string): Promise<CustomerNumber[]> {
  const sql = scopedSql(scope);
  const one = accountId === undefined ? '' : ` and n.account_id = ${sql.param(accountId)}::uuid`;
  return sql.rows<CustomerNumber>(
    db,
    `select json_build_object('id', r.id, 'title', r.title) as account, n.number, n.name
    from product_numbers n join records r on ${sql.workspace('r')} and r.id = n.account_id and r.deleted_at is null
    where ${sql.workspace('n')} and n.product_id = ${sql.param(productId)}::uuid${one} and ${rightsPredicate(sql, 'account', 'view', 'r')}
    order by r.title, r.id limit 500`,
  );
}

export async function upsertNumber(
  tx: Tx,
  scope: Scope,
  productId: string,
  accountId: string,
  input: CustomerNumberInput,
): Promise<void> {
  await tx
    .insertInto('productNumbers')
    .values({ ...input, productId, accountId, workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('product_numbers_pk').doUpdateSet(input))
    .execute();
}

export async function deleteNumber(tx: Tx, scope: Scope, productId: string, accountId: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('productNumbers')
    .where('workspaceId', '=', scope.workspaceId)
    .where('productId', '=', productId)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
