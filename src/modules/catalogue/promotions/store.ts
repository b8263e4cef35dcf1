import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { NewPromotion, Promotion } from './contract.ts';

export interface PromotionRow extends Promotion {
  productIds: string[];
  accountIds: string[];
}

/** A use that counts on a day: of a quote that still is with the customer, or was accepted. */
const holds = (sql: ScopedSql, today: string): string => `(u.holds_until is null or u.holds_until >= ${sql.param(today)}::date)`;

/**
 * Promotions in the order in which they are applied. Names are those of records that are there; a quote that is in the bin or over uses
 * nothing, from its day on.
 */
export async function findPromotions(
  db: Db,
  scope: Scope,
  today: string,
  ids: readonly string[] | null = null,
): Promise<PromotionRow[]> {
  const sql = scopedSql(scope);
  const named = (column: string) =>
    `coalesce((select json_agg(json_build_object('id', r.id, 'title', r.title) order by r.title, r.id) from records r
      where ${sql.workspace('r')} and r.id = any(p.${column}) and r.deleted_at is null), '[]'::json)`;
  const used = (
    what: string,
  ) => `(select ${what} from promotion_uses u join records q on ${sql.workspace('q')} and q.id = u.quote_id and q.deleted_at is null
      where ${sql.workspace('u')} and u.promotion_id = p.id and ${holds(sql, today)})`;
  const where = [sql.workspace('p'), ...(ids === null ? [] : [`p.id = any(${sql.param(ids)}::uuid[])`])];
  return sql.rows<PromotionRow>(
    db,
    `select p.id, p.name, p.names, p.code, p.currency, p.priority, p.is_exclusive, p.is_active, p.valid_from, p.valid_to, p.product_ids, p.account_ids,
      p.categories, p.segment, trim_scale(p.min_quantity)::text as min_quantity, p.min_amount_minor, p.action, p.budget_minor, p.version,
      ${named('product_ids')} as products, ${named('account_ids')} as accounts,
      ${used('coalesce(sum(u.amount_minor), 0)::bigint')} as used_minor, ${used('count(*)::int')} as uses
    from promotions p where ${where.join(' and ')} order by p.priority desc, p.name, p.id`,
  );
}

/** Holds promotions until the transaction ends, always in the same order. What was used of them is read after it. */
export async function lockPromotions(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .selectFrom('promotions')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

type Columns = Omit<NewPromotion, 'currency'>;

function columnsOf({ segment, action, names, ...rest }: Partial<Columns>) {
  return {
    ...rest,
    ...(names === undefined ? {} : { names: names === null ? null : JSON.stringify(names) }),
    ...(segment === undefined ? {} : { segment: segment === null ? null : JSON.stringify(segment) }),
    ...(action === undefined ? {} : { action: JSON.stringify(action) }),
  };
}

export async function insertPromotion(
  tx: Tx,
  scope: Scope,
  { name, action, ...rest }: NewPromotion & { currency: string },
  importId: string | null,
) {
  const id = uuidv7();
  await tx
    .insertInto('promotions')
    .values({
      ...columnsOf(rest),
      currency: rest.currency,
      name,
      action: JSON.stringify(action),
      id,
      importId,
      workspaceId: scope.workspaceId,
    })
    .execute();
  return id;
}

export async function updatePromotion(tx: Tx, scope: Scope, id: string, changes: Partial<Columns>): Promise<void> {
  await tx
    .updateTable('promotions')
    .set((eb) => ({ ...columnsOf(changes), version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deletePromotion(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.deleteFrom('promotions').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Promotions that an import made, each with whether a quote uses it. */
export async function findImported(
  db: Db,
  scope: Scope,
  importId: string,
): Promise<{ id: string; title: string; isUsed: boolean }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select p.id, p.name as title, exists (select from promotion_uses u where ${sql.workspace('u')} and u.promotion_id = p.id) as is_used
    from promotions p where ${sql.workspace('p')} and p.import_id = ${sql.param(importId)}::uuid order by p.id`,
  );
}

export interface PromotionUse {
  promotionId: string;
  /** In the promotion's currency. */
  amountMinor: number;
}

/** What quotes use of promotions, in place of what they used before; until a day, or (null) for good. */
export async function replaceUses(
  tx: Tx,
  scope: Scope,
  quoteIds: readonly string[],
  uses: readonly PromotionUse[],
  holdsUntil: string | null,
): Promise<void> {
  if (quoteIds.length === 0) return;
  const { workspaceId } = scope;
  await tx
    .deleteFrom('promotionUses')
    .where('workspaceId', '=', workspaceId)
    .where('quoteId', 'in', [...quoteIds])
    .execute();
  const rows = quoteIds.flatMap((quoteId) => uses.map((use) => ({ ...use, quoteId, holdsUntil, workspaceId })));
  if (rows.length > 0) await tx.insertInto('promotionUses').values(rows).execute();
}

/** What a quote uses is used for good. */
export async function keepUses(tx: Tx, scope: Scope, quoteId: string): Promise<void> {
  const uses = tx.updateTable('promotionUses').set({ holdsUntil: null }).where('workspaceId', '=', scope.workspaceId);
  await uses.where('quoteId', '=', quoteId).execute();
}

/** What quotes use of promotions on a day, those in the bin too: the first that were accepted. */
export async function findUses(
  db: Db,
  scope: Scope,
  today: string,
  quoteIds: readonly string[],
): Promise<(PromotionUse & { quoteId: string; isAccepted: boolean })[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select u.promotion_id, u.amount_minor, u.quote_id, u.holds_until is null as is_accepted from promotion_uses u
    where ${sql.workspace('u')} and u.quote_id = any(${sql.param(quoteIds)}::uuid[]) and ${holds(sql, today)}
    order by is_accepted desc, u.quote_id`,
  );
}
