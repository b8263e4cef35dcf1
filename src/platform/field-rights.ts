import { customPrefix } from './filter-fields.ts';

/** What a role may do with a field, from nothing to everything. Of a masked one only the end of the value is shown. */
export const fieldRights = ['hidden', 'masked', 'read', 'write'] as const;
export type FieldRight = (typeof fieldRights)[number];

/** Where a role may do less than write: `fields[object][field]`. */
export type FieldRights = Readonly<Record<string, Readonly<Record<string, FieldRight>>>>;

interface Limited {
  fields: FieldRights;
}

export function fieldRank(right: FieldRight): number {
  return fieldRights.indexOf(right);
}

export function fieldRightOf({ fields }: Limited, object: string, key: string): FieldRight {
  return fields[object]?.[key] ?? 'write';
}

/** True when the value is shown as it is; only then may a list be filtered, ordered or searched by it. */
export function isReadable(scope: Limited, object: string, key: string): boolean {
  return fieldRank(fieldRightOf(scope, object, key)) >= fieldRank('read');
}

export function isWritable(scope: Limited, object: string, key: string): boolean {
  return fieldRightOf(scope, object, key) === 'write';
}

/** What both allow. */
export function narrowerFields(a: FieldRights, b: FieldRights): FieldRights {
  const objects = new Set([...Object.keys(a), ...Object.keys(b)]);
  const narrower = (object: string): Record<string, FieldRight> => {
    const keys = new Set([...Object.keys(a[object] ?? {}), ...Object.keys(b[object] ?? {})]);
    const [one, other] = [{ fields: a }, { fields: b }];
    return Object.fromEntries(
      [...keys].map((key) => {
        const [right, limit] = [fieldRightOf(one, object, key), fieldRightOf(other, object, key)];
        return [key, fieldRank(right) < fieldRank(limit) ? right : limit];
      }),
    );
  };
  return Object.fromEntries([...objects].map((object) => [object, narrower(object)]));
}

/** True when `fields` allow more than the scope has in anything. */
export function exceedsFields(fields: FieldRights, scope: Limited): boolean {
  return Object.entries(scope.fields).some(([object, keys]) =>
    Object.entries(keys).some(([key, limit]) => fieldRank(fieldRightOf({ fields }, object, key)) > fieldRank(limit)),
  );
}

/** Per object and field, the fields from which its value follows for whoever sees what everybody sees. */
export type GivenAway = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
let givenAway: GivenAway = {};

/** Sets which fields give others away; called once at composition. */
export function registerGivenAway(all: GivenAway): void {
  givenAway = all;
}

/** The rights with the fields hidden that would give a hidden one away. */
export function withoutGivenAway(fields: FieldRights): FieldRights {
  const hidden = Object.entries(givenAway).flatMap(([object, keys]) => {
    const followers = Object.entries(keys).flatMap(([key, others]) => (isReadable({ fields }, object, key) ? [] : others));
    return followers.length === 0
      ? []
      : [[object, Object.fromEntries(followers.map((key) => [key, 'hidden' as const]))] as const];
  });
  return hidden.length === 0 ? fields : narrowerFields(fields, Object.fromEntries(hidden));
}

/** Per object the rights that mean something for each field; a field that is not named is everybody's. */
export type FieldChoices = Readonly<Record<string, Readonly<Record<string, readonly FieldRight[]>>>>;
let choices: FieldChoices = {};

/** Sets which fields may be kept from roles; called once at composition. */
export function registerFieldChoices(all: FieldChoices): void {
  choices = all;
}

/** The fields of an object that may be kept from roles, with the rights that mean something. */
export function fieldChoicesOf(object: string): Readonly<Record<string, readonly FieldRight[]>> {
  return choices[object] ?? {};
}

/** The rights that mean something for a field; none when it is nobody's to keep. Fields of the workspace may all be kept. */
export function choicesOfField(object: string, key: string): readonly FieldRight[] {
  const isAdded = choices[object] !== undefined && /^custom\.[a-z][a-zA-Z0-9_]{0,39}$/.test(key) && key.startsWith(customPrefix);
  return isAdded ? fieldRights : (choices[object]?.[key] ?? []);
}
