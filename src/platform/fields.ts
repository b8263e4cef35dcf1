import { z } from 'zod';
import { CalendarDay, CurrencyCode, Id, Instant, LocalizedText, MinorUnits, Version } from './endpoint.ts';

export type FieldKind =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'percent'
  | 'date'
  | 'instant'
  | 'bool'
  | 'choice'
  | 'choices'
  | 'ref'
  | 'user'
  | 'team'
  | 'currency'
  | 'email'
  | 'url'
  | 'emails'
  | 'phones'
  | 'handles'
  | 'address'
  | 'localized'
  | 'json';

export interface FieldOptions {
  /** Must be given on creation and may never be emptied. */
  required?: boolean;
  /** Set by use cases of the module only: shown and filtered, never written by forms, import mapping or the generic API. */
  readOnly?: boolean;
  /** No two living records of the workspace share a value; also a key for import and upsert. */
  unique?: boolean;
  /** Shown as a column of a new list. */
  listed?: boolean;
  sortable?: boolean;
  filterable?: boolean;
  /** Header texts, in both languages, by which an import recognises the field. */
  synonyms?: readonly string[];
  max?: number;
  min?: number;
  /** For `money`: the field that holds the currency; the workspace's own when absent. */
  currencyField?: string;
  /** Value taken on creation when none is given. */
  defaultValue?: unknown;
  /** Choices that records keep and nobody chooses any more. */
  retired?: readonly string[];
  /** Heading of the form section the field stands in (a words key segment). */
  section?: string;
}

export interface Field<
  Z extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  K extends FieldKind = FieldKind,
  Req extends boolean = boolean,
  Ro extends boolean = boolean,
> extends FieldOptions {
  kind: K;
  required: Req;
  readOnly: Ro;
  /** Schema of a value that is present, as written. */
  write: Z;
  /** Schema of a value that is present, as read; refs read as `{id, title}`. */
  read: R;
  /** For `ref`: the kind of the record pointed to. */
  target?: string;
  choices?: readonly string[];
}

export type Fields = Readonly<Record<string, Field>>;

const Ref = z.object({ id: Id, title: z.string() });
const Person = z.object({ id: Id, name: z.string() });
const Labelled = z.object({
  value: z.string().trim().min(1).max(200),
  label: z.string().max(40).optional(),
  isPrimary: z.boolean().optional(),
});
export const Address = z.object({
  country: z.string().max(80).optional(),
  province: z.string().max(80).optional(),
  city: z.string().max(80).optional(),
  district: z.string().max(80).optional(),
  street: z.string().max(300).optional(),
  postalCode: z.string().max(20).optional(),
});
export type Address = z.infer<typeof Address>;

type Flag<O, Name extends 'required' | 'readOnly'> = O extends Record<Name, true> ? true : false;
type Made<Z extends z.ZodType, R extends z.ZodType, K extends FieldKind, O> = Field<
  Z,
  R,
  K,
  Flag<O, 'required'>,
  Flag<O, 'readOnly'>
> &
  (O extends { defaultValue: NonNullable<unknown> } ? { defaultValue: unknown } : unknown);
interface Extra {
  target?: string;
  choices?: readonly string[];
}

const compound = new Set<FieldKind>(['json', 'address', 'handles', 'localized', 'emails', 'phones', 'longText', 'choices']);

function make<Z extends z.ZodType, R extends z.ZodType, K extends FieldKind, O extends FieldOptions>(
  kind: K,
  write: Z,
  read: R,
  options: O,
  extra: Extra = {},
) {
  const defaults = { sortable: !compound.has(kind), filterable: kind !== 'json' && kind !== 'address' };
  const flags = { required: options.required ?? false, readOnly: options.readOnly ?? false };
  return { ...defaults, ...options, ...flags, ...extra, kind, write, read } as unknown as Made<Z, R, K, O>;
}

/** A builder of a field whose value is written and read alike. */
function plain<Z extends z.ZodType, K extends FieldKind>(kind: K, schema: (options: FieldOptions) => Z) {
  return <const O extends FieldOptions = Record<never, never>>(options?: O) => {
    const write = schema(options ?? {});
    return make<Z, Z, K, O>(kind, write, write, (options ?? {}) as O);
  };
}

/** A builder of a field that may be read in part only (`•••1234`), so that what is read need not be what may be written. */
function masked<Z extends z.ZodType, R extends z.ZodType, K extends FieldKind>(kind: K, write: Z, read: R) {
  return <const O extends FieldOptions = Record<never, never>>(options?: O) =>
    make<Z, R, K, O>(kind, write, read, (options ?? {}) as O);
}

/** A builder of a field that is written as an id and read with the name of what it points to. */
function link<R extends z.ZodType, K extends FieldKind>(kind: K, read: R) {
  return <const O extends FieldOptions = Record<never, never>>(options?: O, extra?: Extra) =>
    make<typeof Id, R, K, O>(kind, Id, read, (options ?? {}) as O, extra);
}

export const text = plain('text', (o) =>
  z
    .string()
    .trim()
    .min(1)
    .max(o.max ?? 200),
);
export const longText = plain('longText', (o) =>
  z
    .string()
    .trim()
    .min(1)
    .max(o.max ?? 20_000),
);
export const integer = plain('integer', (o) =>
  z
    .int()
    .min(o.min ?? -2_147_483_648)
    .max(o.max ?? 2_147_483_647),
);
/** A decimal number kept exactly, written and read as text ("12.5"). */
export const decimal = plain('decimal', () => z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/));
/** Integer minor units; the field's key ends in `Minor`. */
export const money = plain('money', (o) => (o.min === undefined ? MinorUnits : MinorUnits.min(o.min)));
/** Basis points: 10,000 is 100 %. */
export const percent = plain('percent', (o) =>
  z
    .int()
    .min(o.min ?? 0)
    .max(o.max ?? 10_000),
);
export const date = plain('date', () => CalendarDay);
export const instant = plain('instant', () => Instant);
export const bool = plain('bool', () => z.boolean());
export const currency = plain('currency', () => CurrencyCode);
export const email = masked('email', z.email().max(254), z.string());
export const url = masked('url', z.url({ protocol: /^https?$/ }).max(2000), z.string());
export const emails = masked('emails', z.array(Labelled.extend({ value: z.email().max(254) })).max(20), z.array(Labelled));
export const phones = masked(
  'phones',
  z
    .array(
      Labelled.extend({
        value: z
          .string()
          .trim()
          .regex(/^(?=.*\d)[+()\d\s./ext-]{3,40}$/i),
      }),
    )
    .max(20),
  z.array(Labelled),
);
/** Accounts on other channels: WeChat, LinkedIn, WhatsApp … */
export const handles = plain('handles', () =>
  z.array(z.object({ channel: z.string().min(1).max(40), value: z.string().trim().min(1).max(200) })).max(20),
);
export const address = plain('address', () => Address);
export const localized = plain('localized', () => LocalizedText);
export const user = link('user', Person);
export const team = link('team', Person);
const linkToRecord = link('ref', Ref);
/** A record of another kind. Key `account`: column `account_id`, written as `accountId`, read as `account: {id, title}`. */
export const ref = <const O extends FieldOptions = Record<never, never>>(target: string, options?: O) =>
  linkToRecord(options, { target });

/** One of a closed list of values. */
export function choice<const C extends readonly [string, ...string[]], const O extends FieldOptions = Record<never, never>>(
  values: C,
  options?: O,
) {
  const schema = z.enum(values);
  return make<typeof schema, typeof schema, 'choice', O>('choice', schema, schema, (options ?? {}) as O, { choices: values });
}

/** Several of a closed list of values. */
export function choices<const C extends readonly [string, ...string[]], const O extends FieldOptions = Record<never, never>>(
  values: C,
  options?: O,
) {
  const schema = z.array(z.enum(values)).max(50);
  return make<typeof schema, typeof schema, 'choices', O>('choices', schema, schema, (options ?? {}) as O, { choices: values });
}

/** A structured value with its own schema. */
export function json<Z extends z.ZodType, const O extends FieldOptions = Record<never, never>>(schema: Z, options?: O) {
  return make<Z, Z, 'json', O>('json', schema, schema, (options ?? {}) as O);
}

/** Declares the fields of an entity; the type keeps each field's schema. */
export function defineFields<const F extends Fields>(fields: F): F {
  return fields;
}

/** The key under which a field is written: `accountId` for the ref `account`, the key itself otherwise. */
export function writeKey(key: string, field: Pick<Field, 'kind'>): string {
  return field.kind === 'ref' || field.kind === 'user' || field.kind === 'team' ? `${key}Id` : key;
}

type LinkKind = 'ref' | 'user' | 'team';
type Nullable<Z extends z.ZodType> = z.ZodNullable<Z>;
type ReadShape<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<z.ZodType, infer R, infer Kind, infer Req>
    ? Req extends true
      ? Kind extends 'ref'
        ? Nullable<R>
        : R
      : Nullable<R>
    : never;
};
type WriteName<F extends Fields, K extends keyof F & string> = F[K]['readOnly'] extends true
  ? never
  : F[K]['kind'] extends LinkKind
    ? `${K}Id`
    : K;
type Optional<Z extends z.ZodType> = z.ZodOptional<z.ZodNullable<Z>>;
type CreateShape<F extends Fields> = {
  [K in keyof F & string as WriteName<F, K>]: F[K] extends Field<infer Z, z.ZodType, FieldKind, infer Req>
    ? Req extends true
      ? F[K] extends { defaultValue: unknown }
        ? Optional<Z>
        : Z
      : Optional<Z>
    : never;
};
type UpdateShape<F extends Fields> = {
  [K in keyof F & string as WriteName<F, K>]: F[K] extends Field<infer Z, z.ZodType, FieldKind, infer Req>
    ? Req extends true
      ? z.ZodOptional<Z>
      : Optional<Z>
    : never;
};

const recordHeader = {
  id: Id,
  version: Version,
  owner: Person.nullable(),
  team: Person.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: Instant.nullable(),
  custom: z.record(z.string(), z.unknown()),
};
const writeHeader = {
  ownerId: Id.nullable().optional(),
  teamId: Id.optional(),
  custom: z.record(z.string(), z.unknown()).optional(),
};

function writable(fields: Fields): [string, Field][] {
  return Object.entries(fields).filter(([, f]) => !f.readOnly);
}

/** Schema of a record as read: header, every field (null when empty), custom values. */
export function recordSchema<F extends Fields>(fields: F) {
  const shape = Object.fromEntries(
    Object.entries(fields).map(([key, f]) => [key, f.required && f.kind !== 'ref' ? f.read : f.read.nullable()]),
  );
  return z.object({ ...recordHeader, ...(shape as ReadShape<F>) });
}

/** Schema of the body that creates a record: required fields must be there, others may be left out or null. */
export function createSchema<F extends Fields>(fields: F) {
  const shape = writable(fields).map(([key, f]) => [
    writeKey(key, f),
    f.required && f.defaultValue === undefined ? f.write : f.write.nullable().optional(),
  ]);
  return z.strictObject({ ...writeHeader, ...(Object.fromEntries(shape) as CreateShape<F>) });
}

/** Schema of the body that edits a record: the version read, and the fields to change. */
export function updateSchema<F extends Fields>(fields: F) {
  const shape = writable(fields).map(([key, f]) => [
    writeKey(key, f),
    f.required ? f.write.optional() : f.write.nullable().optional(),
  ]);
  return z.strictObject({ version: Version, ...writeHeader, ...(Object.fromEntries(shape) as UpdateShape<F>) });
}
