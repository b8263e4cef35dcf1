import { type FilterNode, maxSortKeys, parseFilter, parseSort } from '../../../platform/filter.ts';
import { customPrefix, type FilterFieldMap } from '../../../platform/filter-fields.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Audience } from './contract.ts';

export interface Pruned<T> {
  kept: T;
  /** Fields that were left out, in the order in which they stand. */
  lost: string[];
}

/**
 * A filter without the conditions that these fields do not know: a view outlives a field, and may be opened by somebody who
 * does not see one. What is left still says something true about every row that was meant: more may be shown, never fewer.
 */
export function pruneFilter(filter: FilterNode | null, fields: FilterFieldMap): Pruned<FilterNode | null> {
  const lost: string[] = [];
  const kept = filter === null ? null : keep(filter, fields, lost);
  return { kept, lost };
}

function keep(node: FilterNode, fields: FilterFieldMap, lost: string[]): FilterNode | null {
  if ('and' in node) return group('and', node.and, fields, lost);
  if ('or' in node) {
    const before = lost.length;
    const kept = group('or', node.or, fields, lost);
    // One of the ways to be meant is gone: fewer rows than meant would look like all there are.
    return lost.length > before ? null : kept;
  }
  if ('not' in node) {
    const before = lost.length;
    const inner = keep(node.not, fields, lost);
    // What is left of a condition holds for more rows, so that its opposite would show fewer than meant.
    return inner && lost.length === before ? { not: inner } : null;
  }
  // Read again, for its one spelling: the database keeps members in an order of its own.
  const read = parseFilter(node, fields);
  if (read.ok) return read.filter;
  lost.push(node.field);
  return null;
}

function group(key: 'and' | 'or', nodes: FilterNode[], fields: FilterFieldMap, lost: string[]): FilterNode | null {
  const kept = nodes.flatMap((node) => keep(node, fields, lost) ?? []);
  const [only] = kept;
  if (!only || kept.length === 1) return only ?? null;
  return key === 'and' ? { and: kept } : { or: kept };
}

/** An order without the fields that are not there. */
export function pruneSort(sort: string, fields: FilterFieldMap): Pruned<string> {
  const parts = sort.split(',').filter((part) => part !== '');
  const isKept = (part: string): boolean => parseSort(part, fields).ok;
  return {
    kept: parts.filter(isKept).join(','),
    lost: parts.filter((part) => !isKept(part)).map((part) => part.replace(/^-/, '')),
  };
}

/**
 * Columns without the fields that are gone or hidden from the reader; a masked one is shown as such. A column of neither the product
 * nor the workspace is one that a screen makes itself.
 */
export function pruneColumns<C extends { key: string }>(
  columns: readonly C[],
  known: ReadonlySet<string>,
  hidden: (key: string) => boolean = () => false,
): Pruned<C[]> {
  const isLost = ({ key }: C): boolean => hidden(key) || (key.startsWith(customPrefix) && !known.has(key));
  return { kept: columns.filter((column) => !isLost(column)), lost: columns.filter(isLost).map(({ key }) => key) };
}

/** The columns that somebody saves with those that are hidden from them where they stood: who does not see one cannot mean to drop it. */
export function withHiddenColumns<C extends { key: string }>(
  saved: readonly C[],
  before: readonly C[],
  isHidden: (key: string) => boolean,
): C[] {
  if (saved.length === 0) return [];
  const all = [...saved];
  for (const [index, column] of before.entries())
    if (isHidden(column.key) && all.every(({ key }) => key !== column.key)) all.splice(index, 0, column);
  return all;
}

/** What somebody may filter and sort by, and what one may who sees every field. */
export interface KnownFields {
  reader: FilterFieldMap;
  everybody: FilterFieldMap;
}

const partsOf = (filter: FilterNode | null): FilterNode[] => (filter === null ? [] : 'and' in filter ? filter.and : [filter]);

/** The filter that somebody saves with the conditions that are kept from them, which they cannot mean to drop. */
export function withHiddenConditions(
  saved: FilterNode | null,
  before: FilterNode | null,
  { reader, everybody }: KnownFields,
): FilterNode | null {
  const isHidden = (node: FilterNode): boolean =>
    pruneFilter(node, reader).kept === null && pruneFilter(node, everybody).lost.length === 0;
  const hidden = partsOf(before).filter(isHidden);
  if (hidden.length === 0) return saved;
  const [first, ...others] = [...partsOf(saved), ...hidden];
  return first && others.length > 0 ? { and: [first, ...others] } : (first ?? null);
}

/** The order that somebody saves, and after it what they do not see of the one before. */
export function withHiddenOrder(saved: string, before: string, { reader, everybody }: KnownFields): string {
  const isHidden = (part: string): boolean => !parseSort(part, reader).ok && parseSort(part, everybody).ok;
  const hidden = before.split(',').filter((part) => part !== '' && isHidden(part));
  return [...(saved === '' ? [] : saved.split(',')), ...hidden].slice(0, maxSortKeys).join(',');
}

interface Shared {
  audience: Audience;
  ownerId: string;
  teamId: string | null;
}

/** Whether the right to change or delete views reaches this one, among those that one sees. */
export function reachesView(scope: Scope, action: 'edit' | 'delete', { audience, ownerId, teamId }: Shared): boolean {
  const level = scope.rights('savedView', action);
  if (level === 'none') return false;
  if (ownerId === scope.userId) return true;
  if (audience === 'private') return false;
  if (level === 'all') return true;
  return audience === 'team' && teamId !== null && teamsWithin(scope, level).includes(teamId);
}

/** Whether one may share views like this. */
export function mayShareWith(scope: Scope, { audience, teamId }: Omit<Shared, 'ownerId'>): boolean {
  const level = scope.rights('savedView', 'create');
  if (level === 'none') return false;
  if (level === 'all' || audience === 'private') return true;
  return audience === 'team' && teamId !== null && teamsWithin(scope, level).includes(teamId);
}

function teamsWithin(scope: Scope, level: string): readonly string[] {
  if (level === 'teamTree') return scope.teamTreeIds;
  return level === 'team' && scope.teamId !== null ? [scope.teamId] : [];
}
