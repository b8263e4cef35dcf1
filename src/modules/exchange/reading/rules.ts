import type { Parsed } from '../../../platform/parsed.ts';
import type { FieldSource, ImportMap, MapTarget } from '../mapping/contract.ts';
import { isLinkField, type TargetField, type TargetKind, type TargetOption } from '../targets/rules.ts';
import { choiceOf, choicesOf } from './choices/rules.ts';
import { type TextOf, textReader } from './texts/rules.ts';
import { isEmptyCell, partsOf, type ReadOptions, readValue, readWritten } from '../values/rules.ts';

/** Why a row cannot become a record, before it is known where the row is. */
export interface CellFault {
  field: string | null;
  value: string | null;
  code: string;
  params: Record<string, unknown>;
}

/** A field with the way to its text and how that is read. */
export interface CompiledField {
  target: TargetField;
  source: FieldSource;
  textOf: TextOf;
  options: ReadOptions;
  /** For closed lists: the value that a text means, as written or loosened. */
  choices: ReadonlyMap<string, string> | null;
  /** The values of a closed list with the texts that mean them, for proposals. */
  accepted: readonly TargetOption[];
  /** For links: the field of the other record that the text is compared with. */
  find: string;
}

export interface CompiledTarget {
  no: number;
  fileNo: number;
  file: string;
  spec: MapTarget;
  kind: TargetKind;
  columns: number;
  fields: readonly CompiledField[];
  key: CompiledField | null;
}

export interface CompileContext {
  timeZone: string;
  currency: string;
  /** Accepted values of closed lists and stages, per field key. */
  options: ReadonlyMap<string, readonly TargetOption[]>;
}

/** Prepares a target of a map for reading rows. The map has been checked against the file's columns. */
export function compileTarget(
  no: number,
  file: { no: number; name: string; columns: readonly string[] },
  map: ImportMap,
  spec: MapTarget,
  kind: TargetKind,
  context: CompileContext,
): CompiledTarget {
  const places = new Map(file.columns.map((name, index) => [name, index]));
  const fields = Object.entries(spec.fields).flatMap(([key, source]) => {
    const target = kind.fields.find((field) => field.key === key);
    return target ? [compileField(target, source, places, map, context)] : [];
  });
  return {
    no,
    fileNo: file.no,
    file: file.name,
    spec,
    kind,
    columns: file.columns.length,
    fields,
    key: fields.find(({ target }) => target.key === spec.key) ?? null,
  };
}

function compileField(
  target: TargetField,
  source: FieldSource,
  places: ReadonlyMap<string, number>,
  map: ImportMap,
  context: CompileContext,
): CompiledField {
  const options: ReadOptions = {
    dateOrder: source.dateOrder ?? map.dateOrder ?? null,
    decimalMark: source.decimalMark ?? map.decimalMark ?? null,
    timeZone: context.timeZone,
    currency: context.currency,
    factor: source.factor ?? null,
  };
  const accepted = context.options.get(target.key);
  const choices = accepted ? choicesOf(accepted) : null;
  return {
    target,
    source,
    textOf: textReader(source, places),
    options,
    choices,
    accepted: accepted ?? [],
    find: source.find ?? 'name',
  };
}

/** What a text of a link field stands for: ids found, or the promise that this import will make it. */
export type LinkAnswer = { ids: readonly string[]; isInBin?: boolean } | 'coming';
export type FindLink = (field: CompiledField, text: string) => LinkAnswer;

export interface ReadRow {
  /** Values by property, links as ids (a link that is still coming is left out). */
  values: Record<string, unknown>;
  /** Properties of the links to records that this import is still to make. */
  waits: readonly string[];
  faults: CellFault[];
}

/** Reads a row as the values of a record, naming everything that is wrong with it. */
export function readRow(target: CompiledTarget, cells: readonly string[], findLink: FindLink): ReadRow {
  if (cells.length !== target.columns) {
    return {
      values: {},
      waits: [],
      faults: [
        { field: null, value: null, code: 'csv.wrong_columns', params: { found: cells.length, expected: target.columns } },
      ],
    };
  }
  const values: Record<string, unknown> = {};
  const faults: CellFault[] = [];
  const waits: string[] = [];
  const currency = currencyOf(target, cells);
  for (const field of target.fields) {
    const text = field.textOf(cells);
    const answer = isEmptyCell(field.target.field.kind, text) ? emptyAnswer(field) : readCell(field, text, currency, findLink);
    if ('code' in answer) faults.push({ field: field.target.key, value: text, code: answer.code, params: answer.params ?? {} });
    else if (answer.value === coming) waits.push(field.target.property);
    else if (answer.value !== undefined) setValue(values, field.target, answer.value);
  }
  return { values, waits, faults };
}

const coming = Symbol('coming');
type Answer = { value: unknown } | { code: string; params?: Record<string, unknown> };

function emptyAnswer({ target }: CompiledField): Answer {
  return target.field.required && target.field.defaultValue === undefined ? { code: 'required' } : { value: undefined };
}

/** The currency that amounts of this row are in: of its currency field if it has one. */
function currencyOf(target: CompiledTarget, cells: readonly string[]): string | null {
  const field = target.fields.find(({ target: { key } }) => key === 'currency');
  const text = field?.textOf(cells).trim().toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(text) ? text : null;
}

function readCell(field: CompiledField, text: string, currency: string | null, findLink: FindLink): Answer {
  if (isLinkField(field.target)) return linkAnswer(field, text, findLink);
  if (field.choices) return choiceAnswer(field, field.choices, text);
  if (field.target.part !== undefined && field.target.property !== 'custom') return { value: text };
  if (field.target.isWritten) return answerOf(readWritten(text, field.options));
  const options = field.target.field.kind === 'money' && currency !== null ? { ...field.options, currency } : field.options;
  return answerOf(readValue(field.target.field, text, options));
}

function answerOf(value: Parsed<unknown>): Answer {
  return value.ok ? { value: value.value } : value.params ? { code: value.code, params: value.params } : { code: value.code };
}

function choiceAnswer({ target }: CompiledField, choices: ReadonlyMap<string, string>, text: string): Answer {
  const isMany = target.field.kind === 'choices';
  const values: string[] = [];
  for (const part of isMany ? partsOf(text) : [text]) {
    const value = choiceOf(choices, part);
    if (value === undefined)
      return { code: target.key === 'stage' ? 'exchange.unknown_stage' : 'exchange.unknown_value', params: { value: part } };
    values.push(value);
  }
  return { value: isMany ? [...new Set(values)] : values[0] };
}

function linkAnswer(field: CompiledField, text: string, findLink: FindLink): Answer {
  const found = findLink(field, text);
  if (found === 'coming') return { value: coming };
  const [id, second] = found.ids;
  if (id === undefined) return { code: found.isInBin ? 'exchange.in_bin' : 'exchange.not_found', params: { value: text } };
  return second === undefined
    ? { value: id }
    : { code: 'exchange.several_found', params: { value: text, count: found.ids.length } };
}

function setValue(values: Record<string, unknown>, { property, part, field }: TargetField, value: unknown): void {
  if (part === undefined) values[property] = value;
  else if (field.kind === 'handles')
    values[property] = [...(Array.isArray(values[property]) ? values[property] : []), { channel: part, value }];
  else values[property] = { ...(typeof values[property] === 'object' ? values[property] : {}), [part]: value };
}

/** A role that is the same for all rows is for those who are new: it takes nothing from an administrator whom a file names. */
export function withoutFixedRole(target: CompiledTarget, { role, ...values }: Record<string, unknown>): Record<string, unknown> {
  const isFixed = target.spec.kind === 'user' && target.spec.fields['role']?.value !== undefined;
  return isFixed || role === undefined ? values : { ...values, role };
}
