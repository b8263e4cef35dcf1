import type { FilterCondition, FilterNode } from '../../../platform/filter.ts';
import { resolvePath } from '../../../platform/filter-fields.ts';
import type { FilterValue } from '../../../platform/filter-values.ts';
import type { Entity } from '../entities/rules.ts';
import { filterMapOf } from '../filter-map/rules.ts';

const inTree: Partial<Record<FilterCondition['op'], 'in' | 'notIn'>> = { eq: 'in', in: 'in', ne: 'notIn', notIn: 'notIn' };

function isOfTeam(entity: Entity, { field, op }: FilterCondition): boolean {
  return inTree[op] !== undefined && resolvePath(filterMapOf(entity), field)?.at(-1)?.field.kind === 'team';
}

/** True when a filter names a team. */
export function namesTeam(entity: Entity, node: FilterNode): boolean {
  if ('and' in node) return node.and.some((part) => namesTeam(entity, part));
  if ('or' in node) return node.or.some((part) => namesTeam(entity, part));
  return 'not' in node ? namesTeam(entity, node.not) : isOfTeam(entity, node);
}

/** A team stands for itself and all teams below it, as in the figures: "East" finds what the teams of East have. */
export function withTeamsBelow(entity: Entity, node: FilterNode, trees: ReadonlyMap<string, readonly string[]>): FilterNode {
  if ('and' in node) return { and: node.and.map((part) => withTeamsBelow(entity, part, trees)) };
  if ('or' in node) return { or: node.or.map((part) => withTeamsBelow(entity, part, trees)) };
  if ('not' in node) return { not: withTeamsBelow(entity, node.not, trees) };
  const op = inTree[node.op];
  if (op === undefined || !isOfTeam(entity, node)) return node;
  const named = Array.isArray(node.value) ? node.value : node.value === undefined ? [] : [node.value];
  const all = named.flatMap((id): FilterValue[] => (typeof id === 'string' ? [...(trees.get(id) ?? [id])] : [id]));
  return { ...node, op, value: [...new Set(all)] };
}
