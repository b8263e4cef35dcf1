import { looseText } from '../../../platform/similar.ts';
import type { ColumnLook, ImportFile } from '../staging/contract.ts';
import type { FieldSource, MapFile, MapTarget } from '../mapping/contract.ts';
import { joined, joiningOf } from '../mapping/rules.ts';
import { type Hit, isOption, matchColumns, type NamedKind } from './columns/rules.ts';
import type { ColumnProposal } from './contract.ts';
import { firstNameWords, lastNameWords, managerWords } from '../vocabulary/rules.ts';

export interface FileProposal {
  map: MapFile;
  /** Per target of the file. */
  columns: { column: string; field: string; confidence: number; reason: ColumnProposal['reason'] }[][];
}

/** Proposes what a file is and what its columns hold, from their names in both languages and from the values. */
export function proposeFile(file: ImportFile, kinds: readonly NamedKind[], currency: string): FileProposal {
  const [best] = kinds
    .map((kind) => ({ kind, hits: matchColumns(file, kind) }))
    .map((one) => ({ ...one, score: scoreOf(file, one.kind, one.hits) }))
    .toSorted((a, b) => b.score - a.score);
  const reading = { file: file.name, ...(file.hasHeader ? {} : { hasHeader: false }) };
  if (!best || best.hits.length === 0) return { map: { ...reading, targets: [] }, columns: [] };
  const target = targetOf(file, best.kind, best.hits, { kinds, currency });
  const before =
    best.kind.kind.kind === 'user'
      ? peopleBefore(file, target, kinds)
      : best.kind.kind.kind === 'orderLine'
        ? ordersBefore(file, kinds)
        : [];
  const columns = best.hits.map(({ column, field, confidence, reason }) => ({ column, field: field.key, confidence, reason }));
  return { map: { ...reading, targets: [...before, target] }, columns: [...before.map(() => []), columns] };
}

/** By which field a column's records are found, where its header names one: `SKU` means the number of a product, not its name. */
function findOf({ field, column }: Hit, kinds: readonly NamedKind[]): Pick<FieldSource, 'find'> {
  const linked = kinds.find(({ kind }) => kind.kind === field.target);
  const loose = looseText(column);
  const key = linked?.fields.find(({ field: { isKey }, names }) => isKey && names.some((name) => looseText(name) === loose));
  return key && key.field.key !== linked?.kind.nameField ? { find: key.field.key } : {};
}

function targetOf(
  file: ImportFile,
  { kind }: NamedKind,
  hits: readonly Hit[],
  { kinds, currency }: { kinds: readonly NamedKind[]; currency: string },
): MapTarget {
  const fields: Record<string, FieldSource> = {};
  // In the order of the file, so that several columns of one field stand as they stood there.
  for (const hit of hits.toSorted((a, b) => a.index - b.index)) {
    const there = fields[hit.field.key];
    const joining = joiningOf({ kind: hit.field.field.kind, isLabelled: hit.field.labelled !== undefined });
    fields[hit.field.key] =
      there || isOption(hit)
        ? joined(there ?? {}, hit.column, joining)
        : { ...sourceOf(hit.column, file.looks[hit.index], hit.field.isFine), ...findOf(hit, kinds) };
  }
  const name = fields[kind.nameField] === undefined ? nameOf(file.columns) : undefined;
  if (name !== undefined) fields[kind.nameField] = { template: name };
  for (const { key, alsoFrom } of kind.fields) {
    const source = alsoFrom === undefined ? undefined : fields[alsoFrom];
    if (source && fields[key] === undefined) fields[key] = source;
  }
  const money = kind.fields.find(({ key, field }) => field.kind === 'money' && fields[key] !== undefined);
  const inCurrency = money?.field.currencyField;
  if (inCurrency !== undefined && fields[inCurrency] === undefined) fields[inCurrency] = { value: currency };
  // What every record has tells them apart better; what the file leaves empty, not at all.
  const unique = hits
    .filter(({ field, index }) => field.isKey && field.field.unique && file.looks[index]?.kind !== 'empty')
    .toSorted((a, b) => Number(b.field.field.required) - Number(a.field.field.required));
  const isNamed = kind.fields.some(({ key, isKey }) => isKey && key === kind.nameField && key in fields);
  const key = unique[0]?.field.key ?? (isNamed ? kind.nameField : undefined);
  return { kind: kind.kind, mode: 'upsert', distinct: false, ...(key === undefined ? {} : { key }), fields };
}

/** A name that stands in two columns. */
function nameOf(columns: readonly string[]): string | undefined {
  const find = (names: readonly string[]) => columns.find((column) => names.includes(looseText(column)));
  const [first, last] = [find(firstNameWords.map(looseText)), find(lastNameWords.map(looseText))];
  if (first === undefined || last === undefined) return undefined;
  return /\p{Script=Han}/u.test(last) ? `{${last}}{${first}}` : `{${first}} {${last}}`;
}

/** A file of people names their teams and their managers: those are made first, each once. */
function peopleBefore(file: ImportFile, people: MapTarget, kinds: readonly NamedKind[]): MapTarget[] {
  const team = people.fields['team'];
  const used = new Set(Object.values(people.fields).map(({ column }) => column));
  const names = managerWords.map(looseText);
  const manager = file.columns.find((column) => !used.has(column) && names.includes(looseText(column)));
  const may = (kind: string) => kinds.some((each) => each.kind.kind === kind);
  const made: MapTarget[] = [];
  if (team && may('team')) made.push({ kind: 'team', mode: 'upsert', distinct: true, key: 'name', fields: { name: team } });
  if (manager !== undefined) {
    const fields = { name: { column: manager }, ...(team ? { team } : {}), role: { value: 'salesManager' } };
    made.push({ kind: 'user', mode: 'upsert', distinct: true, key: 'name', fields });
  }
  return made;
}

/** What of an order its lines may say again and again. */
const repeatedOnLines = new Set(['number', 'account', 'contact', 'orderedOn', 'poNumber', 'currency']);

/** A file of lines that says whose order each is of: the orders are made first, each once. */
function ordersBefore(file: ImportFile, kinds: readonly NamedKind[]): MapTarget[] {
  const kind = kinds.find((each) => each.kind.kind === 'order');
  const hits = kind ? matchColumns(file, kind).filter(({ field }) => repeatedOnLines.has(field.key)) : [];
  const fields = Object.fromEntries(hits.map(({ column, index, field }) => [field.key, sourceOf(column, file.looks[index])]));
  const isSaid = 'number' in fields && hits.length > 1;
  return isSaid ? [{ kind: 'order', mode: 'upsert', distinct: true, key: 'number', fields }] : [];
}

function sourceOf(column: string, look: ColumnLook | undefined, isFine = false): FieldSource {
  return {
    column,
    ...(look?.dateOrder ? { dateOrder: look.dateOrder } : {}),
    ...(look?.decimalMark === ',' || (isFine && look?.decimalMark !== undefined) ? { decimalMark: look.decimalMark } : {}),
  };
}

/** The share of columns understood, the required fields found, and whether the file is called after the kind. */
function scoreOf(file: ImportFile, { kind, names }: NamedKind, hits: readonly Hit[]): number {
  const isFound = (key: string): boolean => hits.some(({ field }) => field.key === key);
  const needed = kind.fields
    .filter(({ field }) => field.required && field.defaultValue === undefined)
    .map(({ key }) => isFound(key));
  const required = kind.saysOneOf ? [...needed, kind.saysOneOf.some(isFound)] : needed;
  const found = required.filter((is) => is).length;
  const called = looseText(file.name.replace(/\.\w+$/, ''));
  const isNamed = names.some((name) => called.includes(looseText(name)));
  // Anybody with a mail address is a contact rather than somebody who works here.
  const isStaff = kind.kind === 'user' || kind.kind === 'team';
  const sure = hits.reduce((sum, { confidence }) => sum + confidence, 0);
  return (
    sure / Math.max(1, file.columns.length) +
    (required.length === 0 ? 0 : (found / required.length) * 0.4) +
    (isNamed ? 0.5 : isStaff ? -0.2 : 0)
  );
}
