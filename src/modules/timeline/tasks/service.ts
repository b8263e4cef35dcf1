import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { QueryOf } from '../../../platform/endpoint.ts';
import { invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { dayBounds } from '../../../platform/time.ts';
import type { Tx } from '../../../platform/tx.ts';
import { getHead } from '../../records/audit/service.ts';
import { type InstantMark, markOf, readMark } from '../../records/paging/rules.ts';
import type { Activity } from '../contract.ts';
import { listActivities } from '../service.ts';
import { updateActivityRow } from '../store.ts';
import type { listTasks as listTasksEndpoint } from './contract.ts';
import { countDue, findDueAt, findTasks, reassignOpen } from './store.ts';

/** What is due today is a matter of the person's own day. */
function clock(scope: Scope): { now: string; today: { from: string; to: string } } {
  return { now: new Date().toISOString(), today: dayBounds(todayIn(scope.personTimeZone), scope.personTimeZone) };
}

/** A mark of this list may stand at "no time at all". */
function markIn(cursor: string): InstantMark {
  const endless = /^infinity ([0-9a-f-]{36})$/.exec(cursor);
  const mark = endless?.[1] ? { at: 'infinity', id: endless[1] } : readMark(cursor);
  if (!mark) throw invalidField('/query/cursor', 'invalid_cursor');
  return mark;
}

/** What is to do: mine, somebody's within the right to view, or all of a record. */
export async function listTasks(
  db: Db,
  scope: Scope,
  asked: QueryOf<typeof listTasksEndpoint>,
): Promise<{ data: Activity[]; nextCursor: string | null }> {
  permit(scope, 'activity', 'view');
  const record = asked.recordId === undefined ? null : await getHead(db, scope, asked.recordId);
  const fallback = asked.recordId === undefined ? scope.userId : 'all';
  const whose = asked.assigneeId ?? fallback;
  const rows = await findTasks(db, scope, {
    ...clock(scope),
    assigneeId: whose === 'all' ? null : whose,
    record,
    when: asked.when ?? null,
    limit: asked.limit + 1,
    after: asked.cursor === undefined ? null : markIn(asked.cursor),
  });
  const page = rows.slice(0, asked.limit);
  const last = page.at(-1);
  const data = await listActivities(
    db,
    scope,
    page.map(({ id }) => id),
  );
  return { data, nextCursor: rows.length > asked.limit && last ? markOf(last.mark, last.id) : null };
}

/** Tasks of a record that the caller has read already, soonest first; those done, newest first. */
export async function listTasksOn(
  db: Db,
  scope: Scope,
  record: { id: string; kind: string },
  when: 'done' | null,
  limit: number,
): Promise<Activity[]> {
  permit(scope, 'activity', 'view');
  const rows = await findTasks(db, scope, { ...clock(scope), assigneeId: null, record, when, limit, after: null });
  return listActivities(
    db,
    scope,
    rows.map(({ id }) => id),
  );
}

/** How many tasks are overdue and due today, of me or of somebody within my rights. */
export async function countTasks(db: Db, scope: Scope, assigneeId: string | null): Promise<{ overdue: number; today: number }> {
  permit(scope, 'activity', 'view');
  return countDue(db, scope, { ...clock(scope), assigneeId: assigneeId ?? scope.userId });
}

/** Gives the open tasks of somebody who leaves to another user (hook of identity). */
export async function handOverTasks(db: Db, scope: Scope, from: { id: string }, to: { id: string }): Promise<number> {
  return reassignOpen(db, scope, from.id, to.id);
}

/**
 * Marks as done what a use case planned itself, by its day and the beginning of its subject, once it is over with what the caller
 * does; whose task it is does not matter then.
 */
export async function endTasks(
  tx: Tx,
  scope: Scope,
  recordId: string,
  { dueAt, beginnings }: { dueAt: string; beginnings: readonly string[] },
): Promise<void> {
  const found = await findDueAt(tx, scope, recordId, dueAt);
  const over = found.filter(({ subject }) => beginnings.some((beginning) => subject.startsWith(beginning)));
  const doneAt = new Date().toISOString();
  for (const { id } of over) await updateActivityRow(tx, scope, id, { doneAt });
  const data = { kind: 'task', recordId, linkIds: [], isTwoWay: false };
  await appendEvents(
    tx,
    scope,
    over.map(({ id }) => ({ kind: 'activity.completed', subjectKind: 'activity', subjectId: id, happenedAt: doneAt, data })),
  );
}
