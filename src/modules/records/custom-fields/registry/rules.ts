import type { CustomIndex } from '../../../../platform/custom-index.ts';
import { customPrefix } from '../../../../platform/filter-fields.ts';
import { columnSql } from '../../columns/rules.ts';
import type { Column, Entity } from '../../entities/rules.ts';
import type { CustomField } from '../contract.ts';
import { fieldOf } from '../rules.ts';

/** The field with its place among the columns of its entity; `custom.<key>` is its name in filters, orders, lists and maps. */
export function columnOf(custom: CustomField): Column {
  const name = `${customPrefix}${custom.key}`;
  return { key: name, property: name, column: 'custom', sqlType: sqlTypeOf(custom.kind), field: fieldOf(custom), custom };
}

/** A value is compared as a text, unless that would put 10 before 9. */
function sqlTypeOf(kind: CustomField['kind']): 'text' | 'numeric' | 'boolean' {
  if (kind === 'integer' || kind === 'decimal') return 'numeric';
  return kind === 'bool' ? 'boolean' : 'text';
}

/** The index that serves conditions on a field. Fields of the same key and kind share it, whatever workspace they are of. */
export function customIndexOf({ table }: Entity, custom: Pick<CustomField, 'key' | 'kind'>): CustomIndex {
  return { table, value: columnSql({ column: 'custom', sqlType: sqlTypeOf(custom.kind), custom }, table) };
}
