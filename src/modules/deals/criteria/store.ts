import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';

/** What somebody said of a criterion by hand. */
export interface Tick {
  criterionKey: string;
  state: 'met' | 'unknown';
  note: string | null;
  file: { id: string; name: string } | null;
  setBy: string | null;
  setByName: string | null;
  setAt: string;
  version: number;
}

const columns = (sql: ScopedSql) =>
  `select c.criterion_key, c.state, c.note, c.set_by, u.name as set_by_name, c.set_at, c.version,
    case when f.id is not null then jsonb_build_object('id', f.id, 'name', f.name) end as file
  from deal_criteria c left join users u on ${sql.workspace('u')} and u.id = c.set_by left join files f on ${sql.workspace('f')} and f.id = c.file_id
  where ${sql.workspace('c')}`;

export async function findTicks(db: Db, scope: Scope, dealId: string): Promise<Tick[]> {
  const sql = scopedSql(scope);
  return sql.rows(db, `${columns(sql)} and c.deal_id = ${sql.param(dealId)}`);
}

export async function upsertTick(
  db: Db,
  scope: Scope,
  dealId: string,
  tick: Pick<Tick, 'criterionKey' | 'state' | 'note'> & { fileId: string | null },
): Promise<void> {
  const values = { ...tick, setBy: scope.userId, setAt: new Date().toISOString() };
  await db
    .insertInto('dealCriteria')
    .values({ ...values, workspaceId: scope.workspaceId, dealId })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'dealId', 'criterionKey'])
        .doUpdateSet((eb) => ({ ...values, version: eb('dealCriteria.version', '+', 1) })),
    )
    .execute();
}

export async function deleteTick(db: Db, scope: Scope, dealId: string, criterionKey: string): Promise<void> {
  await db
    .deleteFrom('dealCriteria')
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .where('criterionKey', '=', criterionKey)
    .execute();
}

/** Whether a file stands on the deal itself. */
export async function hasFile(db: Db, scope: Scope, dealId: string, fileId: string): Promise<boolean> {
  const row = await db
    .selectFrom('files')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', fileId)
    .where('recordId', '=', dealId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Contacts of each deal: the main one, and those with a part in it. */
export async function findContactIds(
  db: Db,
  scope: Scope,
  dealIds: readonly string[],
): Promise<{ dealId: string; contactId: string; role: string | null }[]> {
  const sql = scopedSql(scope);
  const ids = sql.param(dealIds);
  return sql.rows(
    db,
    `select d.id as deal_id, d.primary_contact_id as contact_id, null as role from deals d
      where ${sql.workspace('d')} and d.id = any(${ids}::uuid[]) and d.primary_contact_id is not null
    union all select p.deal_id, p.contact_id, p.role from deal_contacts p join records r on r.id = p.contact_id and ${sql.workspace('r')} and r.deleted_at is null
      where ${sql.workspace('p')} and p.deal_id = any(${ids}::uuid[])`,
  );
}

/** Those of the deals that are won, with their proof. */
export async function findWon(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('deals')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', 'in', [...dealIds])
    .where('wonOn', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}
