import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Db } from '../../../platform/db.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { findEntity, type Input } from '../entities/rules.ts';
import type { CustomField, NewCustomField } from './contract.ts';
import { archiveField, insertField, listFields } from './store.ts';

const schemas: Record<CustomField['kind'], (field: CustomField) => z.ZodType> = {
  text: () => z.string().trim().max(500),
  longText: () => z.string().trim().max(20_000),
  integer: () => z.int(),
  decimal: () => z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/),
  date: () => z.iso.date(),
  bool: () => z.boolean(),
  choice: (field) => z.enum(field.choices.map(({ value }) => value)),
  url: () => z.url({ protocol: /^https?$/ }).max(2000),
  email: () => z.email().max(254),
};

/** Fields the workspace added, of one object or of all. */
export async function listCustomFields(db: Db, scope: Scope, object: string | null): Promise<CustomField[]> {
  return listFields(db, scope, object);
}

/** Adds a field to an object. The key is the workspace's own and cannot shadow a built-in one. */
export async function createCustomField(db: Db, scope: Scope, field: NewCustomField): Promise<CustomField> {
  permit(scope, 'settings', 'edit');
  const entity = findEntity(field.object);
  if (!entity) throw new DomainError('records.unknown_object', { params: { object: field.object } });
  const id = uuidv7();
  const shadows = entity.columns.some(({ key }) => key === field.key);
  if (shadows || !(await insertField(db, scope, id, field)))
    throw new DomainError('records.field_exists', { status: 409, params: { key: field.key } });
  return { ...field, id };
}

/** Takes a field out of use; the values stay where they are. */
export async function archiveCustomField(db: Db, scope: Scope, id: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  if (!(await archiveField(db, scope, id))) throw new DomainError('not_found');
}

/** Checks the custom values of inputs against the workspace's fields; on an edit, absent ones stay as they are. */
export async function checkCustom(
  tx: Tx,
  scope: Scope,
  object: string,
  inputs: readonly Input[],
  isEdit: boolean,
): Promise<void> {
  const given = inputs.map(({ custom }) => (typeof custom === 'object' && custom !== null ? Object.entries(custom) : []));
  if (isEdit && given.every((entries) => entries.length === 0)) return;
  const fields = await listFields(tx, scope, object);
  if (fields.length === 0 && given.every((entries) => entries.length === 0)) return;
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const faults = given.flatMap((entries, index) => {
    const root = given.length === 1 ? '/body/custom' : `/rows/${index}/custom`;
    const missing = isEdit
      ? []
      : fields.filter(
          ({ isRequired, key }) => isRequired && !entries.some(([name, value]) => name === key && value !== null && value !== ''),
        );
    return [
      ...entries.flatMap(([key, value]) => faultOf(byKey.get(key), `${root}/${key}`, value)),
      ...missing.map(({ key }) => ({ pointer: `${root}/${key}`, code: 'required' })),
    ];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults.slice(0, 50) });
}

function faultOf(field: CustomField | undefined, pointer: string, value: unknown): FieldFault[] {
  if (!field) return [{ pointer, code: 'unknown_field' }];
  if (value === null) return field.isRequired ? [{ pointer, code: 'required' }] : [];
  return schemas[field.kind](field).safeParse(value).success
    ? []
    : [{ pointer, code: 'invalid_format', params: { format: field.kind } }];
}
