import type { CopyValue } from '../../../platform/copy.ts';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { ImportFile } from '../contract.ts';

export const rowColumns = ['workspace_id', 'import_id', 'file_no', 'row_no', 'data'] as const;

/** A staged row as `COPY` takes it. */
export function stagedRow(
  scope: Scope,
  importId: string,
  fileNo: number,
  rowNo: number,
  cells: readonly string[],
): readonly CopyValue[] {
  return [scope.workspaceId, importId, fileNo, rowNo, cells];
}

/** The files of an import, as they were uploaded. */
export async function findFiles(db: Db, scope: Scope, importId: string): Promise<ImportFile[]> {
  const sql = scopedSql(scope);
  return sql.rows<ImportFile>(
    db,
    `select f.file_no as "no", f.name, f.encoding, f.delimiter, f.columns, f.samples, f.row_count as "rows" from import_files f
    where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)} order by f.file_no`,
  );
}

export async function nextFileNo(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ no: number }>(
    db,
    `select greatest(coalesce(max(r.file_no), -1), (select coalesce(max(f.file_no), -1) from import_files f
      where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)})) + 1 as no
    from import_rows r where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)}`,
  );
  return row?.no ?? 0;
}

/** Takes a file and its staged rows away. */
export async function deleteFile(
  db: Db,
  scope: Scope,
  importId: string,
  where: { no: number } | { name: string },
): Promise<boolean> {
  const sql = scopedSql(scope);
  const which = 'no' in where ? `f.file_no = ${sql.param(where.no)}` : `f.name = ${sql.param(where.name)}`;
  const gone = await sql.first<{ no: number }>(
    db,
    `delete from import_files f where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)} and ${which} returning f.file_no as no`,
  );
  if (gone) await deleteRows(db, scope, importId, gone.no);
  return gone !== undefined;
}

/** Drops staged rows: of one file, or all that are no longer needed. */
export async function deleteRows(db: Db, scope: Scope, importId: string, fileNo: number | null): Promise<void> {
  const sql = scopedSql(scope);
  const file = fileNo === null ? '' : ` and r.file_no = ${sql.param(fileNo)}`;
  await sql.run(db, `delete from import_rows r where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)}${file}`);
}

export async function insertFile(db: Db, scope: Scope, importId: string, file: ImportFile): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into import_files (workspace_id, import_id, file_no, name, encoding, delimiter, columns, samples, row_count)
    values (${sql.workspaceId}, ${sql.param(importId)}, ${sql.param(file.no)}, ${sql.param(file.name)}, ${sql.param(file.encoding)}, ${sql.param(file.delimiter)},
      ${sql.param(file.columns)}::text[], ${sql.param(JSON.stringify(file.samples))}::jsonb, ${sql.param(file.rows)})`,
  );
}

export interface StagedRow {
  no: number;
  cells: string[];
}

/** The next staged rows of a file after a row number, in order. */
export async function findRows(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  after: number,
  limit: number,
): Promise<StagedRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<StagedRow>(
    db,
    `select r.row_no as no, r.data as cells from import_rows r
    where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)} and r.file_no = ${sql.param(fileNo)} and r.row_no > ${sql.param(after)}
    order by r.row_no limit ${sql.param(limit)}`,
  );
}

/** Named rows of a file, in the order of the numbers. */
export async function findNamedRows(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  numbers: readonly number[],
): Promise<StagedRow[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<StagedRow>(
    db,
    `select r.row_no as no, r.data as cells from import_rows r
    where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)} and r.file_no = ${sql.param(fileNo)} and r.row_no = any(${sql.param(numbers)}::int[])`,
  );
  const byNo = new Map(rows.map((row) => [row.no, row]));
  return numbers.flatMap((no) => byNo.get(no) ?? []);
}
