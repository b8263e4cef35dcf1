import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { CompetitorPrice, NewCompetitorPrice } from './contract.ts';

interface Wish {
  id?: string;
  productIds?: readonly string[];
  competitorId?: string | undefined;
  after?: readonly [on: string, id: string] | null;
  limit: number;
}

/** Prices of competitors on records that the scope sees, those observed last first. */
export async function findPrices(db: Db, scope: Scope, wish: Wish): Promise<CompetitorPrice[]> {
  const sql = scopedSql(scope);
  const { id, productIds, competitorId, after, limit } = wish;
  const conditions = [
    ...(id === undefined ? [] : [`c.id = ${sql.param(id)}::uuid`]),
    ...(productIds === undefined ? [] : [`c.product_id = any(${sql.param(productIds)}::uuid[])`]),
    ...(competitorId === undefined ? [] : [`c.competitor_id = ${sql.param(competitorId)}::uuid`]),
    ...(after ? [`(c.observed_on, c.id) < (${sql.param(after[0])}::date, ${sql.param(after[1])}::uuid)`] : []),
    rightsPredicate(sql, 'product', 'view', 'p'),
    rightsPredicate(sql, 'competitor', 'view', 'r'),
  ];
  return sql.rows<CompetitorPrice>(
    db,
    `select c.id, json_build_object('id', p.id, 'title', p.title) as product, json_build_object('id', r.id, 'title', r.title) as competitor,
      c.amount_minor, c.currency, c.source, c.observed_on, c.note, c.created_at,
      case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as created_by
    from competitor_prices c join records p on ${sql.workspace('p')} and p.id = c.product_id and p.deleted_at is null
    join records r on ${sql.workspace('r')} and r.id = c.competitor_id and r.deleted_at is null
    left join users u on ${sql.workspace('u')} and u.id = c.created_by
    where ${sql.workspace('c')} and ${conditions.join(' and ')} order by c.observed_on desc, c.id desc limit ${sql.param(limit)}`,
  );
}

export async function insertPrice(tx: Tx, scope: Scope, input: NewCompetitorPrice): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('competitorPrices')
    .values({ ...input, id, workspaceId: scope.workspaceId, createdBy: scope.userId })
    .execute();
  return id;
}

export async function deletePrice(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('competitorPrices').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}
