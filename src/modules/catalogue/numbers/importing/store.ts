import type { Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../platform/tx.ts';
import type { ImportedNumber, NumberPlace } from './rules.ts';

/** Rows as a table of the statement, called `s`. */
function given(sql: ScopedSql, rows: readonly (NumberPlace & Partial<ImportedNumber>)[]): string {
  const said = rows.map(({ productId, accountId, number = null, name = null }) => ({
    product_id: productId,
    account_id: accountId,
    number,
    name,
  }));
  return `json_to_recordset(${sql.param(JSON.stringify(said))}::json) as s(product_id uuid, account_id uuid, number text, name text)`;
}

export async function findAt(db: Db, scope: Scope, places: readonly NumberPlace[], lock: boolean): Promise<ImportedNumber[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select n.product_id, n.account_id, n.number, n.name from ${given(sql, places)}
    join product_numbers n on n.product_id = s.product_id and n.account_id = s.account_id
    where ${sql.workspace('n')} order by n.product_id, n.account_id${lock ? ' for update of n' : ''}`,
  );
}

export async function insertNumbers(tx: Tx, scope: Scope, numbers: readonly ImportedNumber[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  const import_ = `${sql.param(importId)}::uuid`;
  await sql.run(
    tx,
    `insert into product_numbers (workspace_id, product_id, account_id, number, name, import_id, last_import_id)
    select ${sql.workspaceId}, s.product_id, s.account_id, s.number, s.name, ${import_}, ${import_} from ${given(sql, numbers)}`,
  );
}

/** Changes numbers and keeps what they were; of one that the import changes twice, what it was before the first time. */
export async function changeNumbers(tx: Tx, scope: Scope, numbers: readonly ImportedNumber[], importId: string): Promise<void> {
  const sql = scopedSql(scope);
  const [rows, import_] = [given(sql, numbers), `${sql.param(importId)}::uuid`];
  await sql.run(
    tx,
    `with s as (select * from ${rows}),
      kept as (insert into product_number_changes (workspace_id, import_id, product_id, account_id, number, name, last_import_id)
        select n.workspace_id, ${import_}, n.product_id, n.account_id, n.number, n.name, n.last_import_id
        from product_numbers n join s on s.product_id = n.product_id and s.account_id = n.account_id
        where ${sql.workspace('n')} and n.import_id is distinct from ${import_} on conflict do nothing)
    update product_numbers n set number = s.number, name = s.name, last_import_id = ${import_}
    from s where ${sql.workspace('n')} and n.product_id = s.product_id and n.account_id = s.account_id`,
  );
}

interface Page {
  importId: string;
  after: NumberPlace | null;
  limit: number;
}

/** Where an import made numbers that are still there. */
export async function findMade(db: Db, scope: Scope, page: Page): Promise<NumberPlace[]> {
  return findPlaces(db, scope, 'product_numbers', page);
}

/** Where an import changed numbers that are still there. */
export async function findChanged(db: Db, scope: Scope, page: Page): Promise<NumberPlace[]> {
  return findPlaces(db, scope, 'product_number_changes', page);
}

/** By the index of the import alone: what somebody has written since is told apart when it is taken back. */
async function findPlaces(db: Db, scope: Scope, table: string, { importId, after, limit }: Page): Promise<NumberPlace[]> {
  const sql = scopedSql(scope);
  const behind =
    after === null
      ? ''
      : ` and (n.product_id, n.account_id) > (${sql.param(after.productId)}::uuid, ${sql.param(after.accountId)}::uuid)`;
  return sql.rows(
    db,
    `select n.product_id, n.account_id from ${table} n where ${sql.workspace('n')} and n.import_id = ${sql.param(importId)}::uuid${behind}
    order by n.product_id, n.account_id limit ${sql.param(limit)}`,
  );
}

/** Deletes of the numbers that an import made those that nobody else has written since; answers which. */
export async function deleteMade(tx: Tx, scope: Scope, importId: string, places: readonly NumberPlace[]): Promise<NumberPlace[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    tx,
    `delete from product_numbers n using ${given(sql, places)}
    where ${sql.workspace('n')} and n.product_id = s.product_id and n.account_id = s.account_id and n.last_import_id = ${sql.param(importId)}::uuid
    returning n.product_id, n.account_id`,
  );
}

/** Gives numbers that nobody else has written since back what they were before an import; answers which. */
export async function restoreChanged(
  tx: Tx,
  scope: Scope,
  importId: string,
  places: readonly NumberPlace[],
): Promise<NumberPlace[]> {
  const sql = scopedSql(scope);
  const import_ = `${sql.param(importId)}::uuid`;
  return sql.rows(
    tx,
    `with back as (update product_numbers n set number = k.number, name = k.name, last_import_id = k.last_import_id
        from ${given(sql, places)} join product_number_changes k
          on ${sql.workspace('k')} and k.import_id = ${import_} and k.product_id = s.product_id and k.account_id = s.account_id
        where ${sql.workspace('n')} and n.product_id = s.product_id and n.account_id = s.account_id and n.last_import_id = ${import_}
        returning n.product_id, n.account_id)
    delete from product_number_changes k using back
    where ${sql.workspace('k')} and k.import_id = ${import_} and k.product_id = back.product_id and k.account_id = back.account_id
    returning k.product_id, k.account_id`,
  );
}

/** Numbers that an import made or changed and that somebody has written since. */
export async function countLeft(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const import_ = `${sql.param(importId)}::uuid`;
  const row = await sql.first<{ count: number }>(
    db,
    `select (select count(*)::int from product_numbers n where ${sql.workspace('n')} and n.import_id = ${import_})
      + (select count(*)::int from product_number_changes k where ${sql.workspace('k')} and k.import_id = ${import_}) as count`,
  );
  return row?.count ?? 0;
}

/** Of some records those that are a customer with a number of theirs, or a product that has one. */
export async function findNumbered(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string }[]> {
  const sql = scopedSql(scope);
  const any = `any(${sql.param(ids)}::uuid[])`;
  return sql.rows(
    db,
    `select n.account_id as id from product_numbers n where ${sql.workspace('n')} and n.account_id = ${any}
    union select n.product_id from product_numbers n where ${sql.workspace('n')} and n.product_id = ${any}`,
  );
}
