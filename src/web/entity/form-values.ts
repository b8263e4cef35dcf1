import { writeKey, type Field } from '../../platform/fields.ts';
import { customPrefix } from '../../platform/filter-fields.ts';
import { rowValue, writableFields, type EntityRow, type EntityUi } from './entity-ui.ts';
import { asLabelled, asRef, isEmpty } from './read-values.ts';

/** What a form holds: values as read, by field key; links as `{id, name}`. */
export type FormValues = Record<string, unknown>;
type FormEntity = Pick<EntityUi, 'fields' | 'formFields'>;

const links = new Set<Field['kind']>(['ref', 'user', 'team']);
const lists = new Set<Field['kind']>(['emails', 'phones', 'handles']);

function writtenValue(field: Field, value: unknown): unknown {
  if (links.has(field.kind)) return asRef(value)?.id ?? null;
  // A line that was added and left empty is no entry.
  if (lists.has(field.kind) && Array.isArray(value)) {
    const kept = value.filter((item: unknown) => asLabelled([item]).some((entry) => entry.value.trim() !== ''));
    return kept.length > 0 ? kept : null;
  }
  if (field.kind === 'bool') return value === true;
  return isEmpty(value) ? null : value;
}

/** The values a form starts with: those of a record, or the defaults of a new one. */
export function startValues(ui: FormEntity, row: EntityRow | null, preset: FormValues = {}): FormValues {
  const own = writableFields(ui).map(([key, field]) => [
    key,
    row ? rowValue(row, key) : (preset[key] ?? field.defaultValue ?? null),
  ]);
  return { ...Object.fromEntries(own), owner: row ? row.owner : (preset['owner'] ?? null) };
}

/** Keys of the fields a form shows. */
export function writableOwn(ui: FormEntity): string[] {
  return writableFields(ui).map(([key]) => key);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Values by written key; those of added fields stand together in `custom`. */
export function bodyOf(entries: [string, unknown][]): Record<string, unknown> {
  const custom = entries
    .filter(([key]) => key.startsWith(customPrefix))
    .map(([key, value]) => [key.slice(customPrefix.length), value]);
  const own = Object.fromEntries(entries.filter(([key]) => !key.startsWith(customPrefix)));
  return custom.length > 0 ? { ...own, custom: Object.fromEntries(custom) } : own;
}

/** The body that creates a record. Empty fields are left out. */
export function createBody(ui: FormEntity, values: FormValues): Record<string, unknown> {
  const own = writableFields(ui)
    .map(([key, field]): [string, unknown] => [writeKey(key, field), writtenValue(field, values[key])])
    .filter(([, value]) => value !== null);
  const owner = asRef(values['owner']);
  return { ...bodyOf(own), ...(owner ? { ownerId: owner.id } : {}) };
}

/** Keys of the fields whose value differs from the record's. */
export function changedKeys(ui: FormEntity, row: EntityRow, values: FormValues): string[] {
  const own = writableFields(ui)
    .filter(([key, field]) => !same(writtenValue(field, values[key]), writtenValue(field, rowValue(row, key))))
    .map(([key]) => key);
  return asRef(values['owner'])?.id === row.owner?.id ? own : [...own, 'owner'];
}

/** The body that edits a record: its version and only what differs. */
export function updateBody(ui: FormEntity, row: EntityRow, values: FormValues): Record<string, unknown> {
  const fields = new Map(writableFields(ui));
  const changes = changedKeys(ui, row, values).map((key): [string, unknown] => {
    const field = fields.get(key);
    return field ? [writeKey(key, field), writtenValue(field, values[key])] : ['ownerId', asRef(values['owner'])?.id ?? null];
  });
  return { version: row.version, ...bodyOf(changes) };
}

/** The field a fault is about: `/body/accountId` → `account`, `/body/custom/tier` → `custom.tier`. */
export function fieldKeyOf(ui: FormEntity, pointer: string): string {
  const [, , written = '', inner] = pointer.split('/');
  if (written === 'custom' && inner !== undefined) return `${customPrefix}${inner}`;
  const own = Object.entries(ui.fields).find(([key, field]) => writeKey(key, field) === written);
  if (own) return own[0];
  return written === 'ownerId' ? 'owner' : written;
}
