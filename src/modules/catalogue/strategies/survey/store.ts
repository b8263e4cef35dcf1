import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { scopedSql } from '../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { maximumAnswers, type NewPriceAnswer, type PriceAnswer } from './contract.ts';

export interface AnswerRow extends Omit<PriceAnswer, 'isOrdered'> {
  productId: string;
}

const columns = `n.id, n.product_id, n.respondent, n.currency, n.too_cheap_minor, n.cheap_minor, n.dear_minor, n.too_dear_minor, n.answered_on,
  n.created_at, case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as created_by`;

/** Answers about some products, of each the newest first and at most so many as are read at once. */
export async function findAnswers(db: Db, scope: Scope, productIds: readonly string[]): Promise<AnswerRow[]> {
  if (productIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<AnswerRow>(
    db,
    `select a.* from unnest(${sql.param(productIds)}::uuid[]) as asked (id) cross join lateral (
      select ${columns} from price_answers n left join users u on ${sql.workspace('u')} and u.id = n.created_by
      where ${sql.workspace('n')} and n.product_id = asked.id order by n.answered_on desc, n.id desc limit ${sql.param(maximumAnswers)}) a
    order by a.answered_on desc, a.id desc`,
  );
}

export async function findAnswer(db: Db, scope: Scope, productId: string, id: string): Promise<AnswerRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<AnswerRow>(
    db,
    `select ${columns} from price_answers n left join users u on ${sql.workspace('u')} and u.id = n.created_by
    where ${sql.workspace('n')} and n.product_id = ${sql.param(productId)}::uuid and n.id = ${sql.param(id)}::uuid`,
  );
}

export async function insertAnswer(tx: Tx, scope: Scope, productId: string, input: NewPriceAnswer): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('priceAnswers')
    .values({ ...input, id, productId, workspaceId: scope.workspaceId, createdBy: scope.userId })
    .execute();
  return id;
}

export async function deleteAnswer(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('priceAnswers').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}
