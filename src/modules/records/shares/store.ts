import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Share } from './contract.ts';

export interface ShareRow {
  id: string;
  userId: string | null;
  userName: string | null;
  teamId: string | null;
  teamName: string | null;
  canEdit: boolean;
  part: Share['part'];
  untilOn: string | null;
  hasEnded: boolean;
  createdBy: string | null;
  createdByName: string | null;
  createdAt: string;
}

/** The shares of a record: the team of a deal first, then by name; those that have ended last. */
export async function findShares(db: Db, scope: Scope, recordId: string, id: string | null = null): Promise<ShareRow[]> {
  const sql = scopedSql(scope);
  const one = id === null ? '' : ` and s.id = ${sql.param(id)}::uuid`;
  return sql.rows<ShareRow>(
    db,
    `select s.id, s.user_id, u.name as user_name, s.team_id, t.name as team_name, s.can_edit, s.part, s.until_on,
      coalesce(s.ends_at <= now(), false) as has_ended, s.created_by, c.name as created_by_name, s.created_at
    from record_shares s left join users u on ${sql.workspace('u')} and u.id = s.user_id
    left join teams t on ${sql.workspace('t')} and t.id = s.team_id left join users c on ${sql.workspace('c')} and c.id = s.created_by
    where ${sql.workspace('s')} and s.record_id = ${sql.param(recordId)}::uuid${one}
    order by has_ended, s.part is null, coalesce(u.name, t.name), s.id limit 200`,
  );
}

export interface ShareInsert {
  userId: string | null;
  teamId: string | null;
  canEdit: boolean;
  part: string | null;
  untilOn: string | null;
  endsAt: string | null;
}

/** Shares a record, or changes the share there is with the same person or team; answers its id. */
export async function upsertShare(db: Db, scope: Scope, recordId: string, share: ShareInsert): Promise<string> {
  const { canEdit, part, untilOn, endsAt } = share;
  const row = await db
    .insertInto('recordShares')
    .values({ ...share, workspaceId: scope.workspaceId, id: uuidv7(), recordId, createdBy: scope.userId })
    .onConflict((conflict) =>
      conflict
        .columns(share.userId === null ? ['workspaceId', 'recordId', 'teamId'] : ['workspaceId', 'recordId', 'userId'])
        .doUpdateSet({ canEdit, part, untilOn, endsAt, createdBy: scope.userId, createdAt: new Date().toISOString() }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteShare(db: Db, scope: Scope, recordId: string, id: string): Promise<void> {
  await db
    .deleteFrom('recordShares')
    .where('workspaceId', '=', scope.workspaceId)
    .where('recordId', '=', recordId)
    .where('id', '=', id)
    .execute();
}
