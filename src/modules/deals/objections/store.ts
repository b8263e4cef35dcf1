import { uuidv7 } from 'uuidv7';
import type { Updateable } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { DB } from '../../../platform/db-types.ts';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import { maximumObjections, maximumReplies, type Objection } from './contract.ts';

export interface ObjectionRow extends Omit<Objection, 'stage'> {
  stage: { id: string; names: LocalizedText; key: string };
  isDeleted: boolean;
}

/** Objections of a deal, open ones first, the newest of them on top; with an id that one alone, taken off or not. */
export async function findObjections(db: Db, scope: Scope, dealId: string, id: string | null = null): Promise<ObjectionRow[]> {
  const sql = scopedSql(scope);
  const person = (alias: string) =>
    `case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;
  const one = id === null ? 'and o.deleted_at is null' : `and o.id = ${sql.param(id)}::uuid`;
  return sql.rows<ObjectionRow>(
    db,
    `select o.id, o.kind, o.said, o.status, o.closed_as, o.steps, o.raised_on, o.closed_on, o.version, o.deleted_at is not null as is_deleted,
      jsonb_build_object('id', s.id, 'key', s.key, 'names', s.names) as stage,
      case when r.id is not null then jsonb_build_object('id', r.id, 'title', r.title) end as contact, ${person('u')} as by,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'side', p.side, 'text', p.text, 'saidOn', p.said_on, 'materialId', p.material_id,
          'by', ${person('w')}, 'at', to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p.created_at, p.id)
        from (select * from deal_objection_replies p where ${sql.workspace('p')} and p.objection_id = o.id order by p.created_at, p.id limit ${maximumReplies}) p
        left join users w on ${sql.workspace('w')} and w.id = p.created_by), '[]'::jsonb) as replies
    from deal_objections o join stages s on ${sql.workspace('s')} and s.id = o.stage_id
      left join records r on ${sql.workspace('r')} and r.id = o.contact_id and r.deleted_at is null
      left join users u on ${sql.workspace('u')} and u.id = o.created_by
    where ${sql.workspace('o')} and o.deal_id = ${sql.param(dealId)}::uuid ${one}
    order by o.status = 'closed', o.created_at desc, o.id desc limit ${maximumObjections}`,
  );
}

/** How many objections a deal has, those taken off among them. */
export async function countObjections(db: Db, scope: Scope, dealId: string): Promise<number> {
  const { count } = await db
    .selectFrom('dealObjections')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', '=', dealId)
    .executeTakeFirstOrThrow();
  return count;
}

export interface ObjectionValues {
  dealId: string;
  stageId: string;
  kind: Objection['kind'];
  said: string;
  contactId: string | null;
  raisedOn: string;
}

export async function insertObjection(db: Db, scope: Scope, values: ObjectionValues): Promise<string> {
  const id = uuidv7();
  const { workspaceId, userId: createdBy } = scope;
  await db
    .insertInto('dealObjections')
    .values({ ...values, id, workspaceId, createdBy })
    .execute();
  return id;
}

export type ObjectionChanges = Omit<Updateable<DB['dealObjections']>, 'workspaceId' | 'id' | 'dealId' | 'version' | 'updatedAt'>;

/** Writes an objection of a locked deal, and counts its version up. */
export async function updateObjectionRow(db: Db, scope: Scope, id: string, changes: ObjectionChanges): Promise<void> {
  await db
    .updateTable('dealObjections')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1), updatedAt: new Date().toISOString() }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function insertReply(
  db: Db,
  scope: Scope,
  objectionId: string,
  reply: { side: string; text: string; saidOn: string; materialId: string | null },
): Promise<void> {
  const { workspaceId, userId: createdBy } = scope;
  await db
    .insertInto('dealObjectionReplies')
    .values({ ...reply, id: uuidv7(), workspaceId, objectionId, createdBy })
    .execute();
}

/** Those of the deals that have an objection which is not closed. */
export async function findObjecting(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('dealObjections')
    .select('dealId')
    .distinct()
    .where('workspaceId', '=', scope.workspaceId)
    .where('dealId', 'in', [...dealIds])
    .where('status', '<>', 'closed')
    .where('deletedAt', 'is', null)
    .execute();
  return rows.map(({ dealId }) => dealId);
}

export interface PastObjection extends ObjectionValues {
  status: Objection['status'];
  closedAs: Objection['closedAs'];
  closedOn: string | null;
  steps: Objection['steps'];
  replies: readonly { side: string; text: string; saidOn: string; materialId: string | null }[];
}

/** Inserts objections of the past with their replies: one statement per table. */
export async function insertPast(db: Db, scope: Scope, all: readonly PastObjection[]): Promise<void> {
  const { workspaceId, userId: createdBy } = scope;
  const rows = all.map(({ replies, ...values }) => ({ values: { ...values, id: uuidv7(), workspaceId, createdBy }, replies }));
  if (rows.length === 0) return;
  await db
    .insertInto('dealObjections')
    .values(rows.map(({ values }) => ({ ...values, createdAt: `${values.raisedOn}T08:00:00Z` })))
    .execute();
  const said = rows.flatMap(({ values, replies }) =>
    replies.map((reply) => ({ ...reply, objectionId: values.id, id: uuidv7(), workspaceId, createdBy })),
  );
  if (said.length > 0) await db.insertInto('dealObjectionReplies').values(said).execute();
}
