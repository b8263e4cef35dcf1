import { isDeepStrictEqual } from 'node:util';
import type { Field, FieldKind, Fields } from '../../../platform/fields.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ScopedSql } from '../../../platform/scope-sql.ts';
import type { CustomField } from '../custom-fields/contract.ts';
import type { EntityEndpoints } from './contract.ts';

/** A row as the database has it: header columns and one per field, camelCase, refs as `<key>Id`. */
export type Row = Readonly<Record<string, unknown>>;
export type Input = Readonly<Record<string, unknown>>;

/** What a change is about to do, for the module's own checks. `before` is null on creation. */
export interface Change {
  id: string;
  before: Row | null;
  input: Input;
}

export interface RefTable {
  table: string;
  name: (sql: ScopedSql, alias: string) => string;
}

/** A field that lists are filtered by and records do not show: ids of other records in a table of links. */
export interface LinkFilter {
  /** A ref to the kind of record that is linked. */
  field: Field;
  /** The table of links, its column with the record's own id, and the one with the linked record's. */
  table: string;
  from: string;
  to: string;
}

/** Why a record cannot go into the bin, or come back from it. */
export interface Kept {
  code: string;
  params: Readonly<Record<string, unknown>>;
}

/** What a module declares about its entity; lists, forms, import, export, search and rights follow from it. */
export interface EntitySpec {
  /** Singular name: the object of rights, the kind in `records`, the prefix of events. */
  object: string;
  plural: string;
  module: string;
  table: string;
  fields: Fields;
  /** Relations to many records, by which lists are filtered: "has this product". */
  linkFilters?: Readonly<Record<string, LinkFilter>>;
  /** The field that names a record; mirrored to `records.title`. */
  titleField: string;
  /** Fields whose text is found by search besides the title. */
  searchFields?: readonly string[];
  /** Field shown under the title in search results. */
  subtitleField?: string;
  endpoints: EntityEndpoints;
  /** Fields that boards, reports and timelines are made of: nobody who sees the record is kept from them. */
  inFigures?: readonly string[];
  /** By field, those from which its value follows: they are kept from whoever may not read it. */
  givenAway?: Readonly<Record<string, readonly string[]>>;
  /** Refs to the records on whose timeline this record's activities show too: a deal's also stand on its account. */
  alsoAbout?: readonly string[];
  /** Rules of the module on what is written: completes or refuses. Runs inside the transaction, before the write. */
  prepare?: (tx: Tx, scope: Scope, changes: readonly Change[]) => Promise<readonly Input[]>;
  /** Rules of the module on what goes into the bin: why some of these records cannot, by id. Runs before they do. */
  keepOutOfBin?: (rows: readonly Row[]) => ReadonlyMap<string, Kept>;
  /** Rules of the module on what comes back from the bin: why some of these records cannot, by id. Runs before they do. */
  keepInBin?: (tx: Tx, scope: Scope, ids: readonly string[]) => Promise<ReadonlyMap<string, Kept>>;
  /** Refs to rows that are no records (a stage): their table, and the SQL of a row's name over its alias. Set by use cases only. */
  refTables?: Readonly<Record<string, RefTable>>;
  /** Table condition of rows that lists leave out unless asked (SQL over alias `t`). */
  hiddenWhen?: string;
}

export interface Entity extends EntitySpec {
  columns: readonly Column[];
  /** Fields that the workspace at hand added; none on an entity as it was declared (`custom-fields/service.ts` loads them). */
  added: readonly Column[];
  /** The entity of another kind, with the same workspace's fields. */
  neighbour: (object: string) => Entity;
}

/** A field with its place in the table. */
export interface Column {
  key: string;
  /** Name in rows and inputs: `accountId` for the ref `account`. */
  property: string;
  column: string;
  sqlType: string;
  field: Field;
  /** For a field that a workspace added: its definition. Its value is a member of `custom`. */
  custom?: CustomField;
}

const sqlTypes: Record<FieldKind, string> = {
  text: 'text',
  longText: 'text',
  integer: 'int',
  decimal: 'numeric',
  money: 'bigint',
  percent: 'int',
  date: 'date',
  instant: 'timestamptz',
  bool: 'boolean',
  choice: 'text',
  choices: 'text[]',
  ref: 'uuid',
  user: 'uuid',
  team: 'uuid',
  currency: 'text',
  email: 'text',
  url: 'text',
  emails: 'jsonb',
  phones: 'jsonb',
  handles: 'jsonb',
  address: 'jsonb',
  localized: 'jsonb',
  json: 'jsonb',
};

/** `amountMinor` → `amount_minor`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** True for fields that point to a row of another table and are stored as its id. */
export function isLink(field: Pick<Field, 'kind'>): boolean {
  return field.kind === 'ref' || field.kind === 'user' || field.kind === 'team';
}

/** Completes a declaration with what follows from it. */
export function defineEntity(spec: EntitySpec): Entity {
  const columns = Object.entries(spec.fields).map(([key, field]) => {
    const property = isLink(field) ? `${key}Id` : key;
    return { key, property, column: snakeCase(property), sqlType: sqlTypes[field.kind], field };
  });
  return { ...spec, columns, added: [], neighbour: entityOf };
}

let byObject: ReadonlyMap<string, Entity> = new Map();

/** Makes the entities of all modules known; called once when the program is composed. */
export function registerEntities(entities: readonly Entity[]): void {
  byObject = new Map(entities.map((entity) => [entity.object, entity]));
}

/** The entity of a kind of record. Throws for a kind nobody declared: that is a fault of the program. */
export function entityOf(object: string): Entity {
  const entity = byObject.get(object);
  if (!entity) throw new Error(`no entity ${object}`);
  return entity;
}

export function findEntity(object: string): Entity | undefined {
  return byObject.get(object);
}

/** Every entity of the composed program. */
export function allEntities(): readonly Entity[] {
  return [...byObject.values()];
}

/** Pointer of a property of the n-th input: `/body/accountId` for a single one, `/rows/3/accountId` in a batch. */
export function pointerTo(index: number, size: number, property: string): string {
  return size === 1 ? `/body/${property}` : `/rows/${index}/${property}`;
}

/** The values that differ from what a row has. The database keeps members of a structured value in an order of its own. */
export function differing(row: Row, values: Input): Input {
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value !== undefined && !isDeepStrictEqual(row[key] ?? null, value ?? null)),
  );
}

/** The title a record shows where it is referred to. */
export function titleOf(entity: Entity, row: Row): string {
  const value = row[entity.titleField];
  return typeof value === 'string' ? value : '';
}

/** Texts of a record that search finds it by, besides its title. */
export function searchTextsOf(entity: Entity, row: Row): string[] {
  return (entity.searchFields ?? []).flatMap((key) => textsIn(row[key]));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'object' && value !== null && 'value' in value) return textsIn(value.value);
  return [];
}
