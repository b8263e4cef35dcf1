import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql, type ScopedSql } from '../../../platform/scope-sql.ts';

/** Deals with a quote that was sent. */
export async function findSent(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  return findDeals(db, scope, dealIds, () => 'q.sent_on is not null');
}

/** Deals with a quote that the customer opened, in whatever version. */
export async function findViewed(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  return findDeals(
    db,
    scope,
    dealIds,
    (sql) =>
      `exists (select from quote_revisions r where ${sql.workspace('r')} and r.quote_id = q.id and r.viewed_at is not null)`,
  );
}

/** Deals with a quote that was accepted. */
export async function findAccepted(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  return findDeals(db, scope, dealIds, () => `q.state = 'accepted'`);
}

export interface QuoteOfDeal {
  id: string;
  dealId: string;
  state: string;
}

/** The quotes of deals, those in the bin left out. */
export async function findQuotes(db: Db, scope: Scope, dealIds: readonly string[]): Promise<QuoteOfDeal[]> {
  if (dealIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<QuoteOfDeal>(
    db,
    `select q.id, q.deal_id, q.state from quotes q
    where ${sql.workspace('q')} and q.deal_id = any(${sql.param(dealIds)}::uuid[]) and q.deleted_at is null`,
  );
}

async function findDeals(
  db: Db,
  scope: Scope,
  dealIds: readonly string[],
  condition: (sql: ScopedSql) => string,
): Promise<string[]> {
  if (dealIds.length === 0) return [];
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ dealId: string }>(
    db,
    `select distinct q.deal_id from quotes q
    where ${sql.workspace('q')} and q.deal_id = any(${sql.param(dealIds)}::uuid[]) and q.deleted_at is null and ${condition(sql)}`,
  );
  return rows.map(({ dealId }) => dealId);
}

/** Deals whose quote says how it is paid, when it is delivered and what comes after. */
export async function findWithTerms(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  if (dealIds.length === 0) return [];
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ dealId: string }>(
    db,
    `select distinct q.deal_id from quotes q
    join quote_revisions r on ${sql.workspace('r')} and r.quote_id = q.id and r.number = q.revision
    where ${sql.workspace('q')} and q.deal_id = any(${sql.param(dealIds)}::uuid[]) and q.deleted_at is null
      and r.content -> 'payments' <> '[]'::jsonb
      and coalesce(r.content #>> '{delivery,leadDays}', r.content #>> '{delivery,leadText}') is not null
      and (coalesce(r.content ->> 'warrantyMonths', r.content ->> 'responseHours') is not null
        or exists (select 1 from jsonb_array_elements(r.content -> 'terms') t where t ->> 'kind' in ('warranty', 'service')))`,
  );
  return rows.map(({ dealId }) => dealId);
}
