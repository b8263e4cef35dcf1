import type { Field } from '../../../platform/fields.ts';
import type { FilterField, FilterFieldMap } from '../../../platform/filter-fields.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import type { Scope } from '../../../platform/scope.ts';
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
export function filterMapOf(entity: Entity, reader: Reader = everybody): FilterFieldMap {
  if (Object.keys(reader.fields).length > 0) return mapOf(entity, reader);
  const known = filterMaps.get(entity);
  if (known) return known;
  const map = mapOf(entity, everybody);
  filterMaps.set(entity, map);
  return map;
}
const filterMaps = new WeakMap<Entity, FilterFieldMap>();

type Reader = Pick<Scope, 'fields'>;
const everybody: Reader = { fields: {} };

/** Without the fields that are kept from the reader: to them such a field is not there. */
function mapOf(entity: Entity, reader: Reader): FilterFieldMap {
  const own = [...entity.columns, ...entity.added]
    .filter(({ key }) => isReadable(reader, entity.object, key))
    .map(({ key, field }) => [key, filterFieldOf(entity, key, field, reader)] as const);
  const linked = Object.entries(entity.linkFilters ?? {}).map(
    ([key, { field }]) => [key, { ...filterFieldOf(entity, key, field, reader), sortable: false }] as const,
  );
  return { ...headerFields, ...Object.fromEntries([...own, ...linked]) };
}

function filterFieldOf(entity: Entity, key: string, field: Field, reader: Reader): FilterField {
  const target = entity.refTables?.[key] ? undefined : field.target;
  const made: FilterField = { kind: field.kind };
  // A whole number among the added fields is held by no column of a fixed size.
  if (entity.added.some((column) => column.key === key)) made.range = Number.MAX_SAFE_INTEGER;
  if (field.choices) made.choices = field.choices;
  if (field.filterable === false) made.filterable = false;
  if (field.sortable === false) made.sortable = false;
  if (target !== undefined) made.related = () => filterMapOf(entity.neighbour(target), reader);
  return made;
}
