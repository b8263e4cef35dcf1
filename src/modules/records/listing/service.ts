import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type FilterNode, parseFilter, parseSort } from '../../../platform/filter.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Clock } from '../../../platform/time.ts';
import { queryTokens } from '../../../platform/text/tokens.ts';
import { loadTeamTrees } from '../../identity/teams/service.ts';
import { withCustomFields } from '../custom-fields/registry/service.ts';
import type { ListQuery } from '../entities/contract.ts';
import type { Entity } from '../entities/rules.ts';
import { filterMapOf } from '../filter-map/rules.ts';
import { namesTeam, withTeamsBelow } from '../team-filters/rules.ts';
import { presentRow } from '../rows/rules.ts';
import { findRows } from '../rows/service.ts';
import { countRows, findIds, listRows, type Query } from './store.ts';

/** Counts beyond this are shown as "10,000+". */
export const countCap = 10_000;

/** The clock that relative filters mean: the same for everybody in the workspace. */
export function clockOf(scope: Scope): Clock {
  return { now: new Date(), timeZone: scope.timeZone };
}

type Asked = Partial<Pick<ListQuery, 'filter' | 'sort' | 'q' | 'limit' | 'cursor' | 'deleted'>>;

/**
 * Reads a list's query against the entity's fields, those of the workspace included; faults name the field and what would be
 * right. `entity` of the answer knows every field that the filter and the order name.
 */
export async function readQuery(db: Db, scope: Scope, declared: Entity, asked: Asked): Promise<Query & { entity: Entity }> {
  const namesCustom = `${asked.filter ?? ''} ${asked.sort ?? ''}`.includes(customPrefix);
  const entity = namesCustom ? await withCustomFields(db, scope, declared) : declared;
  const map = filterMapOf(entity, scope);
  const filter = parseFilter(asked.filter, map);
  const sort = parseSort(asked.sort, map);
  const faults = [...(filter.ok ? [] : filter.faults), ...(sort.ok ? [] : sort.faults)];
  if (!filter.ok || !sort.ok) throw new DomainError('invalid_input', { fields: faults });
  const tokens = asked.q?.trim() ? await queryTokens(asked.q) : null;
  return {
    entity,
    filter: await withTeams(db, scope, entity, filter.filter),
    sort: sort.sort,
    tokens,
    limit: asked.limit ?? 50,
    cursor: asked.cursor ?? null,
    deleted: asked.deleted === 'true',
  };
}

async function withTeams(db: Db, scope: Scope, entity: Entity, filter: FilterNode | null): Promise<FilterNode | null> {
  if (filter === null || !namesTeam(entity, filter)) return filter;
  // As ids, not as a condition on the tree: the planner then knows how many records they have.
  return withTeamsBelow(entity, filter, await loadTeamTrees(db, scope));
}

export interface ListPage {
  data: Record<string, unknown>[];
  nextCursor: string | null;
}

/** One page of the records of a kind that the scope may see. */
export async function listRecords(db: Db, scope: Scope, declared: Entity, asked: Asked): Promise<ListPage> {
  permit(scope, declared.object, 'view');
  const { entity, ...query } = await readQuery(db, scope, declared, asked);
  const page = await listRows(db, scope, clockOf(scope), entity, query);
  return { data: page.rows.map((row) => presentRow(scope, entity, row)), nextCursor: page.nextCursor };
}

/** How many there are, up to the cap. */
export async function countRecords(
  db: Db,
  scope: Scope,
  declared: Entity,
  asked: Asked,
): Promise<{ count: number; capped: boolean }> {
  permit(scope, declared.object, 'view');
  const { entity, ...query } = await readQuery(db, scope, declared, asked);
  const count = await countRows(db, scope, clockOf(scope), entity, query, countCap);
  return { count: Math.min(count, countCap), capped: count > countCap };
}

/** Ids of what a filter finds, for a bulk change; more than `limit` is refused rather than done in part. */
export async function selectIds(
  db: Db,
  scope: Scope,
  declared: Entity,
  filter: string,
  limit: number,
  deleted = false,
): Promise<string[]> {
  const { entity, ...query } = await readQuery(db, scope, declared, { filter, deleted: deleted ? 'true' : 'false' });
  const ids = await findIds(db, scope, clockOf(scope), entity, query, limit + 1);
  if (ids.length > limit) throw new DomainError('records.too_many', { params: { limit } });
  return ids;
}

/** Every page in turn, for exports. */
export async function* eachPage(
  db: Db,
  scope: Scope,
  declared: Entity,
  asked: Asked,
  action: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const { entity, ...read } = await readQuery(db, scope, declared, asked);
  const query = { ...read, limit: 500, action };
  const clock = clockOf(scope);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listRows>> = await listRows(db, scope, clock, entity, { ...query, cursor });
    yield page.rows.map((row) => presentRow(scope, entity, row));
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** Records by id in the order of the ids, page by page; those that the right does not reach are left out. */
export async function* eachChosen(
  db: Db,
  scope: Scope,
  entity: Entity,
  ids: readonly string[],
  action: string,
): AsyncGenerator<Record<string, unknown>[]> {
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await findRows(db, scope, entity, ids.slice(at, at + 500), { action, deleted: true });
    yield rows.map((row) => presentRow(scope, entity, row));
  }
}
