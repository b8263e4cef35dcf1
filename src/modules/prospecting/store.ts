import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { consents } from '../customers/contract.ts';

/** Whether the workspace works with leads; it does until somebody says otherwise. */
export async function findIsEnabled(db: Db, scope: Scope): Promise<boolean> {
  const sql = scopedSql(scope);
  const row = await sql.first<{ isEnabled: boolean }>(
    db,
    `select s.is_enabled from prospecting_settings s where ${sql.workspace('s')}`,
  );
  return row?.isEnabled ?? true;
}

export async function saveIsEnabled(db: Db, scope: Scope, isEnabled: boolean): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into prospecting_settings (workspace_id, is_enabled) values (${sql.workspaceId}, ${sql.param(isEnabled)})
    on conflict (workspace_id) do update set is_enabled = excluded.is_enabled, version = prospecting_settings.version + 1`,
  );
}

/** Those of the records that are leads who have said something against being contacted. Rights do not matter to a bar. */
export async function findBarredLeads(
  db: Db,
  scope: Scope,
  recordIds: readonly string[],
): Promise<{ id: string; name: string; doNotContact: boolean; consent: (typeof consents)[number] }[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select t.id, t.name, t.do_not_contact, t.consent from leads t
    where ${sql.workspace('t')} and t.id = any(${sql.param(recordIds)}::uuid[]) and (t.do_not_contact or t.consent = 'refused')`,
  );
}

/** Ids of the records that the activities of these events are about. */
export async function findRecordsOfEvents(db: Db, scope: Scope, eventIds: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ data: { recordId?: string; linkIds?: string[] } }>(
    db,
    `select e.data from events e where ${sql.workspace('e')} and e.id = any(${sql.param(eventIds)}::uuid[])`,
  );
  return [...new Set(rows.flatMap(({ data }) => [...(data.recordId ? [data.recordId] : []), ...(data.linkIds ?? [])]))];
}

/** Those of the records that are living leads nobody has closed. */
export async function findOpenLeads(db: Db, scope: Scope, ids: readonly string[]): Promise<string[]> {
  const sql = scopedSql(scope);
  const rows = await sql.rows<{ id: string }>(
    db,
    `select t.id from leads t where ${sql.workspace('t')} and t.id = any(${sql.param(ids)}::uuid[])
    and t.deleted_at is null and t.status in ('new', 'contacted')`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes when leads were first contacted, and that they were. The version stays: nobody's open form is out of date by it.
 * Answers those that were new.
 */
export async function setFirstContacts(db: Db, scope: Scope, firsts: ReadonlyMap<string, string>): Promise<string[]> {
  const sql = scopedSql(scope);
  const json = [...firsts].map(([id, at]) => ({ id, at }));
  const rows = await sql.rows<{ id: string; wasNew: boolean }>(
    db,
    `update leads t set first_contact_at = n.at, status = 'contacted'
    from (select o.id, o.status, f.at from leads o join json_to_recordset(${sql.param(JSON.stringify(json))}::json) as f(id uuid, at timestamptz) on f.id = o.id
      where ${sql.workspace('o')} and o.status in ('new', 'contacted') for no key update of o) n
    where ${sql.workspace('t')} and t.id = n.id and t.first_contact_at is distinct from n.at
    returning t.id, n.status = 'new' as was_new`,
  );
  return rows.filter(({ wasNew }) => wasNew).map(({ id }) => id);
}
