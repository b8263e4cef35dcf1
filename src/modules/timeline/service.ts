import { uuidv7 } from 'uuidv7';
import type { Db } from '../../platform/db.ts';
import { DomainError, invalidField } from '../../platform/errors.ts';
import { appendEvents, type NewEvent } from '../../platform/events.ts';
import { permit, reaches } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import type { Activity, ActivityChange, Completion, NewActivity } from './contract.ts';
import { refuseApproaches } from './contact-guard/service.ts';
import { isApproach, isTwoWayOf, subjectOf } from './rules.ts';
import * as store from './store.ts';

export interface CreateActivitiesOptions {
  /** Rows of the past: nobody is asked whether they were allowed. */
  history?: boolean;
  importId?: string;
  /** The caller has just written or read the records itself. */
  recordsAreKnown?: boolean;
}

/** Logs or plans a batch of activities and answers their ids in order. Permits, checks records and assignees, asks the contact guard. */
export async function createActivities(
  db: Db,
  scope: Scope,
  batch: readonly NewActivity[],
  options: CreateActivitiesOptions = {},
): Promise<string[]> {
  permit(scope, 'activity', 'create');
  if (batch.length === 0) return [];
  return inTx(db, async (tx) => {
    if (!options.recordsAreKnown)
      await requireRecords(
        tx,
        scope,
        batch.flatMap(({ recordId, linkIds = [] }) => [recordId, ...linkIds]),
      );
    await requireAssignees(
      tx,
      scope,
      batch.map(({ assigneeId }) => assigneeId),
    );
    const rows = batch.map((input) => newRow(scope, input));
    if (!options.history) {
      refuseFuture(rows.map(({ doneAt }) => doneAt));
      await refuseApproaches(tx, scope, rows);
    }
    await store.insertActivities(tx, scope, rows, options.importId ?? null);
    await appendEvents(tx, scope, rows.flatMap(eventsOf));
    return rows.map(({ id }) => id);
  });
}

/** What was done lies in the past. A clock may be a little fast. */
function refuseFuture(doneAts: readonly (string | null | undefined)[]): void {
  const latest = Date.now() + 5 * 60_000;
  if (doneAts.some((at) => typeof at === 'string' && Date.parse(at) > latest))
    throw invalidField('/body/doneAt', 'timeline.done_in_future');
}

function newRow(scope: Scope, input: NewActivity): store.NewRow {
  const { kind, body = null, dueAt = null } = input;
  // Without a time to come it has just happened; only a task waits for its doer.
  const logged = dueAt === null && kind !== 'task' ? new Date().toISOString() : null;
  const subject = subjectOf(input.subject, body);
  return {
    id: uuidv7(),
    recordId: input.recordId,
    linkIds: [...new Set(input.linkIds ?? [])].filter((id) => id !== input.recordId),
    kind,
    subject,
    body,
    direction: input.direction ?? (isApproach(kind, null) ? 'out' : null),
    channel: input.channel ?? null,
    outcome: input.outcome ?? null,
    dueAt,
    startedAt: input.startedAt ?? null,
    doneAt: input.doneAt === undefined ? logged : input.doneAt,
    durationMinutes: input.durationMinutes ?? null,
    isTwoWay: isTwoWayOf(kind, input.isTwoWay),
    assigneeId: input.assigneeId === undefined ? scope.userId : input.assigneeId,
  };
}

function eventsOf(row: store.NewRow): NewEvent[] {
  const data = { kind: row.kind, recordId: row.recordId, linkIds: row.linkIds, isTwoWay: row.isTwoWay };
  const about = { subjectKind: 'activity', subjectId: row.id, happenedAt: row.doneAt, data };
  return [{ kind: 'activity.created', ...about }, ...(row.doneAt === null ? [] : [{ kind: 'activity.completed', ...about }])];
}

async function requireRecords(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const seen = await store.findVisible(tx, scope, wanted);
  if (wanted.some((id) => !seen.has(id)))
    throw new DomainError('not_found', { extra: { missing: wanted.filter((id) => !seen.has(id)).slice(0, 50) } });
}

async function requireAssignees(tx: Tx, scope: Scope, ids: readonly (string | null | undefined)[]): Promise<void> {
  const wanted = [...new Set(ids.flatMap((id) => (typeof id === 'string' && id !== scope.userId ? [id] : [])))];
  const known = await store.findActiveUsers(tx, scope, wanted);
  if (wanted.some((id) => !known.has(id)))
    throw new DomainError('invalid_input', { fields: [{ pointer: '/body/assigneeId', code: 'not_found_reference' }] });
}

/** An activity as the API shows it. */
export function presentActivity(row: store.ActivityRow): Activity {
  const {
    recordId,
    assigneeId,
    assigneeName,
    createdById,
    createdByName,
    assigneeTeamId: _,
    createdByTeamId: __,
    about,
    ...own
  } = row;
  return {
    ...own,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    createdBy: createdById === null ? null : { id: createdById, name: createdByName ?? '' },
    record: about.find(({ id }) => id === recordId) ?? null,
    links: about.filter(({ id }) => id !== recordId),
  };
}

async function getRow(
  db: Db,
  scope: Scope,
  id: string,
  options: { deleted?: boolean; lock?: boolean } = {},
): Promise<store.ActivityRow> {
  const [row] = await store.findActivities(db, scope, [id], options);
  if (!row) throw new DomainError('not_found', { params: { object: 'activity' } });
  return row;
}

/** One activity; 404 unless it stands on something the scope may see, or is the scope's own to do. */
export async function getActivity(db: Db, scope: Scope, id: string): Promise<Activity> {
  return presentActivity(await getRow(db, scope, id));
}

/** Activities by id, in the order of the ids; what the scope may not see is left out. */
export async function listActivities(db: Db, scope: Scope, ids: readonly string[]): Promise<Activity[]> {
  return (await store.findActivities(db, scope, ids)).map(presentActivity);
}

/** Whose an activity is: mine when I wrote it or have to do it, else of whoever has to do it. */
function permitOn(scope: Scope, action: 'edit' | 'delete', row: store.ActivityRow): void {
  const isMine = scope.userId !== null && (row.createdById === scope.userId || row.assigneeId === scope.userId);
  const owned = isMine
    ? { ownerId: scope.userId, teamId: scope.teamId }
    : row.assigneeId === null
      ? { ownerId: row.createdById, teamId: row.createdByTeamId }
      : { ownerId: row.assigneeId, teamId: row.assigneeTeamId };
  if (!reaches(scope, 'activity', action, owned)) throw new DomainError('forbidden', { params: { object: 'activity', action } });
}

/** Edits an activity. `version` is the one the editor saw. */
export async function updateActivity(
  db: Db,
  scope: Scope,
  id: string,
  { version, linkIds, ...changes }: ActivityChange,
): Promise<Activity> {
  return inTx(db, async (tx) => {
    const row = await getRow(tx, scope, id, { lock: true });
    permitOn(scope, 'edit', row);
    if (row.version !== version) throw new DomainError('stale_version', { extra: { current: presentActivity(row) } });
    await requireAssignees(tx, scope, [changes.assigneeId]);
    const known = row.about.map((about) => about.id);
    const links = linkIds ?? known;
    await requireRecords(
      tx,
      scope,
      links.filter((link) => !known.includes(link)),
    );
    const kind = changes.kind ?? row.kind;
    const direction = changes.direction === undefined ? row.direction : changes.direction;
    const asks = changes.kind !== undefined || changes.direction !== undefined || linkIds !== undefined;
    const linked = links.filter((link) => link !== row.recordId);
    if (asks) await refuseApproaches(tx, scope, [{ kind, direction, recordId: row.recordId, linkIds: linked }]);
    refuseFuture([changes.doneAt]);
    await store.updateActivityRow(tx, scope, id, changes);
    await store.deleteLinks(
      tx,
      scope,
      id,
      known.filter((link) => !links.includes(link)),
    );
    await store.insertLinks(
      tx,
      scope,
      links.map((recordId) => ({ activityId: id, recordId })),
    );
    await appendEvents(tx, scope, [
      changed(row, 'activity.updated', { changes: Object.keys(changes) }),
      ...(row.doneAt === null && changes.doneAt ? [changed(row, 'activity.completed', {}, changes.doneAt)] : []),
    ]);
    return presentActivity(await getRow(tx, scope, id));
  });
}

function changed(row: store.ActivityRow, kind: string, data: object = {}, happenedAt: string | null = null): NewEvent {
  const about = {
    kind: row.kind,
    recordId: row.recordId,
    linkIds: row.about.map(({ id }) => id).filter((id) => id !== row.recordId),
  };
  return { kind, subjectKind: 'activity', subjectId: row.id, happenedAt, data: { ...about, isTwoWay: row.isTwoWay, ...data } };
}

/** Moves an activity to the bin, or takes it back. */
export async function setActivityRemoved(db: Db, scope: Scope, id: string, removed: boolean): Promise<Activity> {
  return inTx(db, async (tx) => {
    const row = await getRow(tx, scope, id, { lock: true, deleted: true });
    permitOn(scope, 'delete', row);
    if ((row.deletedAt === null) !== removed) throw new DomainError('not_found', { params: { object: 'activity' } });
    await store.updateActivityRow(tx, scope, id, { deletedAt: removed ? new Date().toISOString() : null });
    await appendEvents(tx, scope, [changed(row, removed ? 'activity.removed' : 'activity.restored')]);
    return presentActivity(await getRow(tx, scope, id, { deleted: true }));
  });
}

/** Marks an activity as done, once, and plans the next step on the same records. */
export async function completeActivity(
  db: Db,
  scope: Scope,
  id: string,
  { outcome, doneAt, isTwoWay, nextStep }: Completion,
): Promise<Activity> {
  return inTx(db, async (tx) => {
    const row = await getRow(tx, scope, id, { lock: true });
    permitOn(scope, 'edit', row);
    if (row.doneAt !== null) throw new DomainError('timeline.already_done', { status: 409 });
    const at = doneAt ?? new Date().toISOString();
    refuseFuture([at]);
    // Whoever has said since it was planned that they do not want it is not approached.
    const linkIds = row.about.map((about) => about.id).filter((link) => link !== row.recordId);
    await refuseApproaches(tx, scope, [{ ...row, linkIds }]);
    await store.updateActivityRow(tx, scope, id, { doneAt: at, outcome, isTwoWay });
    await appendEvents(tx, scope, [changed(row, 'activity.completed', isTwoWay === undefined ? {} : { isTwoWay }, at)]);
    if (nextStep) {
      const next = {
        ...nextStep,
        recordId: row.recordId,
        linkIds: row.about.map((about) => about.id),
        assigneeId: row.assigneeId ?? scope.userId,
      };
      await createActivities(tx, scope, [next], { recordsAreKnown: true });
    }
    return presentActivity(await getRow(tx, scope, id));
  });
}

/** Takes "done" back. */
export async function reopenActivity(db: Db, scope: Scope, id: string): Promise<Activity> {
  return inTx(db, async (tx) => {
    const row = await getRow(tx, scope, id, { lock: true });
    permitOn(scope, 'edit', row);
    if (row.doneAt === null) throw new DomainError('timeline.not_done', { status: 409 });
    await store.updateActivityRow(tx, scope, id, { doneAt: null });
    await appendEvents(tx, scope, [changed(row, 'activity.reopened')]);
    return presentActivity(await getRow(tx, scope, id));
  });
}

export interface NewTask {
  recordId: string;
  linkIds?: string[];
  subject: string;
  body?: string | null;
  dueAt: string | null;
  /** The maker when left out; nobody when null. */
  assigneeId?: string | null;
}

/** Plans tasks on records that the caller has just written or permitted: the entry tasks of a stage, the next step of a move. */
export async function createTasks(tx: Tx, scope: Scope, tasks: readonly NewTask[]): Promise<string[]> {
  return createActivities(
    tx,
    scope,
    tasks.map((task) => ({ ...task, kind: 'task' as const })),
    { recordsAreKnown: true },
  );
}
