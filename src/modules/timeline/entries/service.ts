import type { Db } from '../../../platform/db.ts';
import { invalidField } from '../../../platform/errors.ts';
import type { QueryOf } from '../../../platform/endpoint.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findSeen, getHead } from '../../records/audit/service.ts';
import { allEntities } from '../../records/entities/rules.ts';
import { readableData } from '../../records/field-rights/rules.ts';
import { markOf, readMark } from '../../records/paging/rules.ts';
import type { Entry, listTimeline as listTimelineEndpoint } from '../contract.ts';
import { listActivities } from '../service.ts';
import { idsIn, withoutDerived } from './rules.ts';
import { findEntries, findWhoNames } from './store.ts';

/** One page of what happened and what is planned on a record that the scope may see, newest first. */
export async function listTimeline(
  db: Db,
  scope: Scope,
  recordId: string,
  asked: QueryOf<typeof listTimelineEndpoint>,
): Promise<{ data: Entry[]; nextCursor: string | null }> {
  const record = await getHead(db, scope, recordId);
  const after = asked.cursor === undefined ? null : readMark(asked.cursor);
  if (asked.cursor !== undefined && after === null) throw invalidField('/query/cursor', 'invalid_cursor');
  const rows = await findEntries(db, scope, {
    record,
    limit: asked.limit + 1,
    after,
    only: asked.only ?? null,
    open: asked.open === undefined ? null : asked.open === 'true',
    kinds: asked.kinds?.split(',') ?? null,
  });
  const page = rows.slice(0, asked.limit);
  const activities = await listActivities(
    db,
    scope,
    page.flatMap(({ type, id }) => (type === 'activity' ? [id] : [])),
  );
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  // Ids in fields that the reader may not read are gone by then, and name nothing.
  const said = new Map(page.map((row) => [row.id, readableData(scope, record.kind, saidOf(record.kind, row.data ?? {}))]));
  const titles = await titlesOf(
    db,
    scope,
    [...said.values()].flatMap((one) => idsIn(one)),
  );
  const data = page.map((row) => ({
    id: row.id,
    type: row.type,
    kind: row.kind,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    activity: byId.get(row.id) ?? null,
    data: said.get(row.id) ?? {},
    names: Object.fromEntries(
      idsIn(said.get(row.id) ?? null).flatMap((id) => {
        const title = titles.get(id);
        return title === undefined ? [] : [[id, title]];
      }),
    ),
  }));
  const last = page.at(-1);
  return { data, nextCursor: rows.length > asked.limit && last ? markOf(last.mark, last.id) : null };
}

/** What an event says on the record's own timeline. */
function saidOf(kind: string, data: Record<string, unknown>): Record<string, unknown> {
  const fields = allEntities().find(({ object }) => object === kind)?.fields ?? {};
  const derived = Object.entries(fields).flatMap(([key, field]) => (field.readOnly ? [key, `${key}Id`] : []));
  return withoutDerived(data, new Set(derived));
}

/**
 * Titles of the records that may be seen, and names of people and teams, by id. Events hold ids alone: who reads one may not see
 * what it points to.
 */
async function titlesOf(db: Db, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  const heads = await findSeen(db, scope, wanted);
  const who = await findWhoNames(db, scope, wanted);
  return new Map([...heads.map(({ id, title }) => [id, title] as const), ...who.map(({ id, name }) => [id, name] as const)]);
}
