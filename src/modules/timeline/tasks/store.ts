import type { Db } from '../../../platform/db.ts';
import { rightsPredicate } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type ScopedSql, scopedSql } from '../../../platform/scope-sql.ts';
import type { InstantMark } from '../../records/paging/rules.ts';
import { shownOnSql, visibleSql } from '../visibility/rules.ts';
import type { taskWhens } from './contract.ts';

export type When = (typeof taskWhens)[number];

export interface TaskQuery {
  /** Null is everybody within the scope's rights. */
  assigneeId: string | null;
  record: { id: string; kind: string } | null;
  when: When | null;
  /** Bounds of the scope's calendar day. */
  today: { from: string; to: string };
  now: string;
  limit: number;
  after: InstantMark | null;
}

/** What is to do is kept in time order; without a time it comes last. What is done: newest first. */
const dueAt = `coalesce(a.due_at, 'infinity'::timestamptz)`;

function whenSql(sql: ScopedSql, { when, now, today }: TaskQuery): string {
  switch (when) {
    case 'overdue':
      return `a.done_at is null and a.due_at < ${sql.param(now)}::timestamptz`;
    case 'today':
      return `a.done_at is null and a.due_at >= ${sql.param(now)}::timestamptz and a.due_at < ${sql.param(today.to)}::timestamptz`;
    case 'upcoming':
      return `a.done_at is null and a.due_at >= ${sql.param(today.to)}::timestamptz`;
    case 'unscheduled':
      return 'a.done_at is null and a.due_at is null';
    case 'done':
      return 'a.done_at is not null';
    case null:
      return 'a.done_at is null';
  }
}

function conditions(sql: ScopedSql, query: TaskQuery): string[] {
  const parts = [
    sql.workspace('a'),
    'a.deleted_at is null',
    whenSql(sql, query),
    visibleSql(sql),
    peopleSql(sql, query.assigneeId, query.record !== null),
  ];
  if (query.record !== null)
    parts.push(
      `exists (select 1 from activity_links q where ${sql.workspace('q')} and q.activity_id = a.id and ${shownOnSql(sql, 'q.record_id', query.record)})`,
    );
  return parts;
}

/** Whose tasks: the person's named, within the right to view; on a record, whoever sees it sees who has to do what. */
function peopleSql(sql: ScopedSql, assigneeId: string | null, onRecord: boolean): string {
  const named = assigneeId === null ? 'true' : `a.assignee_id = ${sql.param(assigneeId)}::uuid`;
  const rights = onRecord ? 'true' : rightsPredicate(sql, 'activity', 'view', 'w');
  if (rights === 'true') return named;
  return `${named} and (a.assignee_id is null or exists (select 1 from (select u.id as owner_id, u.team_id from users u
    where ${sql.workspace('u')} and u.id = a.assignee_id) w where ${rights}))`;
}

/** Ids of one page of tasks, with the moment each is ordered by. */
export async function findTasks(db: Db, scope: Scope, query: TaskQuery): Promise<{ id: string; mark: string }[]> {
  const sql = scopedSql(scope);
  const parts = conditions(sql, query);
  const isDone = query.when === 'done';
  const at = isDone ? 'a.done_at' : dueAt;
  if (query.after)
    parts.push(
      `(${at}, a.id) ${isDone ? '<' : '>'} (${sql.param(query.after.at)}::timestamptz, ${sql.param(query.after.id)}::uuid)`,
    );
  const direction = isDone ? 'desc' : 'asc';
  return sql.rows(
    db,
    `select a.id, (${at})::text as mark from activities a where ${parts.join(' and ')} order by ${at} ${direction}, a.id ${direction} limit ${sql.param(query.limit)}`,
  );
}

/** Gives what somebody has still to do to another; answers how much. */
export async function reassignOpen(db: Db, scope: Scope, fromUserId: string, toUserId: string): Promise<number> {
  const sql = scopedSql(scope);
  const result = await sql.run(
    db,
    `update activities a set assignee_id = ${sql.param(toUserId)}, version = a.version + 1, updated_at = now()
    where ${sql.workspace('a')} and a.assignee_id = ${sql.param(fromUserId)} and a.done_at is null and a.deleted_at is null`,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** How many are overdue, and how many are left for today. */
export async function countDue(
  db: Db,
  scope: Scope,
  query: Pick<TaskQuery, 'assigneeId' | 'now' | 'today'>,
): Promise<{ overdue: number; today: number }> {
  const sql = scopedSql(scope);
  const now = `${sql.param(query.now)}::timestamptz`;
  const row = await sql.first<{ overdue: number; today: number }>(
    db,
    `select count(*) filter (where a.due_at < ${now}) as overdue, count(*) filter (where a.due_at >= ${now}) as today
    from activities a where ${sql.workspace('a')} and a.deleted_at is null and a.done_at is null and a.due_at < ${sql.param(query.today.to)}::timestamptz
    and ${visibleSql(sql)} and ${peopleSql(sql, query.assigneeId, false)}`,
  );
  return row ?? { overdue: 0, today: 0 };
}

/** Open tasks of a record that are due at exactly this moment. */
export async function findDueAt(
  db: Db,
  scope: Scope,
  recordId: string,
  dueAt: string,
): Promise<{ id: string; subject: string }[]> {
  return db
    .selectFrom('activities')
    .select(['id', 'subject'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('recordId', '=', recordId)
    .where('kind', '=', 'task')
    .where('dueAt', '=', dueAt)
    .where('doneAt', 'is', null)
    .where('deletedAt', 'is', null)
    .execute();
}
