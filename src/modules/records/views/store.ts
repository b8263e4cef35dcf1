import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { FilterNode } from '../../../platform/filter.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql, type ScopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Audience, DefaultView, Layout, ViewColumn } from './contract.ts';

export interface ViewRow {
  id: string;
  object: string;
  layout: Layout;
  name: string;
  audience: Audience;
  ownerId: string;
  ownerName: string;
  teamId: string | null;
  teamName: string | null;
  filter: FilterNode | null;
  sort: string;
  columns: ViewColumn[];
  processId: string | null;
  cardOrder: string | null;
  updatedAt: string;
  version: number;
}

/** What may be written of a view. */
export type ViewValues = Pick<
  ViewRow,
  'name' | 'audience' | 'teamId' | 'filter' | 'sort' | 'columns' | 'processId' | 'cardOrder'
>;

/** Own views, those for everybody, those of a team one is in or below, and those of the teams whose views one may change. */
function visibleSql(sql: ScopedSql): string {
  const { scope } = sql;
  const level = scope.rights('savedView', 'edit');
  const mine = `(select t.path from teams t where ${sql.workspace('t')} and t.id = ${sql.param(scope.teamId)}::uuid)`;
  const managed =
    level === 'all' ? 'true' : `v.team_id = any(${sql.param(level === 'teamTree' ? scope.teamTreeIds : [])}::uuid[])`;
  return `(v.owner_id = ${sql.param(scope.userId)}::uuid or v.audience = 'public'
    or v.audience = 'team' and (v.team_id = any(${mine}::uuid[]) or ${managed}))`;
}

async function selectViews(db: Db, sql: ScopedSql, where: string): Promise<ViewRow[]> {
  return sql.rows<ViewRow>(
    db,
    `select v.id, v.object, v.layout, v.name, v.audience, v.owner_id, u.name as owner_name, v.team_id, tm.name as team_name,
      v.filter, v.sort, v.columns, v.process_id, v.card_order, v.updated_at, v.version
    from saved_views v join users u on ${sql.workspace('u')} and u.id = v.owner_id
      left join teams tm on ${sql.workspace('tm')} and tm.id = v.team_id
    where ${sql.workspace('v')} and ${where}`,
  );
}

/** The living views of an object that the scope may see, at most 500. */
export async function listViews(db: Db, scope: Scope, object: string): Promise<ViewRow[]> {
  const sql = scopedSql(scope);
  const where = `v.object = ${sql.param(object)} and v.deleted_at is null and ${visibleSql(sql)} order by v.name, v.id limit 500`;
  return selectViews(db, sql, where);
}

/** One view that the scope may see; from the bin, or locked for a change, when asked so. */
export async function findView(
  db: Db,
  scope: Scope,
  id: string,
  options: { deleted?: boolean; lock?: boolean } = {},
): Promise<ViewRow | undefined> {
  const sql = scopedSql(scope);
  const bin = `v.deleted_at is ${options.deleted ? 'not ' : ''}null`;
  const lock = options.lock ? ' for no key update of v' : '';
  const [row] = await selectViews(db, sql, `v.id = ${sql.param(id)}::uuid and ${bin} and ${visibleSql(sql)}${lock}`);
  return row;
}

/** How many living views a person has. */
export async function countViews(db: Db, scope: Scope): Promise<number> {
  const row = await db
    .selectFrom('savedViews')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('ownerId', '=', scope.userId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Values as their columns take them. */
function columnsOf({ filter, columns, ...plain }: Partial<ViewValues>) {
  return {
    ...plain,
    ...(filter === undefined ? {} : { filter: filter === null ? null : JSON.stringify(filter) }),
    ...(columns === undefined ? {} : { columns: JSON.stringify(columns) }),
  };
}

export async function insertView(
  tx: Tx,
  scope: Scope,
  view: ViewValues & { object: string; layout: Layout; ownerId: string },
): Promise<string> {
  const id = uuidv7();
  const { object, layout, ownerId, ...values } = view;
  await tx
    .insertInto('savedViews')
    .values({ workspaceId: scope.workspaceId, id, object, layout, ownerId, name: view.name, ...columnsOf(values) })
    .execute();
  return id;
}

/** Writes what changes of a view that is locked. */
export async function updateView(tx: Tx, scope: Scope, id: string, version: number, values: Partial<ViewValues>): Promise<void> {
  await tx
    .updateTable('savedViews')
    .set({ ...columnsOf(values), version: version + 1, updatedAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function setDeleted(tx: Tx, scope: Scope, id: string, deletedAt: string | null): Promise<void> {
  await tx
    .updateTable('savedViews')
    .set({ deletedAt })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Throws away what has been in the bin since before a day. */
export async function emptyBin(tx: Tx, scope: Scope, before: string): Promise<void> {
  await tx.deleteFrom('savedViews').where('workspaceId', '=', scope.workspaceId).where('deletedAt', '<', before).execute();
}

/** The views a person opens the lists of an object with. */
export async function listDefaults(db: Db, scope: Scope, object: string): Promise<DefaultView[]> {
  const sql = scopedSql(scope);
  return sql.rows<DefaultView>(
    db,
    `select d.object, d.layout, coalesce(d.view_id::text, d.built_in) as view from default_views d
    where ${sql.workspace('d')} and d.user_id = ${sql.param(scope.userId)}::uuid and d.object = ${sql.param(object)} order by d.layout`,
  );
}

/** Sets the view that somebody opens a list with, or none. */
export async function writeDefault(
  tx: Tx,
  scope: Scope,
  userId: string,
  { object, layout }: DefaultView,
  chosen: { viewId: string | null; builtIn: string | null } | null,
): Promise<void> {
  const key = { workspaceId: scope.workspaceId, userId, object, layout };
  if (chosen === null) {
    await tx
      .deleteFrom('defaultViews')
      .where('workspaceId', '=', scope.workspaceId)
      .where('userId', '=', userId)
      .where('object', '=', object)
      .where('layout', '=', layout)
      .execute();
    return;
  }
  await tx
    .insertInto('defaultViews')
    .values({ ...key, ...chosen })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'userId', 'object', 'layout']).doUpdateSet(chosen))
    .execute();
}
