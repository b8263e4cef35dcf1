import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ExchangeRate } from '../contract.ts';
import type { RatePlace } from './rules.ts';

/** Rows as a table of the statement, called `n`. */
function given(sql: ScopedSql, rates: readonly (RatePlace & { rate?: string })[]): string {
  const rows = rates.map(({ currency, validFrom, rate = null }) => ({ currency, valid_from: validFrom, rate }));
  return `json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as n(currency text, valid_from date, rate numeric)`;
}

export async function findAt(db: Db, scope: Scope, places: readonly RatePlace[]): Promise<ExchangeRate[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select e.currency, e.valid_from, e.rate from ${given(sql, places)}
    join exchange_rates e on e.currency = n.currency and e.valid_from = n.valid_from where ${sql.workspace('e')}`,
  );
}

export async function insertRates(tx: Tx, scope: Scope, rates: readonly ExchangeRate[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `insert into exchange_rates (workspace_id, currency, valid_from, rate, import_id, last_import_id)
    select ${sql.workspaceId}, n.currency, n.valid_from, n.rate, ${sql.param(importId)}::uuid, ${sql.param(importId)}::uuid from ${given(sql, rates)}`,
  );
}

/** Changes rates and keeps what they were; of one that the import changes twice, what it was before the first time. */
export async function changeRates(tx: Tx, scope: Scope, rates: readonly ExchangeRate[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  const rows = given(sql, rates);
  await sql.run(
    tx,
    `with n as (select * from ${rows}),
      kept as (insert into exchange_rate_changes (workspace_id, import_id, currency, valid_from, rate, last_import_id)
        select e.workspace_id, ${sql.param(importId)}::uuid, e.currency, e.valid_from, e.rate, e.last_import_id
        from exchange_rates e join n on n.currency = e.currency and n.valid_from = e.valid_from where ${sql.workspace('e')} on conflict do nothing)
    update exchange_rates e set rate = n.rate, last_import_id = ${sql.param(importId)}::uuid
    from n where ${sql.workspace('e')} and e.currency = n.currency and e.valid_from = n.valid_from`,
  );
}

/** Deletes the rates that an import made and nobody else has written since. */
export async function deleteMade(tx: Tx, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `delete from exchange_rates e where ${sql.workspace('e')} and e.import_id = ${sql.param(importId)}::uuid and e.last_import_id = e.import_id`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Gives the rates that an import changed, and nobody else since, back what they were. */
export async function restoreChanged(tx: Tx, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `with back as (update exchange_rates e set rate = c.rate, last_import_id = c.last_import_id
        from exchange_rate_changes c where ${sql.workspace('e')} and ${sql.workspace('c')} and c.import_id = ${sql.param(importId)}::uuid
          and c.currency = e.currency and c.valid_from = e.valid_from and e.last_import_id = c.import_id returning e.currency, e.valid_from)
    delete from exchange_rate_changes c using back
    where ${sql.workspace('c')} and c.import_id = ${sql.param(importId)}::uuid and c.currency = back.currency and c.valid_from = back.valid_from`,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Rates that an import made or changed and that somebody has written since. */
export async function countLeft(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ count: number }>(
    db,
    `select (select count(*)::int from exchange_rates e where ${sql.workspace('e')} and e.import_id = ${sql.param(importId)}::uuid)
      + (select count(*)::int from exchange_rate_changes c where ${sql.workspace('c')} and c.import_id = ${sql.param(importId)}::uuid) as count`,
  );
  return row?.count ?? 0;
}
