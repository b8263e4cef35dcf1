import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import {
  type FieldChoices,
  fieldRightOf,
  fieldRights,
  type FieldRight,
  isReadable,
  isWritable,
} from '../../../platform/field-rights.ts';
import type { FieldKind } from '../../../platform/fields.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type Entity, type Input, pointerTo } from '../entities/rules.ts';

const masked = new Set<FieldKind>(['text', 'longText', 'email', 'url', 'emails', 'phones', 'handles']);

/** Which rights mean something for the fields of the entities. What names a record, and what figures are made of, is shown to all. */
export function fieldChoices(entities: readonly Entity[]): FieldChoices {
  const ofEntity = ({ columns, titleField, inFigures = [] }: Entity) =>
    Object.fromEntries(
      columns
        .filter(({ key, field }) => key !== titleField && !field.readOnly && !field.required)
        .map(({ key, field }): [string, readonly FieldRight[]] => [
          key,
          inFigures.includes(key)
            ? ['read', 'write']
            : fieldRights.filter((right) => right !== 'masked' || masked.has(field.kind)),
        ]),
    );
  return Object.fromEntries(entities.map((entity) => [entity.object, ofEntity(entity)]));
}

const dots = '•••';

/** A text of which only the end is shown: enough to tell two apart that one knows. */
function maskText(text: string): string {
  const at = text.indexOf('@');
  if (at > 0) return `${text.slice(0, 1)}${dots}${text.slice(at)}`;
  const letters = Array.from(text);
  const shown = letters.length >= 8 ? 4 : letters.length >= 4 ? 1 : 0;
  return `${dots}${shown === 0 ? '' : letters.slice(-shown).join('')}`;
}

function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value === 'object' && value !== null && 'value' in value) return { ...value, value: maskValue(value.value) };
  // Of a number or a day there is no part that says nothing.
  return null;
}

/** A value as the right shows it. */
export function shownValue(right: FieldRight, value: unknown): unknown {
  if (right === 'hidden') return null;
  return right === 'masked' && value !== null && value !== undefined ? maskValue(value) : value;
}

type Reader = Pick<Scope, 'fields'>;

/** A record as the API shows it, without what the reader's role keeps from them. Every read of a record passes here. */
export function readable(scope: Reader, object: string, shown: Record<string, unknown>): Record<string, unknown> {
  const kept = scope.fields[object];
  if (!kept) return shown;
  const own: Record<string, unknown> = { ...shown };
  const custom: Record<string, unknown> = typeof shown['custom'] === 'object' ? { ...shown['custom'] } : {};
  for (const [key, right] of Object.entries(kept)) {
    const name = key.startsWith(customPrefix) ? key.slice(customPrefix.length) : null;
    if (name === null) own[key] = shownValue(right, own[key] ?? null);
    else if (right === 'hidden') delete custom[name];
    else if (name in custom) custom[name] = shownValue(right, custom[name]);
  }
  return { ...own, custom };
}

/** What an event says, without what the reader's role keeps from them. Every read of an event about a record passes here. */
export function readableData(scope: Reader, object: string, data: Record<string, unknown>): Record<string, unknown> {
  const kept = scope.fields[object];
  if (!kept) return data;
  const clean = (values: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([key]) => fieldRightOf(scope, object, key) !== 'hidden')
        .map(([key, value]: [string, unknown]) => {
          const right = fieldRightOf(scope, object, key);
          // A change is what was and what is.
          return [
            key,
            right === 'masked'
              ? Array.isArray(value)
                ? value.map((one) => shownValue(right, one))
                : shownValue(right, value)
              : value,
          ];
        }),
    );
  const { changes } = data;
  return { ...clean(data), ...(typeof changes === 'object' && changes !== null ? { changes: clean(changes) } : {}) };
}

/** Refuses to write what the role may not: input by input, naming each field. Every write of a record passes here. */
export function refuseUnwritable(scope: Reader, { object, columns }: Entity, inputs: readonly Input[], isNew: boolean): void {
  if (!scope.fields[object]) return;
  const closed = (key: string): boolean => !isWritable(scope, object, key);
  // Nothing said of a new record is nothing written; of one that is there it empties the field.
  const isSaid = (value: unknown): boolean => value !== undefined && (value !== null || !isNew);
  const faults = inputs.flatMap((input, index): FieldFault[] => {
    const custom: object = typeof input['custom'] === 'object' && input['custom'] !== null ? input['custom'] : {};
    const own = columns.filter(({ key, property }) => isSaid(input[property]) && closed(key));
    const added = Object.entries(custom).filter(([key, value]) => isSaid(value) && closed(`${customPrefix}${key}`));
    const names = [...own.map(({ property }) => property), ...added.map(([key]) => `custom/${key}`)];
    return names.map((name) => ({ pointer: pointerTo(index, inputs.length, name), code: 'field_not_writable' }));
  });
  if (faults.length > 0) throw new DomainError('forbidden', { params: { object, action: 'edit' }, fields: faults.slice(0, 50) });
}

/** Kinds whose search entries hold words that the role keeps from the reader: they are found by their title alone. */
export function keptFromSearch(scope: Reader, entities: readonly Entity[]): string[] {
  return entities
    .filter(({ object, searchFields = [], subtitleField }) => {
      const keys = subtitleField === undefined ? searchFields : [...searchFields, subtitleField];
      return keys.some((key) => !isReadable(scope, object, key));
    })
    .map(({ object }) => object);
}
