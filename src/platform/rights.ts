import { DomainError } from './errors.ts';
import { type Level, levels } from './levels.ts';
import type { Scope } from './scope.ts';
import type { ScopedSql } from './scope-sql.ts';

/** Rights of a role on an object: a level per action. An action that is not named is `none`. */
export type ObjectRights = Readonly<Partial<Record<string, Level>>>;
/** What a module's `policy.ts` declares: per object, per role, the level of each action. */
export type Policy = Readonly<Record<string, Readonly<Record<string, ObjectRights>>>>;

/** True when the scope has the right at any level above `none`. */
export function can(scope: Scope, object: string, action: string): boolean {
  return scope.rights(object, action) !== 'none';
}

/** Refuses with 403 naming the right that is missing, unless the scope has it at some level. */
export function permit(scope: Scope, object: string, action: string): void {
  if (!can(scope, object, action)) throw new DomainError('forbidden', { params: { object, action } });
}

export interface Owned {
  ownerId: string | null;
  teamId: string | null;
  /** Whether the record is shared with the scope's user for editing. */
  sharedEdit?: boolean;
}

/**
 * What no share gives: to take a record away, out, or from its owner, and what somebody above the owner decides. Everything else
 * that the owner may do with the record, whoever it is shared with for editing may do too, as far as their role may do it at all.
 */
const beyondShare: ReadonlySet<string> = new Set([
  'create',
  'import',
  'export',
  'transfer',
  'delete',
  'merge',
  'waive',
  'approve',
]);

function givenByShare(action: string): 'see' | 'edit' | undefined {
  if (action === 'view') return 'see';
  return beyondShare.has(action) ? undefined : 'edit';
}

/** Whether the right reaches a record with this owner and team. The SQL predicate below says the same of a row. */
export function reaches(scope: Scope, object: string, action: string, record: Owned): boolean {
  const level = scope.rights(object, action);
  if (level === 'all') return true;
  if (level === 'none') return false;
  if (record.sharedEdit === true && givenByShare(action) === 'edit') return true;
  const own = scope.userId !== null && record.ownerId === scope.userId;
  if (level === 'own' || own) return own;
  if (record.teamId === null) return false;
  return level === 'team' ? record.teamId === scope.teamId : scope.teamTreeIds.includes(record.teamId);
}

/**
 * Appends the predicate of a right on the rows of `alias` (a table with `owner_id` and `team_id`), or nothing for level
 * `all`. Every read path that shows records adds it: this function is the only place that turns rights into SQL.
 */
export function rightsPredicate(sql: ScopedSql, object: string, action: string, alias: string): string {
  const reached = reachedSql(sql, object, action, alias);
  const gives = sharesOf(sql.scope, object, action);
  return gives ? `(${reached} or ${alias}.id = any(${sharedIdsSql(sql, gives)}))` : reached;
}

/** What shares add to the reach of a role on an object; undefined where they add nothing. */
function sharesOf(scope: Scope, object: string, action: string): 'see' | 'edit' | undefined {
  const level = scope.rights(object, action);
  const isReached = level === 'none' || level === 'all' || !recordObjects.has(object);
  return scope.hasShares && !isReached ? givenByShare(action) : undefined;
}

/**
 * The same predicate as branches that have no row in common: what the role reaches, and, where something is shared with the
 * user, what it reaches not. Each is served by an index of its own; either of both at once is served by none.
 */
export function rightsBranches(
  sql: ScopedSql,
  object: string,
  action: string,
  alias: string,
): { reached: string; shared: string | null } {
  const reached = reachedSql(sql, object, action, alias);
  const gives = sharesOf(sql.scope, object, action);
  if (!gives) return { reached, shared: null };
  return { reached, shared: `${alias}.id = any(${sharedIdsSql(sql, gives)}) and ${reached} is not true` };
}

/** The same without what is shared: figures are made of the records that a role reaches, not of others' that somebody was shown. */
export function figuresPredicate(sql: ScopedSql, object: string, alias: string): string {
  return reachedSql(sql, object, 'view', alias);
}

function reachedSql(sql: ScopedSql, object: string, action: string, alias: string): string {
  return levelPredicate(sql, sql.scope.rights(object, action), alias);
}

/** The ids that are shared with the scope's user now, as an array: looked up once for a statement. */
export function sharedIdsSql(sql: ScopedSql, gives: 'see' | 'edit' = 'see'): string {
  return `array(select sh.record_id from record_shares sh where ${sharedWithSql(sql)}${gives === 'edit' ? ' and sh.can_edit' : ''})`;
}

/** Whether row `alias` is shared with the scope's user for editing, as a column; nothing to ask where nothing is shared. */
export function sharedEditSql(sql: ScopedSql, alias: string): string | null {
  if (!sql.scope.hasShares) return null;
  return `exists (select 1 from record_shares sh where ${sharedWithSql(sql)} and sh.can_edit and sh.record_id = ${alias}.id)`;
}

/** A share holds by the clock alone: no job has to end it. */
function sharedWithSql(sql: ScopedSql): string {
  const { userId, teamPathIds } = sql.scope;
  return `${sql.workspace('sh')} and (sh.user_id = ${sql.param(userId)}::uuid or sh.team_id = any(${sql.param(teamPathIds)}::uuid[]))
    and (sh.ends_at is null or sh.ends_at > now())`;
}

function levelPredicate(sql: ScopedSql, level: Level, alias: string): string {
  const { scope } = sql;
  if (level === 'all') return 'true';
  if (level === 'none' || scope.userId === null) return 'false';
  const own = `${alias}.owner_id = ${sql.param(scope.userId)}`;
  if (level === 'own') return `(${own})`;
  if (level === 'team') return `(${alias}.team_id = ${sql.param(scope.teamId)} or ${own})`;
  return `(${alias}.team_id = any(${sql.param(scope.teamTreeIds)}::uuid[]) or ${own})`;
}

/**
 * The predicate over rows of several kinds at once (`records`, search, timelines): a row is visible when the right on
 * its own kind reaches it. Kinds that share a level share one branch.
 */
export function kindsPredicate(
  sql: ScopedSql,
  kinds: readonly string[],
  action: string,
  alias: string,
  kindColumn = 'kind',
): string {
  const byLevel = new Map<Level, string[]>();
  for (const kind of kinds) {
    const level = sql.scope.rights(kind, action);
    if (level !== 'none') byLevel.set(level, [...(byLevel.get(level) ?? []), kind]);
  }
  const branches = [...byLevel.values()].map((group) => {
    const inGroup = `${alias}.${kindColumn} = any(${sql.param(group)}::text[])`;
    return `(${inGroup} and ${rightsPredicate(sql, group[0] ?? '', action, alias)})`;
  });
  return branches.length === 0 ? 'false' : `(${branches.join(' or ')})`;
}

/**
 * The same for an index of words, where a row carries what may be reached by it: its kind, and its kind with its team and
 * with its owner. A row is visible when it carries one of these marks.
 */
export function reachMarks(scope: Scope, kinds: readonly string[], action: string): string[] {
  return kinds.flatMap((kind) => {
    const level = scope.rights(kind, action);
    if (level === 'all') return [kind];
    if (level === 'none' || scope.userId === null) return [];
    const teams = level === 'team' ? [scope.teamId ?? ''] : level === 'teamTree' ? scope.teamTreeIds : [];
    return [scope.userId, ...teams].map((id) => `${kind}:${id}`);
  });
}

let matrix: Policy = {};
let recordObjects: ReadonlySet<string> = new Set();

/** Sets the rights of every role on every object, from the policies of all modules; called once at composition. */
export function registerPolicies(policies: readonly Policy[]): void {
  matrix = Object.assign({}, ...policies) as Policy;
}

/** Sets which objects are records, with owner and team, so that every level means something for them. */
export function registerRecordObjects(objects: readonly string[]): void {
  recordObjects = new Set(objects);
}

/** The level a role has by the product's own policies. */
export function levelOf(role: string, object: string, action: string): Level {
  return matrix[object]?.[role]?.[action] ?? 'none';
}

/** Every object with the actions that somebody may have on it, as the policies name them. */
export function declaredActions(): { object: string; actions: string[] }[] {
  return Object.entries(matrix).map(([object, roles]) => ({
    object,
    actions: [...new Set(Object.values(roles).flatMap((rights) => Object.keys(rights)))],
  }));
}

/**
 * The levels that mean something for an action: all of them where records have an owner and a team, otherwise those that
 * some role of the product has. "Own" of what nobody owns would be everything.
 */
export function levelChoices(object: string, action: string): Level[] {
  const used = new Set(Object.values(matrix[object] ?? {}).map((rights) => rights[action] ?? 'none'));
  const isLadder = recordObjects.has(object) || used.has('team') || used.has('teamTree');
  return levels.filter((level) => isLadder || level === 'none' || used.has(level));
}

/** Levels that differ from those of the product's role. */
export type RightsChange = Readonly<Record<string, Readonly<Record<string, Level>>>>;

/** Everything a role may do: `rights[object][action]` is a level. `change` holds what differs from the product's role. */
export function rightsOfRole(role: string, change: RightsChange = {}): Record<string, Record<string, Level>> {
  const named = declaredActions().map(({ object, actions }) => {
    const rights = actions.map((action) => [action, change[object]?.[action] ?? levelOf(role, object, action)] as const);
    return [object, Object.fromEntries(rights)] as const;
  });
  return Object.fromEntries(named);
}
