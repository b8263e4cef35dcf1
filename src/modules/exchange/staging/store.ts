import type { CopyValue } from '../../../platform/copy.ts';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { ImportFile } from './contract.ts';

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
    `select f.file_no as "no", f.name, f.encoding, f.delimiter, f.has_header as "hasHeader", f.columns, f.samples, f.row_count as "rows",
      f.guesses as "looks", f.storage_key is not null as "canReread" from import_files f
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

export type NewFile = Omit<ImportFile, 'canReread'>;

export async function insertFile(
  db: Db,
  scope: Scope,
  importId: string,
  file: NewFile,
  storageKey: string | null,
): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into import_files (workspace_id, import_id, file_no, name, encoding, delimiter, has_header, columns, samples, guesses, row_count, storage_key)
    values (${sql.workspaceId}, ${sql.param(importId)}, ${sql.param(file.no)}, ${sql.param(file.name)}, ${sql.param(file.encoding)}, ${sql.param(file.delimiter)},
      ${sql.param(file.hasHeader)}, ${sql.param(file.columns)}::text[], ${sql.param(JSON.stringify(file.samples))}::jsonb, ${sql.param(JSON.stringify(file.looks))}::jsonb,
      ${sql.param(file.rows)}, ${sql.param(storageKey)})`,
  );
}

export async function findStorageKeys(
  db: Db,
  scope: Scope,
  importId: string,
  { name, no }: { name?: string; no?: number },
): Promise<string[]> {
  const sql = scopedSql(scope);
  const which =
    name === undefined ? (no === undefined ? '' : ` and f.file_no = ${sql.param(no)}`) : ` and f.name = ${sql.param(name)}`;
  const rows = await sql.rows<{ key: string }>(
    db,
    `select f.storage_key as key from import_files f
    where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)} and f.storage_key is not null${which}`,
  );
  return rows.map(({ key }) => key);
}

export async function forgetStorageKeys(db: Db, scope: Scope, importId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update import_files f set storage_key = null where ${sql.workspace('f')} and f.import_id = ${sql.param(importId)}`,
  );
}

/** The values of a column with how often they occur, the most frequent first; those that hold a text when one is given. */
export async function findValues(
  db: Db,
  scope: Scope,
  importId: string,
  fileNo: number,
  place: number,
  { q = '', limit }: { q?: string; limit: number },
): Promise<{ value: string; rows: number }[]> {
  const sql = scopedSql(scope);
  const cell = `btrim(r.data[${sql.param(place + 1)}::int])`;
  return sql.rows<{ value: string; rows: number }>(
    db,
    `select left(${cell}, 500) as value, count(*) as rows from import_rows r
    where ${sql.workspace('r')} and r.import_id = ${sql.param(importId)} and r.file_no = ${sql.param(fileNo)} and ${cell} <> ''
      and position(lower(${sql.param(q)}::text) in lower(${cell})) > 0
    group by 1 order by 2 desc, 1 limit ${sql.param(limit)}`,
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
