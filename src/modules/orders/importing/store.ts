import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { LineMoney } from '../amounts/rules.ts';

export interface ImportedOrder {
  id: string;
  currency: string;
  isTaxIncluded: boolean;
  orderedOn: string;
  accountId: string | null;
}

/** Those of some orders that an import has made, locked. */
export async function lockImported(db: Db, scope: Scope, ids: readonly string[], importId: string): Promise<ImportedOrder[]> {
  const sql = scopedSql(scope);
  return sql.rows<ImportedOrder>(
    db,
    `select o.id, o.currency, o.is_tax_included, o.ordered_on, o.account_id from orders o
    where ${sql.workspace('o')} and o.id = any(${sql.param(ids)}::uuid[]) and o.deleted_at is null
      and (select r.import_id from records r where ${sql.workspace('r')} and r.id = o.id) = ${sql.param(importId)}::uuid
    order by o.id for update`,
  );
}

export interface OrderSums extends LineMoney {
  id: string;
  baseTotalMinor: number;
  lineCount: number;
  productSummary: string | null;
}

/** Writes what orders come to, as part of the import that makes them: no edit that another editor could lose. */
export async function mirrorSums(db: Db, scope: Scope, sums: readonly OrderSums[]): Promise<void> {
  const sql = scopedSql(scope);
  const rows = sums.map((one) => ({
    id: one.id,
    net_minor: one.netMinor,
    tax_minor: one.taxMinor,
    total_minor: one.totalMinor,
    base_total_minor: one.baseTotalMinor,
    line_count: one.lineCount,
    product_summary: one.productSummary,
  }));
  await sql.run(
    db,
    `update orders o set net_minor = s.net_minor, tax_minor = s.tax_minor, total_minor = s.total_minor, base_total_minor = s.base_total_minor,
      line_count = s.line_count, product_summary = s.product_summary
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as s(id uuid, net_minor bigint, tax_minor bigint, total_minor bigint,
      base_total_minor bigint, line_count int, product_summary text)
    where ${sql.workspace('o')} and o.id = s.id`,
  );
}
