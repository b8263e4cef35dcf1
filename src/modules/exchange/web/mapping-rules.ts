import type { ImportFile } from '../staging/contract.ts';
import type { TargetKind, ValueProposal } from '../contract.ts';
import type { FieldSource, ImportMap, MapFile, MapTarget } from '../mapping/contract.ts';
import { columnsOf, joined, joiningOf, without } from '../mapping/rules.ts';

export interface TargetPlace {
  fileIndex: number;
  targetIndex: number;
}

/** Where the n-th target of a map stands: targets are counted over all files. */
export function placeOf(map: ImportMap, targetNo: number): TargetPlace | null {
  let no = 0;
  for (const [fileIndex, { targets }] of map.files.entries()) {
    if (targetNo < no + targets.length) return { fileIndex, targetIndex: targetNo - no };
    no += targets.length;
  }
  return null;
}

/** The map with one file's part changed. */
export function withFile(map: ImportMap, name: string, change: (file: MapFile) => MapFile): ImportMap {
  return { ...map, files: map.files.map((file) => (file.file === name ? change(file) : file)) };
}

/** The map with one target changed. */
export function withTarget(
  map: ImportMap,
  { fileIndex, targetIndex }: TargetPlace,
  change: (target: MapTarget) => MapTarget,
): ImportMap {
  return {
    ...map,
    files: map.files.map((file, at) =>
      at === fileIndex
        ? { ...file, targets: file.targets.map((target, index) => (index === targetIndex ? change(target) : target)) }
        : file,
    ),
  };
}

/** A target that nothing is read into yet. */
export function newTarget(kind: string): MapTarget {
  return { kind, mode: 'upsert', distinct: false, fields: {} };
}

/** The fields that a column is read into. */
export function fieldsOfColumn(target: MapTarget, column: string): string[] {
  return Object.entries(target.fields).flatMap(([key, source]) => (columnsOf(source).includes(column) ? [key] : []));
}

function withFields(target: MapTarget, fields: Record<string, FieldSource>): MapTarget {
  const { key, ...others } = target;
  return key !== undefined && fields[key] === undefined ? { ...others, fields } : { ...target, fields };
}

/** The target with a field read in a certain way, or not at all. The field that names a record tells rows apart unless another does. */
export function withSource(
  target: MapTarget,
  field: string,
  source: FieldSource | undefined,
  kind: TargetKind | undefined,
): MapTarget {
  const { [field]: _old, ...rest } = target.fields;
  const next = withFields(target, source ? { ...rest, [field]: source } : rest);
  return next.key === undefined && source && field === kind?.nameField && canTellApart(kind) ? { ...next, key: field } : next;
}

function canTellApart({ nameField, fields }: TargetKind): boolean {
  return fields.some(({ key, isKey }) => key === nameField && isKey);
}

/**
 * The target with a column read into exactly these fields. A field that another column fills takes both: mails side by side,
 * first and last name with a space between.
 */
export function mapColumn(target: MapTarget, column: string, fields: readonly string[], kind: TargetKind | undefined): MapTarget {
  const before = fieldsOfColumn(target, column);
  const left = before
    .filter((key) => !fields.includes(key))
    .reduce((all, key) => {
      const source = all.fields[key];
      return withSource(all, key, source && without(source, column), kind);
    }, target);
  return fields
    .filter((key) => !before.includes(key))
    .reduce((all, key) => {
      const there = all.fields[key];
      const isMore = there !== undefined && there.value === undefined;
      const field = kind?.fields.find((each) => each.key === key) ?? { kind: 'text', isLabelled: false, label: '' };
      const isLabelled = field.isLabelled && field.label !== column;
      return withSource(
        all,
        key,
        isMore || isLabelled ? joined(isMore ? there : {}, column, joiningOf(field)) : { column },
        kind,
      );
    }, left);
}

/** The map with a value of a field standing for a known one; what stood for that value before stands for the known one too. */
export function withValue(map: ImportMap, targetNo: number, field: string, value: string, stands: string): ImportMap {
  const place = placeOf(map, targetNo);
  if (!place) return map;
  return withTarget(map, place, (target) => {
    const source = target.fields[field];
    if (!source) return target;
    const before = Object.entries(source.values ?? {}).map(([text, meant]) => [text, meant === value ? stands : meant]);
    const values = { ...Object.fromEntries(before), [value]: stands };
    return { ...target, fields: { ...target.fields, [field]: { ...source, values } } };
  });
}

/** The map that also makes, once each, the records which a field names: by what the field says, before those that point to them. */
export function withMade(map: ImportMap, targetNo: number, field: string, kind: TargetKind): ImportMap {
  const place = placeOf(map, targetNo);
  const source = place && map.files[place.fileIndex]?.targets[place.targetIndex]?.fields[field];
  if (!place || !source) return map;
  const { find = kind.nameField, ...text } = source;
  // What is found by its number is made with that number, and called so until somebody names it.
  const fields = { [kind.nameField]: text, [find]: text };
  const made: MapTarget = { kind: kind.kind, mode: 'upsert', key: find, distinct: true, fields };
  return {
    ...map,
    files: map.files.map((file, at) => (at === place.fileIndex ? { ...file, targets: [made, ...file.targets] } : file)),
  };
}

/** Unknown values of one field of one target, and what a person has said of them. */
export interface ValueGroup {
  key: string;
  targetNo: number;
  file: string;
  field: string;
  target: string | null;
  values: ValueProposal[];
}

export function groupsOf(proposals: readonly ValueProposal[]): ValueGroup[] {
  const groups = Map.groupBy(proposals, ({ targetNo, field }) => `${targetNo} ${field}`);
  return [...groups].flatMap(([key, values]) => {
    const [first] = values;
    return first ? [{ key, targetNo: first.targetNo, file: first.file, field: first.field, target: first.target, values }] : [];
  });
}

/** What a person says of unknown values: what each stands for, and of which groups the rest is to be made. */
export interface Decisions {
  /** By group and value: what goes into the map. */
  stands: Readonly<Record<string, { code: string; label: string } | null>>;
  makes: Readonly<Record<string, boolean>>;
}

export function decisionKey(group: ValueGroup, value: string): string {
  return `${group.key} ${value}`;
}

/** What a person has decided for a value, or else what is proposed. */
export function standsFor(
  { stands }: Decisions,
  group: ValueGroup,
  { value, proposed, label }: ValueProposal,
): { code: string; label: string } | null {
  const decided = stands[decisionKey(group, value)];
  return decided === undefined ? (proposed === null ? null : { code: proposed, label: label ?? proposed }) : decided;
}

/** The map with everything that was decided. */
export function withDecisions(
  map: ImportMap,
  groups: readonly ValueGroup[],
  decisions: Decisions,
  kinds: readonly TargetKind[],
): ImportMap {
  const named = groups.reduce(
    (all, group) =>
      group.values.reduce((next, proposal) => {
        const meant = standsFor(decisions, group, proposal);
        return meant === null ? next : withValue(next, group.targetNo, group.field, proposal.value, meant.code);
      }, all),
    map,
  );
  // The last first: what is put before others shifts their numbers.
  const making = groups.filter(({ key }) => decisions.makes[key]).toSorted((a, b) => b.targetNo - a.targetNo);
  return making.reduce((all, { targetNo, field, target }) => {
    const kind = kinds.find((each) => each.kind === target);
    return kind ? withMade(all, targetNo, field, kind) : all;
  }, named);
}

/** True when a column's dates or numbers can be read both ways and nobody has said which. */
export function isOpenReading(file: ImportFile, column: string, source: FieldSource, map: ImportMap): boolean {
  const look = file.looks[file.columns.indexOf(column)];
  if (!look?.isAmbiguous) return false;
  const isDate = look.kind === 'date' || look.kind === 'instant';
  return isDate ? (source.dateOrder ?? map.dateOrder) === undefined : (source.decimalMark ?? map.decimalMark) === undefined;
}
