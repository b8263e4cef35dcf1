import type { Field } from '../../../platform/fields.ts';
import type { FilterField, FilterFieldMap } from '../../../platform/filter-fields.ts';
import type { Entity } from '../entities/rules.ts';

/** Header fields that every list can be filtered and sorted by. */
export const headerFields: Readonly<Record<string, FilterField & { column: string }>> = {
  owner: { kind: 'user', column: 'owner_id' },
  team: { kind: 'team', column: 'team_id' },
  createdAt: { kind: 'instant', column: 'created_at' },
  updatedAt: { kind: 'instant', column: 'updated_at' },
  id: { kind: 'ref', column: 'id', sortable: false },
};

/** What a list of the entity can be filtered and sorted by, relations included. */
export function filterMapOf(entity: Entity): FilterFieldMap {
  const known = filterMaps.get(entity);
  if (known) return known;
  const own = [...entity.columns, ...entity.added].map(({ key, field }) => [key, filterFieldOf(entity, key, field)] as const);
  const linked = Object.entries(entity.linkFilters ?? {}).map(
    ([key, { field }]) => [key, { ...filterFieldOf(entity, key, field), sortable: false }] as const,
  );
  const map = { ...headerFields, ...Object.fromEntries([...own, ...linked]) };
  filterMaps.set(entity, map);
  return map;
}
const filterMaps = new WeakMap<Entity, FilterFieldMap>();

function filterFieldOf(entity: Entity, key: string, field: Field): FilterField {
  const target = entity.refTables?.[key] ? undefined : field.target;
  const made: FilterField = { kind: field.kind };
  // A whole number among the added fields is held by no column of a fixed size.
  if (entity.added.some((column) => column.key === key)) made.range = Number.MAX_SAFE_INTEGER;
  if (field.choices) made.choices = field.choices;
  if (field.filterable === false) made.filterable = false;
  if (field.sortable === false) made.sortable = false;
  if (target !== undefined) made.related = () => filterMapOf(entity.neighbour(target));
  return made;
}
