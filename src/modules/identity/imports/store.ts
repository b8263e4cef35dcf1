import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

/** People whom an import made and who have no sign-in, and its teams, those below before those above. */
export async function findImported(db: Db, scope: Scope, importId: string): Promise<{ users: string[]; teams: string[] }> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string; isUser: boolean }>(
    db,
    `select u.id, true as "isUser", 0 as depth from users u where ${sql.workspace('u')} and u.import_id = ${sql.param(importId)}
      and u.auth_user_id is null and u.version = 1
    union all select t.id, false, cardinality(t.path) from teams t where ${sql.workspace('t')} and t.import_id = ${sql.param(importId)} order by 3 desc, 1`,
  );
  return {
    users: rows.filter(({ isUser }) => isUser).map(({ id }) => id),
    teams: rows.filter(({ isUser }) => !isUser).map(({ id }) => id),
  };
}

/** Every person and team of an import, those below before those above. */
export async function findEvery(
  db: Db,
  scope: Scope,
  importId: string,
): Promise<{ id: string; name: string; isUser: boolean; canSignIn: boolean }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select u.id, u.name, true as "isUser", u.auth_user_id is not null as "canSignIn", 0 as depth from users u
      where ${sql.workspace('u')} and u.import_id = ${sql.param(importId)}::uuid
    union all select t.id, t.name, false, false, cardinality(t.path) from teams t where ${sql.workspace('t')} and t.import_id = ${sql.param(importId)}::uuid
    order by 3 desc, 5 desc, 1`,
  );
}

export async function countUsers(db: Db, scope: Scope, importId: string): Promise<number> {
  const sql = scopedSql(scope);
  return (
    (
      await sql.first<{ count: number }>(
        db,
        `select count(*) as count from users u where ${sql.workspace('u')} and u.import_id = ${sql.param(importId)}`,
      )
    )?.count ?? 0
  );
}

/** Deletes one person or team; the database refuses while anything points to them. */
export async function deleteOne(db: Db, scope: Scope, table: 'users' | 'teams', id: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(db, `delete from ${table} x where ${sql.workspace('x')} and x.id = ${sql.param(id)}`);
}
