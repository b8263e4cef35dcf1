import type { Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { type FilterNode, parseFilter, parseSort } from '../../../platform/filter.ts';
import { customPrefix, type FilterFieldMap } from '../../../platform/filter-fields.ts';
import { fieldRightOf } from '../../../platform/field-rights.ts';
import { translate } from '../../../platform/i18n.ts';
import { localize } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { listCustomFields, withCustomFields } from '../custom-fields/registry/service.ts';
import { type Entity, findEntity } from '../entities/rules.ts';
import { filterMapOf, headerFields } from '../filter-map/rules.ts';
import type { DefaultView, LostPart, NewView, SavedView, ViewChanges } from './contract.ts';
import {
  mayShareWith,
  pruneColumns,
  pruneFilter,
  pruneSort,
  reachesView,
  withHiddenColumns,
  withHiddenConditions,
  withHiddenOrder,
} from './rules.ts';
import * as store from './store.ts';

/** Views one person keeps; more than anybody tells apart. */
const maxViews = 200;
/** How long a deleted view can be taken back. */
const daysInBin = 30;

function entityFor(scope: Scope, object: string): Entity {
  const entity = findEntity(object);
  if (!entity) throw new DomainError('records.unknown_object', { params: { object } });
  permit(scope, object, 'view');
  return entity;
}

/** The views of an object's list and board that the reader may use, without what they may not see, and what each opens with. */
export async function listViews(db: Db, scope: Scope, object: string): Promise<{ data: SavedView[]; defaults: DefaultView[] }> {
  permit(scope, 'savedView', 'view');
  const entity = entityFor(scope, object);
  const [rows, defaults] = await Promise.all([store.listViews(db, scope, object), store.listDefaults(db, scope, object)]);
  return { data: await presentAll(db, scope, entity, rows), defaults };
}

/** One view; 404 when it is not there or not shared with the reader. */
export async function getView(db: Db, scope: Scope, id: string): Promise<SavedView> {
  permit(scope, 'savedView', 'view');
  const row = await store.findView(db, scope, id);
  if (!row) throw new DomainError('not_found');
  return present(db, scope, row);
}

async function present(db: Db, scope: Scope, row: store.ViewRow): Promise<SavedView> {
  const [view] = await presentAll(db, scope, entityFor(scope, row.object), [row]);
  if (!view) throw new DomainError('not_found');
  return view;
}

/** Views as the reader can use them: without conditions, orders and columns of fields that they do not have. */
async function presentAll(db: Db, scope: Scope, declared: Entity, rows: readonly store.ViewRow[]): Promise<SavedView[]> {
  const entity = await withCustomFields(db, scope, declared);
  const fields = filterMapOf(entity, scope);
  const isHidden = (key: string): boolean => fieldRightOf(scope, entity.object, key) === 'hidden';
  const shown = rows.map((row) => {
    const [filter, sort] = [pruneFilter(row.filter, fields), pruneSort(row.sort, fields)];
    const columns = pruneColumns(row.columns, columnKeys(entity), isHidden);
    const lost = { filter: filter.lost, sort: sort.lost, columns: columns.lost };
    return { row, filter: filter.kept, sort: sort.kept, columns: columns.kept, lost };
  });
  const isAnyLost = shown.some(({ lost }) => Object.values(lost).some((names) => names.length > 0));
  const labelOf = isAnyLost ? await labels(db, scope, entity) : (name: string) => name;
  return shown.map(({ row, filter, sort, columns, lost }) => ({
    id: row.id,
    object: row.object,
    layout: row.layout,
    name: row.name,
    audience: row.audience,
    teamId: row.teamId,
    filter: filter && JSON.stringify(filter),
    sort,
    columns,
    processId: row.processId,
    cardOrder: row.cardOrder,
    owner: { id: row.ownerId, name: row.ownerName },
    team: row.teamId === null ? null : { id: row.teamId, name: row.teamName ?? '' },
    lost: (['filter', 'sort', 'columns'] as const).flatMap((part) =>
      lost[part].map((field): LostPart => ({ part, field, label: labelOf(field) })),
    ),
    mayEdit: reachesView(scope, 'edit', row),
    mayDelete: reachesView(scope, 'delete', row),
    updatedAt: row.updatedAt,
    version: row.version,
  }));
}

/** The fields of a list, those that the workspace added too. */
function columnKeys({ columns, added }: Entity): Set<string> {
  return new Set([...columns, ...added].map(({ key }) => key));
}

/** What people call a field that is out of use, or that the reader does not see. */
async function labels(db: Db, scope: Scope, { module, object, columns }: Entity): Promise<(name: string) => string> {
  const gone = await listCustomFields(db, scope, object, true);
  return (name) => {
    const { labels: own } = gone.find(({ key }) => `${customPrefix}${key}` === name) ?? {};
    if (own) return localize(own, scope.language) ?? name;
    if (columns.some(({ key }) => key === name)) return translate(scope.language, `${module}:fields.${object}.${name}`);
    return name in headerFields ? translate(scope.language, `records:fields.record.${name}`) : name;
  };
}

/** Keeps a view. Refuses fields that the list does not have, and sharing beyond what the right to it reaches. */
export async function createView(db: Db, scope: Scope, input: NewView): Promise<SavedView> {
  permit(scope, 'savedView', 'create');
  const entity = entityFor(scope, input.object);
  const ownerId = scope.userId;
  if (ownerId === null) throw new DomainError('forbidden', { params: { object: 'savedView', action: 'create' } });
  return inTx(db, async (tx) => {
    if ((await store.countViews(tx, scope)) >= maxViews)
      throw new DomainError('records.too_many_views', { params: { maximum: maxViews } });
    const shared = sharedWith(scope, input.audience, input.teamId ?? null);
    const read = await readLook(tx, scope, entity, input);
    const { object, layout, name, sort, columns, processId = null, cardOrder = null } = input;
    const values = { object, layout, ownerId, name, sort, columns, processId, cardOrder, filter: null, ...read, ...shared };
    const id = await named(() => store.insertView(tx, scope, values));
    await tell(tx, scope, { id, object, layout, audience: shared.audience }, 'created');
    return getView(tx, scope, id);
  });
}

/** Whom a view is for, refused beyond the right to share. */
function sharedWith(
  scope: Scope,
  audience: NewView['audience'],
  asked: string | null,
): Pick<store.ViewValues, 'audience' | 'teamId'> {
  if (audience !== 'team' && asked !== null) throw invalidField('/body/teamId', 'records.view_without_team');
  const teamId = audience === 'team' ? (asked ?? scope.teamId) : null;
  if (!mayShareWith(scope, { audience, teamId })) throw new DomainError('records.view_not_shareable', { status: 403 });
  return { audience, teamId };
}

type Look = Pick<store.ViewRow, 'filter' | 'sort'>;

/** Filter and order in their one spelling; of those before, what the saver does not see is kept. */
async function readLook(
  db: Db,
  scope: Scope,
  declared: Entity,
  { filter, sort, columns }: Pick<ViewChanges, 'filter' | 'sort' | 'columns'>,
  before: Look = { filter: null, sort: '' },
): Promise<{ filter?: FilterNode | null; sort?: string }> {
  const entity = await withCustomFields(db, scope, declared);
  const fields: FilterFieldMap = filterMapOf(entity, scope);
  const read = filter === undefined ? null : parseFilter(filter ?? '', fields, '/body/filter');
  const order = sort === undefined ? null : parseSort(sort, fields, '/body/sort');
  const faults = [...(read?.ok === false ? read.faults : []), ...(order?.ok === false ? order.faults : [])];
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
  const [gone] = columns ? pruneColumns(columns, columnKeys(entity)).lost : [];
  if (gone !== undefined) throw invalidField('/body/columns', 'unknown_field', { field: gone });
  const known = { reader: fields, everybody: filterMapOf(entity) };
  const orderText = order?.ok && order.sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field)).join(',');
  return {
    ...(read?.ok ? { filter: withHiddenConditions(read.filter, before.filter, known) } : {}),
    ...(typeof orderText === 'string' ? { sort: withHiddenOrder(orderText, before.sort, known) } : {}),
  };
}

/** A team or process that is not there is named. */
async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const violation = violationOf(error);
    if (violation?.constraint === 'saved_views_process_fk') throw new DomainError('records.unknown_process', { status: 404 });
    if (violation?.constraint === 'saved_views_team_fk') throw invalidField('/body/teamId', 'unknown_record');
    throw error;
  }
}

type Told = Pick<store.ViewRow, 'id' | 'object' | 'layout' | 'audience'>;

/** The event does not say what a view is called: that is its maker's, until it is shared. */
async function tell(tx: Tx, scope: Scope, { id, object, layout, audience }: Told, what: string): Promise<void> {
  const data = { object, layout, audience };
  await appendEvents(tx, scope, [{ kind: `savedView.${what}`, subjectKind: 'savedView', subjectId: id, data }]);
}

/** A view that the right reaches, locked: 404 when it is not seen, 403 when it is somebody else's to change. */
async function lockView(tx: Tx, scope: Scope, id: string, action: 'edit' | 'delete', deleted = false): Promise<store.ViewRow> {
  const row = await store.findView(tx, scope, id, { lock: true, deleted });
  if (!row) throw new DomainError('not_found');
  if (!reachesView(scope, action, row)) throw new DomainError('forbidden', { params: { object: 'savedView', action } });
  return row;
}

/** Renames a view, shares it, or changes what it shows. */
export async function updateView(db: Db, scope: Scope, id: string, { version, ...changes }: ViewChanges): Promise<SavedView> {
  permit(scope, 'savedView', 'edit');
  return inTx(db, async (tx) => {
    const row = await lockView(tx, scope, id, 'edit');
    if (row.version !== version) throw new DomainError('stale_version', { extra: { current: await present(tx, scope, row) } });
    const { audience, teamId, ...look } = changes;
    const isShared = audience !== undefined || teamId !== undefined;
    const next = audience ?? row.audience;
    const kept = next === 'team' ? row.teamId : null;
    const shared = isShared ? sharedWith(scope, next, teamId === undefined ? kept : teamId) : {};
    const { filter: _, columns, ...plain } = look;
    const isHidden = (key: string): boolean => fieldRightOf(scope, row.object, key) === 'hidden';
    const all = columns ? { columns: withHiddenColumns(columns, row.columns, isHidden) } : {};
    const read = await readLook(tx, scope, entityFor(scope, row.object), changes, row);
    await named(() => store.updateView(tx, scope, id, version, { ...plain, ...all, ...read, ...shared }));
    await tell(tx, scope, { ...row, ...shared }, 'updated');
    return getView(tx, scope, id);
  });
}

/** Deletes a view; for some weeks it can be taken back. */
export async function removeView(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'savedView', 'delete');
  await inTx(db, async (tx) => {
    const row = await lockView(tx, scope, id, 'delete');
    await store.setDeleted(tx, scope, id, new Date().toISOString());
    await store.emptyBin(tx, scope, new Date(Date.now() - daysInBin * 86_400_000).toISOString());
    await tell(tx, scope, row, 'removed');
  });
}

/** Takes a deleted view back, with whom it was shared. */
export async function restoreView(db: Db, scope: Scope, id: string): Promise<SavedView> {
  permit(scope, 'savedView', 'delete');
  return inTx(db, async (tx) => {
    const row = await lockView(tx, scope, id, 'delete', true);
    await store.setDeleted(tx, scope, id, null);
    await tell(tx, scope, row, 'restored');
    return getView(tx, scope, id);
  });
}

/** Chooses the view that a list opens with for this person. */
export async function setDefaultView(db: Db, scope: Scope, chosen: DefaultView): Promise<DefaultView> {
  permit(scope, 'savedView', 'view');
  entityFor(scope, chosen.object);
  const { userId } = scope;
  if (userId === null) throw new DomainError('forbidden', { params: { object: 'savedView', action: 'view' } });
  return inTx(db, async (tx) => {
    const { view } = chosen;
    const isKept = view?.includes('-') === true;
    const row = isKept ? await store.findView(tx, scope, view) : undefined;
    if (isKept && (row?.object !== chosen.object || row.layout !== chosen.layout)) throw new DomainError('not_found');
    const place = view === null ? null : { viewId: isKept ? view : null, builtIn: isKept ? null : view };
    await store.writeDefault(tx, scope, userId, chosen, place);
    return chosen;
  });
}
