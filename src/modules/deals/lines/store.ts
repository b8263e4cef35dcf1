import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface NewLine {
  dealId: string;
  productId: string;
  position: number;
  quantity: string;
  unitPriceMinor: number;
  amountMinor: number;
}

export type Line = Pick<NewLine, 'dealId' | 'productId' | 'quantity'>;

export async function findLines(db: Db, scope: Scope, dealIds: readonly string[]): Promise<Line[]> {
  if (dealIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<Line>(
    db,
    `select l.deal_id, l.product_id, l.quantity::text as quantity from deal_products l
    where ${sql.workspace('l')} and l.deal_id = any(${sql.param(dealIds)}::uuid[]) order by l.deal_id, l.position`,
  );
}

export async function insertLines(db: Db, scope: Scope, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  const sql = scopedSql(scope);
  const rows = lines.map((line) => ({
    id: uuidv7(),
    deal_id: line.dealId,
    product_id: line.productId,
    position: line.position,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
    amount_minor: line.amountMinor,
  }));
  await sql.run(
    db,
    `insert into deal_products (workspace_id, id, deal_id, product_id, position, quantity, unit_price_minor, amount_minor)
    select ${sql.workspaceId}, id, deal_id, product_id, position, quantity, unit_price_minor, amount_minor
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json)
      as l(id uuid, deal_id uuid, product_id uuid, position int, quantity numeric, unit_price_minor bigint, amount_minor bigint)`,
  );
}

export async function deleteLines(db: Db, scope: Scope, dealId: string): Promise<void> {
  await db.deleteFrom('dealProducts').where('workspaceId', '=', scope.workspaceId).where('dealId', '=', dealId).execute();
}

/** Writes the names of a deal's products onto it, for lists and boards. */
export async function writeProductSummaries(db: Db, scope: Scope, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length === 0) return;
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update deals d set product_summary = n.names from (
      select i.id, (select left(string_agg(r.title, ', ' order by l.position), 400) from deal_products l join records r on r.id = l.product_id and ${sql.workspace('r')}
        where ${sql.workspace('l')} and l.deal_id = i.id) as names
      from unnest(${sql.param(dealIds)}::uuid[]) as i(id)) n
    where ${sql.workspace('d')} and d.id = n.id and d.product_summary is distinct from n.names`,
  );
}
