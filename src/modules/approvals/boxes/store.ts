import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { InstantMark } from '../../records/paging/rules.ts';
import type { boxes } from '../contract.ts';

type Box = (typeof boxes)[number];

export interface Listed {
  id: string;
  /** What the page is ordered by, to go on after it. */
  mark: string;
  markId: string;
}

/** One page of a box. What is done is ordered by when it was decided, everything else by when it was asked. */
export async function listBox(
  db: Db,
  scope: Scope,
  userId: string,
  { box, limit, after }: { box: Box; limit: number; after: InstantMark | null },
): Promise<Listed[]> {
  const sql = scopedSql(scope);
  // All requests are nobody's in particular: a value that the statement does not name has no type, and is refused.
  const me = box === 'all' ? 'null' : `${sql.param(userId)}::uuid`;
  const [at, id] = box === 'done' ? ['d.decided_at', 'd.id'] : ['r.created_at', 'r.id'];
  // Somebody who filled two seats of a request finds it once.
  const isLast = `not exists (select from approval_seats x where ${sql.workspace('x')} and x.request_id = d.request_id and x.decided_by = ${me}
    and x.state <> 'kept' and (x.decided_at, x.id) > (d.decided_at, d.id))`;
  const waits = `select o.request_id from approval_holders o where ${sql.workspace('o')} and o.user_id = ${me} and o.is_waiting`;
  // Read from the seats alone, in their order: with the requests beside them all that somebody ever decided may be sorted.
  const done = `${sql.workspace('d')} and d.decided_by = ${me} and d.state <> 'kept' and ${isLast}
    and not exists (${waits} and o.request_id = d.request_id)`;
  const conditions: Record<Box, string> = {
    waiting: `${sql.workspace('r')} and r.id in (${waits})`,
    asked: `${sql.workspace('r')} and r.submitted_by = ${me}`,
    done,
    all: `${sql.workspace('r')} and r.state = 'waiting'`,
  };
  const beyond = after ? ` and (${at}, ${id}) < (${sql.param(after.at)}::timestamptz, ${sql.param(after.id)}::uuid)` : '';
  return sql.rows(
    db,
    `select ${box === 'done' ? 'd.request_id as id' : 'r.id'}, (${at})::text as mark, ${id} as "markId"
    from ${box === 'done' ? 'approval_seats d' : 'approvals r'} where ${conditions[box]}${beyond} order by ${at} desc, ${id} desc limit ${sql.param(limit)}`,
  );
}

/** Ids of the requests of a record, the newest first. */
export async function listOfRecord(db: Db, scope: Scope, recordId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('approvals')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('recordId', '=', recordId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ id }) => id);
}

export async function countWaiting(db: Db, scope: Scope, userId: string): Promise<number> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ count: number }>(
    db,
    `select count(distinct o.request_id)::int as count from approval_holders o where ${sql.workspace('o')} and o.user_id = ${sql.param(userId)}::uuid and o.is_waiting`,
  );
  return row?.count ?? 0;
}

export async function takesPart(db: Db, scope: Scope, userId: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const me = `${sql.param(userId)}::uuid`;
  const row = await sql.first<{ isIn: boolean }>(
    db,
    `select exists (select from approvals r where ${sql.workspace('r')} and r.submitted_by = ${me})
      or exists (select from approval_holders o where ${sql.workspace('o')} and o.user_id = ${me}) as "isIn"`,
  );
  return row?.isIn ?? false;
}
