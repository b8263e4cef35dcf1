import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { PastViewing } from './contract.ts';

export async function findUser(db: Db, scope: Scope, id: string): Promise<{ name: string; isActive: boolean } | undefined> {
  return db
    .selectFrom('users')
    .select(['name', 'isActive'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findRole(db: Db, scope: Scope, id: string): Promise<{ name: string | null; base: string } | undefined> {
  return db
    .selectFrom('roles')
    .select(['name', 'base'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export interface Eyes {
  viewedUserId: string | null;
  viewedRoleId: string | null;
  viewingEndsAt: string | null;
}

export async function setEyes(tx: Tx, sessionId: string, eyes: Eyes): Promise<void> {
  await tx
    .updateTable('auth.session')
    .set({ ...eyes })
    .where('id', '=', sessionId)
    .execute();
}

/** The latest times that somebody looked as another, newest first. */
export async function listViewings(db: Db, scope: Scope): Promise<PastViewing[]> {
  const sql = scopedSql(scope);
  return sql.rows<PastViewing>(
    db,
    `select e.id, u.name as by, case e.subject_kind when 'user' then 'member' else 'role' end as as,
      e.data->>'name' as name, e.data->>'role' as role, e.recorded_at as at
    from events e left join users u on ${sql.workspace('u')} and u.id = e.actor_id
    where ${sql.workspace('e')} and e.kind in ('user.viewedAs', 'role.viewedAs') order by e.happened_at desc, e.id desc limit 50`,
  );
}
