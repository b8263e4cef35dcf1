import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';

export interface FileRow {
  id: string;
  recordId: string | null;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
  createdById: string | null;
  createdByName: string | null;
  createdByTeamId: string | null;
  createdAt: string;
}

function select(sql: ScopedSql, where: string): string {
  return `select f.id, f.record_id, f.name, f.media_type, f.size_bytes, f.sha256, f.storage_key, f.created_at,
      f.created_by as created_by_id, u.name as created_by_name, u.team_id as created_by_team_id
    from files f left join users u on ${sql.workspace('u')} and u.id = f.created_by where ${sql.workspace('f')} and ${where}`;
}

/** Files of a record, newest first, at most 500. */
export async function findFiles(db: Db, scope: Scope, recordId: string): Promise<FileRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<FileRow>(
    db,
    `${select(sql, `f.record_id = ${sql.param(recordId)}::uuid`)} order by f.created_at desc, f.id desc limit 500`,
  );
}

export async function findFile(db: Db, scope: Scope, id: string): Promise<FileRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<FileRow>(db, select(sql, `f.id = ${sql.param(id)}::uuid`));
}

export interface NewFile {
  id: string;
  recordId: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
}

export async function insertFile(db: Db, scope: Scope, file: NewFile): Promise<void> {
  const sql = scopedSql(scope);
  const values = [file.name, file.mediaType, file.sizeBytes, file.sha256, file.storageKey]
    .map((value) => sql.param(value))
    .join(', ');
  await sql.run(
    db,
    `insert into files (workspace_id, id, record_id, created_by, name, media_type, size_bytes, sha256, storage_key)
    values (${sql.workspaceId}, ${sql.param(file.id)}::uuid, ${sql.param(file.recordId)}::uuid, ${sql.param(scope.userId)}::uuid, ${values})`,
  );
}

/** False when somebody else was first. */
export async function deleteFileRow(db: Db, scope: Scope, id: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const result = await sql.run(db, `delete from files f where ${sql.workspace('f')} and f.id = ${sql.param(id)}::uuid`);
  return (result.numAffectedRows ?? 0n) > 0n;
}
