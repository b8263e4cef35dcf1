import type { Db } from '../../platform/db.ts';
import { kindsPredicate } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { identifier, scopedSql } from '../../platform/scope-sql.ts';
import type { Activity, ActivityKind } from './contract.ts';
import { aboutSql, recordKinds, visibleSql } from './visibility/rules.ts';

export interface About {
  id: string;
  kind: string;
  title: string;
}

export interface ActivityRow extends Omit<Activity, 'assignee' | 'createdBy' | 'record' | 'links'> {
  recordId: string;
  assigneeId: string | null;
  assigneeName: string | null;
  assigneeTeamId: string | null;
  createdById: string | null;
  createdByName: string | null;
  createdByTeamId: string | null;
  about: About[];
}

/** Activities by id that the scope may see, in the order of the ids. */
export async function findActivities(
  db: Db,
  scope: Scope,
  ids: readonly string[],
  options: { deleted?: boolean; lock?: boolean } = {},
): Promise<ActivityRow[]> {
  if (ids.length === 0) return [];
  const sql = scopedSql(scope);
  const bin = options.deleted ? '' : ' and a.deleted_at is null';
  const lock = options.lock ? ' order by a.id for no key update' : '';
  const rows = await sql.rows<ActivityRow>(
    db,
    `select a.id, a.version, a.kind, a.subject, a.body, a.direction, a.channel, a.outcome, a.due_at, a.started_at, a.done_at,
      a.duration_minutes, a.is_two_way, a.record_id, a.created_at, a.updated_at, a.deleted_at,
      a.assignee_id, ua.name as assignee_name, ua.team_id as assignee_team_id,
      a.created_by as created_by_id, uc.name as created_by_name, uc.team_id as created_by_team_id, ${aboutSql(sql)} as about
    from (select a.* from activities a where ${sql.workspace('a')} and a.id = any(${sql.param(ids)}::uuid[])${bin} and ${visibleSql(sql)}${lock}) a
    left join users ua on ${sql.workspace('ua')} and ua.id = a.assignee_id
    left join users uc on ${sql.workspace('uc')} and uc.id = a.created_by`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A new activity, complete. */
export interface NewRow {
  id: string;
  recordId: string;
  linkIds: string[];
  kind: ActivityKind;
  subject: string;
  body: string | null;
  direction: Activity['direction'];
  channel: string | null;
  outcome: string | null;
  dueAt: string | null;
  startedAt: string | null;
  doneAt: string | null;
  durationMinutes: number | null;
  isTwoWay: boolean;
  assigneeId: string | null;
}

/** Inserts a batch with its links in one statement, however many there are. */
export async function insertActivities(db: Db, scope: Scope, batch: readonly NewRow[], importId: string | null): Promise<void> {
  const sql = scopedSql(scope);
  const json = batch.map((row) => ({
    id: row.id,
    record_id: row.recordId,
    kind: row.kind,
    subject: row.subject,
    body: row.body,
    direction: row.direction,
    channel: row.channel,
    outcome: row.outcome,
    due_at: row.dueAt,
    started_at: row.startedAt,
    done_at: row.doneAt,
    duration_minutes: row.durationMinutes,
    is_two_way: row.isTwoWay,
    assignee_id: row.assigneeId,
  }));
  const columns =
    'id, record_id, kind, subject, body, direction, channel, outcome, due_at, started_at, done_at, duration_minutes, is_two_way, assignee_id';
  const links = batch.flatMap(({ id, recordId, linkIds }) =>
    [recordId, ...linkIds].map((record) => ({ activity_id: id, record_id: record })),
  );
  await sql.run(
    db,
    `with made as (insert into activities (workspace_id, created_by, import_id, ${columns})
      select ${sql.workspaceId}, ${sql.param(scope.userId)}::uuid, ${sql.param(importId)}::uuid, ${columns}
      from json_to_recordset(${sql.param(JSON.stringify(json))}::json) as r(id uuid, record_id uuid, kind text, subject text, body text, direction text, channel text,
        outcome text, due_at timestamptz, started_at timestamptz, done_at timestamptz, duration_minutes int, is_two_way boolean, assignee_id uuid) returning id, stands_at)
    insert into activity_links (workspace_id, activity_id, record_id, stands_at) select ${sql.workspaceId}, m.id, l.record_id, m.stands_at
    from json_to_recordset(${sql.param(JSON.stringify(links))}::json) as l(activity_id uuid, record_id uuid) join made m on m.id = l.activity_id
    on conflict do nothing`,
  );
}

export async function insertLinks(
  db: Db,
  scope: Scope,
  links: readonly { activityId: string; recordId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  const sql = scopedSql(scope);
  const json = links.map(({ activityId, recordId }) => ({ activity_id: activityId, record_id: recordId }));
  await sql.run(
    db,
    `insert into activity_links (workspace_id, activity_id, record_id, stands_at) select ${sql.workspaceId}, a.id, r.record_id, a.stands_at
    from json_to_recordset(${sql.param(JSON.stringify(json))}::json) as r(activity_id uuid, record_id uuid)
    join activities a on ${sql.workspace('a')} and a.id = r.activity_id on conflict do nothing`,
  );
}

/** Takes links away, never the one to the record an activity was written on. */
export async function deleteLinks(db: Db, scope: Scope, activityId: string, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `delete from activity_links l using activities a where ${sql.workspace('l')} and ${sql.workspace('a')} and a.id = l.activity_id
    and l.activity_id = ${sql.param(activityId)}::uuid and l.record_id = any(${sql.param(recordIds)}::uuid[]) and l.record_id <> a.record_id`,
  );
}

const types: Record<string, { column: string; type: string }> = {
  kind: { column: 'kind', type: 'text' },
  subject: { column: 'subject', type: 'text' },
  body: { column: 'body', type: 'text' },
  direction: { column: 'direction', type: 'text' },
  channel: { column: 'channel', type: 'text' },
  outcome: { column: 'outcome', type: 'text' },
  dueAt: { column: 'due_at', type: 'timestamptz' },
  startedAt: { column: 'started_at', type: 'timestamptz' },
  doneAt: { column: 'done_at', type: 'timestamptz' },
  durationMinutes: { column: 'duration_minutes', type: 'int' },
  isTwoWay: { column: 'is_two_way', type: 'boolean' },
  assigneeId: { column: 'assignee_id', type: 'uuid' },
  deletedAt: { column: 'deleted_at', type: 'timestamptz' },
};

/** Writes the properties named, and the next version. */
export async function updateActivityRow(
  db: Db,
  scope: Scope,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const sql = scopedSql(scope);
  const sets = Object.entries(changes).flatMap(([key, value]) => {
    const known = types[key];
    return known && value !== undefined ? [`${identifier(known.column)} = ${sql.param(value)}::${known.type}`] : [];
  });
  await sql.run(
    db,
    `update activities a set version = a.version + 1, updated_at = now()${sets.map((set) => `, ${set}`).join('')} where ${sql.workspace('a')} and a.id = ${sql.param(id)}::uuid`,
  );
}

/** Those of the ids that are living records the scope may see, of any kind. */
export async function findVisible(db: Db, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select r.id from records r where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[])
    and r.deleted_at is null and ${kindsPredicate(sql, recordKinds(), 'view', 'r')}`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Those of the ids that are active users of the workspace. */
export async function findActiveUsers(db: Db, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select u.id from users u where ${sql.workspace('u')} and u.id = any(${sql.param(ids)}::uuid[]) and u.is_active`,
  );
  return new Set(rows.map(({ id }) => id));
}
