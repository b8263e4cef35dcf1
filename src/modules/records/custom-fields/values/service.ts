import type { Db } from '../../../../platform/db.ts';
import { DomainError, type FieldFault } from '../../../../platform/errors.ts';
import { faultsOf } from '../../../../platform/faults.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { type Change, type Entity, type Input, pointerTo } from '../../entities/rules.ts';
import type { CustomField } from '../contract.ts';
import { fieldOf, uniqueText } from '../rules.ts';
import { listCustomFields } from '../registry/service.ts';
import * as store from './store.ts';

/** The members of `custom`. */
export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/**
 * Checks the added values of inputs against the workspace's fields and answers the inputs with the values as they are kept
 * (texts trimmed). On an edit, absent ones stay as they are.
 */
export async function checkCustom(
  tx: Tx,
  scope: Scope,
  object: string,
  changes: readonly Change[],
  inputs: readonly Input[],
): Promise<readonly Input[]> {
  const isNew = changes[0]?.before === null;
  if (!isNew && inputs.every(({ custom }) => custom === undefined)) return inputs;
  const fields = await listCustomFields(tx, scope, object);
  if (fields.length === 0 && inputs.every(({ custom }) => Object.keys(membersOf(custom)).length === 0)) return inputs;
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const faults: FieldFault[] = [];
  const checked = inputs.map((input, index) => {
    const root = pointerTo(index, inputs.length, 'custom');
    const given = membersOf(input['custom']);
    const before = membersOf(changes[index]?.before?.['custom']);
    const missing = isNew ? fields.filter(({ isRequired, key }) => isRequired && !(key in given)) : [];
    faults.push(...missing.map(({ key }) => ({ pointer: `${root}/${key}`, code: 'required' })));
    const read = Object.entries(given).map(([key, value]) => {
      const { kept, fault } = readValue(byKey.get(key), value, before[key]);
      if (fault) faults.push(...fault.map((one) => ({ ...one, pointer: `${root}/${key}` })));
      return [key, kept];
    });
    return 'custom' in input ? { ...input, custom: Object.fromEntries(read) } : input;
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
  return checked;
}

type Fault = Omit<FieldFault, 'pointer'>;

function readValue(field: CustomField | undefined, value: unknown, before: unknown): { kept?: unknown; fault?: Fault[] } {
  if (!field) return { fault: [{ code: 'unknown_field' }] };
  if (value === null || value === '') return field.isRequired ? { fault: [{ code: 'required' }] } : { kept: null };
  const { write, choices = [], retired = [] } = fieldOf(field);
  const read = write.safeParse(value, { reportInput: true });
  if (!read.success) return { fault: faultsOf(read.error, '').slice(0, 1) };
  if (value === before || !retired.some((one) => one === value)) return { kept: read.data };
  const offered = choices.filter((one) => !retired.includes(one));
  return { fault: [{ code: 'unknown_choice', params: { choices: offered.join(', ') } }] };
}

interface Held {
  id: string;
  values: Input;
}

/** Keeps the unique values of records for them; one that another record has is refused by its field. */
export async function claimValues(tx: Tx, scope: Scope, { object }: Entity, batch: readonly Held[]): Promise<void> {
  if (batch.every(({ values }) => Object.keys(membersOf(values['custom'])).length === 0)) return;
  const fields = (await listCustomFields(tx, scope, object)).filter(({ isUnique }) => isUnique);
  const touched = fields.flatMap((field) =>
    batch.flatMap(({ id, values }, index) => {
      const given = membersOf(values['custom']);
      if (!(field.key in given)) return [];
      return [{ index, field, fieldId: field.id, recordId: id, value: uniqueText(field.kind, given[field.key]) }];
    }),
  );
  if (touched.length === 0) return;
  await store.deleteClaims(tx, scope, touched);
  const taken = await store.insertClaims(
    tx,
    scope,
    touched.flatMap(({ value, fieldId, recordId }) => (value === null ? [] : [{ value, fieldId, recordId }])),
  );
  const faults = touched
    .filter(({ fieldId, recordId }) => taken.has(`${fieldId} ${recordId}`))
    .map(({ index, field }) => ({ pointer: `${pointerTo(index, batch.length, 'custom')}/${field.key}`, code: 'duplicate' }));
  if (faults.length > 0) throw new DomainError('invalid_input', { status: 409, fields: faults });
}

/** Records that hold one of these values of a unique field. */
export async function findClaimants(
  db: Db,
  scope: Scope,
  { id }: CustomField,
  values: readonly string[],
): Promise<{ value: string; id: string }[]> {
  return store.findClaimants(db, scope, id, values);
}

/** Gives up the unique values of records that go to the bin. */
export async function releaseValues(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  await store.deleteClaimsOf(tx, scope, ids);
}

/** Claims again what records that come back from the bin hold. */
export async function claimStored(tx: Tx, scope: Scope, entity: Entity, ids: readonly string[]): Promise<void> {
  const fields = (await listCustomFields(tx, scope, entity.object)).filter(({ isUnique }) => isUnique);
  if (fields.length === 0 || ids.length === 0) return;
  await claimValues(tx, scope, entity, await store.findCustom(tx, scope, entity, ids));
}

/** Claims a field's values for all records; refused, with one of them, when two records share it. */
export async function claimAll(tx: Tx, scope: Scope, entity: Entity, field: CustomField): Promise<void> {
  await store.deleteClaimsOfField(tx, scope, field.id);
  const repeated = await store.insertAllClaims(tx, scope, entity, field);
  if (repeated !== null) throw new DomainError('records.values_repeat', { status: 409, params: { value: repeated } });
}

/** Gives up the values of a field that is no longer unique, or out of use. */
export async function releaseAll(tx: Tx, scope: Scope, field: CustomField): Promise<void> {
  await store.deleteClaimsOfField(tx, scope, field.id);
}
