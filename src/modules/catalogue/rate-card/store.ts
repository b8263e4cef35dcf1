import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

interface ServiceRow {
  id: string;
  name: string;
  code: string | null;
  unit: string;
  currency: string | null;
  priceMinor: number | null;
  costMinor: number | null;
  costCurrency: string | null;
}

/** Services on sale whose own unit is spelled as one of some. */
export async function findServices(db: Db, scope: Scope, spellings: readonly string[], limit: number): Promise<ServiceRow[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select p.id, p.name, p.code, p.unit, p.currency, p.price_minor, p.cost_minor, p.cost_currency from products p
    where ${sql.workspace('p')} and p.deleted_at is null and p.is_active and p.kind = 'service' and lower(p.unit) = any(${sql.param(spellings)}::text[])
    order by p.name, p.id limit ${sql.param(limit)}`,
  );
}
