import type { Insertable, Updateable } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { DB } from '../../../platform/db-types.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { type Concession, maximumConcessions, type WalkAway } from './contract.ts';
import type { Priced } from './rules.ts';

export interface ConcessionRow extends Concession, Omit<Priced, keyof Concession> {}

const columns = `c.id, c.round, c.side, c.kind, c.text, c.currency, c.value_minor, c.margin_minor, c.margin_bp, c.got_text, c.got_minor,
  c.base_value_minor, c.base_margin_minor, c.base_got_minor, c.said_on, c.version,
  case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as by`;

/** The ledger of a deal, round by round in the order in which things were said. */
export async function findConcessions(db: Db, scope: Scope, dealId: string): Promise<ConcessionRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<ConcessionRow>(
    db,
    `select ${columns} from deal_concessions c left join users u on ${sql.workspace('u')} and u.id = c.by_id
    where ${sql.workspace('c')} and c.deal_id = ${sql.param(dealId)}::uuid and c.deleted_at is null
    order by c.round, c.said_on, c.created_at, c.id limit ${maximumConcessions}`,
  );
}

/** One entry of a deal, taken off or not. */
export async function findConcession(
  db: Db,
  scope: Scope,
  dealId: string,
  id: string,
): Promise<(ConcessionRow & { isDeleted: boolean }) | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select ${columns}, c.deleted_at is not null as is_deleted from deal_concessions c
      left join users u on ${sql.workspace('u')} and u.id = c.by_id
    where ${sql.workspace('c')} and c.deal_id = ${sql.param(dealId)}::uuid and c.id = ${sql.param(id)}::uuid`,
  );
}

/** How many entries a deal has, those taken off among them. */
export async function countConcessions(db: Db, scope: Scope, dealId: string): Promise<number> {
  const { count } = await db
    .selectFrom('dealConcessions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .executeTakeFirstOrThrow();
  return count;
}

export type ConcessionValues = Omit<Insertable<DB['dealConcessions']>, 'workspaceId' | 'id' | 'byId'>;

export async function insertConcession(db: Db, scope: Scope, values: ConcessionValues): Promise<string> {
  const id = uuidv7();
  await db
    .insertInto('dealConcessions')
    .values({ ...values, id, workspaceId: scope.workspaceId, byId: scope.userId })
    .execute();
  return id;
}

/** Inserts entries of the past in one statement. */
export async function insertPast(db: Db, scope: Scope, all: readonly ConcessionValues[]): Promise<void> {
  if (all.length === 0) return;
  const { workspaceId, userId: byId } = scope;
  await db
    .insertInto('dealConcessions')
    .values(all.map((values) => ({ ...values, id: uuidv7(), workspaceId, byId })))
    .execute();
}

export type ConcessionChanges = Omit<
  Updateable<DB['dealConcessions']>,
  'workspaceId' | 'id' | 'dealId' | 'version' | 'updatedAt'
>;

/** Writes an entry of a locked deal, and counts its version up. */
export async function updateConcessionRow(db: Db, scope: Scope, id: string, changes: ConcessionChanges): Promise<void> {
  await db
    .updateTable('dealConcessions')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function findWalkAway(db: Db, scope: Scope, dealId: string): Promise<WalkAway | undefined> {
  return db
    .selectFrom('dealWalkAways')
    .select(['lowestTotalMinor', 'lowestMarginBp', 'note', 'version'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .executeTakeFirst();
}

export async function upsertWalkAway(db: Db, scope: Scope, dealId: string, values: Omit<WalkAway, 'version'>): Promise<void> {
  const written = { ...values, setBy: scope.userId, updatedAt: new Date().toISOString() };
  await db
    .insertInto('dealWalkAways')
    .values({ ...written, workspaceId: scope.workspaceId, dealId })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'dealId'])
        .doUpdateSet((eb) => ({ ...written, version: eb('dealWalkAways.version', '+', 1) })),
    )
    .execute();
}
