import { type Db, prepared } from '../../../platform/db.ts';
import { kindsPredicate, sharedEditSql } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';

export interface RecordHead {
  id: string;
  kind: string;
  title: string;
  ownerId: string | null;
  teamId: string;
  /** Whether it is shared with the reader for editing. */
  sharedEdit?: boolean;
}

/** Heads of living records that the scope may see, whatever their kind. */
export async function findHeads(
  db: Db,
  scope: Scope,
  kinds: readonly string[],
  ids: readonly string[],
  options: { deleted?: boolean } = {},
): Promise<RecordHead[]> {
  const sql = scopedSql(scope);
  const shared = sharedEditSql(sql, 'r');
  const bin = options.deleted ? '' : ' and r.deleted_at is null';
  return sql.rows<RecordHead>(
    db,
    `${prepared}select r.id, r.kind, r.title, r.owner_id, r.team_id${shared === null ? '' : `, ${shared} as shared_edit`} from records r
    where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[])${bin} and ${kindsPredicate(sql, kinds, 'view', 'r')}`,
  );
}

/** Team of each of these users by user id, active or not: what somebody did before leaving is theirs. */
export async function findTeamsOfUsers(db: Db, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('users')
    .select(['id', 'teamId'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, teamId }) => [id, teamId]));
}

/** Those of the ids that are teams of the workspace. */
export async function findTeams(db: Db, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('teams')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The team that everything belongs to which nobody's team claims. */
export async function findRootTeam(db: Db, scope: Scope): Promise<string | null> {
  const row = await db
    .selectFrom('teams')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('parentId', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Those of the kinds that have a row: one look into the index for each. */
export async function findKindsInUse(db: Db, scope: Scope, kinds: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ kind: string }>(
    db,
    `select k.kind from unnest(${sql.param(kinds)}::text[]) as k(kind)
    where exists (select from records r where ${sql.workspace('r')} and r.kind = k.kind)`,
  );
  return rows.map(({ kind }) => kind);
}
