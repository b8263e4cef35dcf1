import type { Icon } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { z } from 'zod';
import type { BulkResult } from '../../modules/records/bulk/contract.ts';
import type { Count, CountQuery, ListQuery, Selection } from '../../modules/records/entities/contract.ts';
import type { Endpoint, IdParams } from '../../platform/endpoint.ts';
import type { Field, Fields } from '../../platform/fields.ts';
import { customPrefix } from '../../platform/filter-fields.ts';
import type { Language } from '../../platform/languages.ts';
import { isObject } from '../problem.ts';
import type { Tone } from '../ui/chip.tsx';
import type { BuiltInView } from './views/built-in-view.ts';

export interface NamedRef {
  id: string;
  name: string;
}

/** One of what a ref points to where that is no record: a stage, a version of a process. */
export interface ListedRef extends NamedRef {
  sub?: string;
}
export type RefList = (language: Language) => Promise<ListedRef[]>;

/** A record as every entity has it, its own fields by key. */
export interface EntityRow {
  readonly [field: string]: unknown;
  id: string;
  version: number;
  owner: NamedRef | null;
  team: NamedRef | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
  custom: Record<string, unknown>;
}

type None = z.ZodType<undefined>;
type Page = z.ZodType<{ data: EntityRow[]; nextCursor: string | null }>;
type BulkRemoveBody = z.ZodType<unknown, { select: Selection }>;
type BulkUpdateBody = z.ZodType<unknown, { select: Selection; changes: Record<string, unknown>; skipInvalid?: boolean }>;

/** The endpoints the generic screens call; what `entityEndpoints` makes fits. */
export interface EntityApi {
  list: Endpoint<None, typeof ListQuery, None, Page>;
  count: Endpoint<None, typeof CountQuery, None, typeof Count>;
  export: Endpoint<None, z.ZodType, None, z.ZodType>;
  exportChosen: Endpoint<None, None, z.ZodType, z.ZodType>;
  get: Endpoint<typeof IdParams, None, None, z.ZodType<EntityRow>>;
  create: Endpoint<None, None, z.ZodType, z.ZodType<EntityRow>>;
  update: Endpoint<typeof IdParams, None, z.ZodType, z.ZodType<EntityRow>>;
  remove: Endpoint<typeof IdParams, None, None, z.ZodType>;
  restore: Endpoint<typeof IdParams, None, None, z.ZodType<EntityRow>>;
  bulkUpdate: Endpoint<None, None, BulkUpdateBody, typeof BulkResult>;
  bulkRemove: Endpoint<None, None, BulkRemoveBody, typeof BulkResult>;
  bulkRestore: Endpoint<None, None, BulkRemoveBody, typeof BulkResult>;
}

export interface RecordTab {
  key: string;
  /** Words key. */
  label: string;
  content: ComponentType<{ row: EntityRow }>;
  /** The right that shows the tab; nothing means everybody who sees the record. */
  right?: readonly [object: string, action: string];
}

/** A column that is not simply a field: made by the module. */
export interface ColumnSpec {
  key: string;
  /** Words key of the heading. */
  label: string;
  width: string;
  render: (row: EntityRow) => ReactNode;
  /** Field to sort by; nothing means it cannot be sorted by. */
  sortField?: string;
  isNumeric?: boolean;
}

/** All that a plain entity declares to get its list, its form and its record page. */
export interface EntityUi {
  /** Singular name: the object of rights and the kind of the record. */
  object: string;
  /** Namespace of its words. */
  module: string;
  api: EntityApi;
  fields: Fields;
  /** The field that names a record. */
  titleField: string;
  icon: Icon;
  /** Columns of a new list: fields by key, `owner`, `team`, `createdAt`, `updatedAt`, or made ones. Listed fields and the owner unless given. */
  columns?: readonly (string | ColumnSpec)[];
  /** Widths of columns whose words are longer, or shorter, than those of their kind mostly are. */
  widths?: Readonly<Partial<Record<string, string>>>;
  /** Colours of choices, by field and value; the word is always there. */
  tones?: Readonly<Record<string, Readonly<Record<string, Tone>>>>;
  /** Such as `-updatedAt`. */
  defaultSort?: string;
  /** Views that its lists come with, besides all there is. */
  views?: readonly BuiltInView[];
  /** The one of them that the list opens with; all there is unless given. */
  startView?: string;
  /** Fields of the record a ref points to, to filter by them too: `{ account: accountFields }`. */
  related?: Readonly<Record<string, { module: string; object: string; fields: Fields }>>;
  /** Relations to many records, to filter by: the API's `linkFilters` of the entity. */
  links?: Fields;
  /** By target, the refs that point to no record (stages): all there are, named in the reader's language. */
  refLists?: Readonly<Record<string, RefList>>;
  /** Free texts that offer what was written there before, by field: answers the values that begin with what is typed. */
  suggestions?: Readonly<Record<string, (typed: string) => Promise<string[]>>>;
  /** Fields by which two records are the same (phones, codes): a new record is then compared with those there are, by its name too. */
  uniqueTexts?: readonly string[];
  /** Fields the form shows, in order; all that can be written unless given. */
  formFields?: readonly string[];
  /** Whether a record may go into the bin, beside the right to it; every one unless given. */
  canRemove?: (row: EntityRow) => boolean;
  /** Beside making one, another way to fill a list that is empty; shown to whoever may make one. */
  filling?: ComponentType;
  /** What stands under the title of a record. */
  subtitle?: ComponentType<{ row: EntityRow }>;
  tabs?: readonly RecordTab[];
  /** Sections of fields that a tab shows where there is room for them, and the panel beside it does not. */
  tabSections?: readonly string[];
  /** Right beside (phone: below) the tabs, above the field panel. */
  aside?: ComponentType<{ row: EntityRow }>;
}

export const headerFields: Readonly<Record<string, Pick<Field, 'kind' | 'sortable' | 'filterable'>>> = {
  owner: { kind: 'user', filterable: true },
  team: { kind: 'team', filterable: true },
  createdAt: { kind: 'instant', sortable: true, filterable: true },
  updatedAt: { kind: 'instant', sortable: true, filterable: true },
};

/** What the generic screens need to know of a field, built-in or of the header. */
export type AnyField = Pick<Field, 'kind'> & Partial<Field>;

/** A field of the entity or of the header of every record. */
export function fieldOf(ui: Pick<EntityUi, 'fields'>, key: string): AnyField | undefined {
  return ui.fields[key] ?? headerFields[key];
}

/** True for a number that can only be a year, which is written without separators. */
export function isYear({ kind, min, max }: AnyField): boolean {
  return kind === 'integer' && min !== undefined && min >= 1000 && max !== undefined && max <= 9999;
}

/** The value of a field, built-in or added. */
export function rowValue(row: Readonly<Record<string, unknown>>, key: string): unknown {
  if (!key.startsWith(customPrefix)) return row[key];
  const { custom } = row;
  return isObject(custom) ? custom[key.slice(customPrefix.length)] : undefined;
}

/** Words key of a field's name. */
export function fieldLabelKey(ui: Pick<EntityUi, 'module' | 'object' | 'fields'>, key: string): string {
  if (key.startsWith(customPrefix)) return `custom:fields.${ui.object}.${key.slice(customPrefix.length)}`;
  return ui.fields[key] ? `${ui.module}:fields.${ui.object}.${key}` : `records:fields.record.${key}`;
}

/** Words key of one value of a choice. */
export function choiceLabelKey(ui: Pick<EntityUi, 'module' | 'object'>, key: string, value: string): string {
  if (key.startsWith(customPrefix)) return `custom:choices.${ui.object}.${key.slice(customPrefix.length)}.${value}`;
  return `${ui.module}:choices.${ui.object}.${key}.${value}`;
}

/** What a record is called on screen. */
export function titleOf(ui: Pick<EntityUi, 'titleField'>, row: EntityRow): string {
  const title = row[ui.titleField];
  return typeof title === 'string' && title !== '' ? title : '—';
}

/** Fields that a form may write. */
export function writableFields(ui: Pick<EntityUi, 'fields' | 'formFields'>): [string, Field][] {
  const keys = ui.formFields ?? Object.keys(ui.fields);
  return keys.flatMap((key): [string, Field][] => {
    const field = ui.fields[key];
    return field && !field.readOnly && field.kind !== 'json' ? [[key, field]] : [];
  });
}
