import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** Why a row cannot become a record. */
export interface RowFault {
  rowNo: number;
  field: string | null;
  value: string | null;
  code: string;
  params: Record<string, unknown>;
}

/** Adds the faults of a target. */
export async function insertFaults(
  db: Db,
  scope: Scope,
  importId: string,
  targetNo: number,
  faults: readonly RowFault[],
): Promise<void> {
  if (faults.length === 0) return;
  const sql = scopedSql(scope);
  const seen = new Map<number, number>();
  const rows = faults.map(({ rowNo, field, value, code, params }) => {
    const position = seen.get(rowNo) ?? 0;
    seen.set(rowNo, position + 1);
    return { row_no: rowNo, position, field, value: value === null ? null : value.slice(0, 200), code, params };
  });
  await sql.run(
    db,
    `insert into import_faults (workspace_id, import_id, target_no, row_no, position, field, value, code, params)
    select ${sql.workspaceId}, ${sql.param(importId)}::uuid, ${sql.param(targetNo)}::int, row_no, position, field, value, code, params
    from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as f(row_no int, position int, field text, value text, code text, params jsonb)
    on conflict do nothing`,
  );
}

export async function deleteFaults(db: Db, scope: Scope, importId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(db, `delete from import_faults f where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)}`);
}

export interface FaultSum {
  targetNo: number;
  field: string | null;
  code: string;
  params: Record<string, unknown>;
  count: number;
  rows: number[];
  values: string[];
}

/** Faults by target, field and reason, the most frequent first. */
export async function sumFaults(db: Db, scope: Scope, importId: string): Promise<FaultSum[]> {
  const sql = scopedSql(scope);
  return sql.rows<FaultSum>(
    db,
    `select f.target_no as "targetNo", f.field, f.code, (array_agg(f.params order by f.row_no))[1] as params, count(*) as count,
      (array_agg(f.row_no order by f.row_no))[1:10] as rows, (array_agg(distinct f.value) filter (where f.value is not null))[1:10] as values
    from import_faults f where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)}
    group by f.target_no, f.field, f.code order by count(*) desc, f.target_no, f.field, f.code limit 200`,
  );
}

/** Row numbers of a target that were refused. */
export async function findFaultyRows(db: Db, scope: Scope, importId: string, targetNo: number): Promise<Set<number>> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ no: number }>(
    db,
    `select distinct f.row_no as no from import_faults f
    where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)} and f.target_no = ${sql.param(targetNo)}`,
  );
  return new Set(rows.map(({ no }) => no));
}

export interface FaultyRow extends RowFault {
  targetNo: number;
  cells: string[];
}

/** Refused rows with their cells, in the order of the file, from a row on. */
export async function findFaultyCells(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  targets: readonly number[],
  after: number,
  limit: number,
): Promise<FaultyRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<FaultyRow>(
    db,
    `select f.target_no as "targetNo", f.row_no as "rowNo", f.field, f.value, f.code, f.params, r.data as cells
    from (select distinct g.row_no from import_faults g where ${sql.workspace('g')} and g.import_id = ${sql.param(importId)}
        and g.target_no = any(${sql.param(targets)}::int[]) and g.row_no > ${sql.param(after)} order by g.row_no limit ${sql.param(limit)}) p
      join import_faults f on ${sql.workspace('f')} and f.import_id = ${sql.param(importId)} and f.row_no = p.row_no and f.target_no = any(${sql.param(targets)}::int[])
      join import_rows r on ${sql.workspace('r')} and r.import_id = ${sql.param(importId)} and r.file_no = ${sql.param(fileNo)} and r.row_no = p.row_no
    order by f.row_no, f.target_no, f.position`,
  );
}
