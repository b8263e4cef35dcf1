import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { Tx } from '../../platform/tx.ts';

export interface MenuRow {
  opened: string[];
  pinned: string[];
  hidden: string[];
  version: number;
}

/** The person's own choices; undefined while they have made none. */
export async function findMenu(db: Db, scope: Scope, userId: string): Promise<MenuRow | undefined> {
  return db
    .selectFrom('menus')
    .select(['opened', 'pinned', 'hidden', 'version'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

/** Makes the row that is changed next, where there is none. */
export async function insertMenu(tx: Tx, scope: Scope, userId: string): Promise<void> {
  await tx
    .insertInto('menus')
    .values({ workspaceId: scope.workspaceId, userId })
    .onConflict((conflict) => conflict.constraint('menus_pk').doNothing())
    .execute();
}

/** Writes the choices if their version is the one given; answers whether it was. */
export async function updateMenu(
  tx: Tx,
  scope: Scope,
  userId: string,
  { version, ...choices }: { version: number; pinned: string[]; hidden: string[]; opened?: string[] },
): Promise<boolean> {
  const done = await tx
    .updateTable('menus')
    .set((eb) => ({ ...choices, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('userId', '=', userId)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Adds a screen to those opened. It takes no version: nobody loses anything by it, in whatever order it comes. */
export async function addOpened(db: Db, scope: Scope, userId: string, screen: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into menus as m (workspace_id, user_id, opened) values (${sql.workspaceId}, ${sql.param(userId)}, array[${sql.param(screen)}::text])
    on conflict on constraint menus_pk do update set opened = m.opened || excluded.opened where not m.opened @> excluded.opened`,
  );
}
