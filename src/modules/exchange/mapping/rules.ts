import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { TargetKind } from '../targets/rules.ts';
import type { FieldSource, ImportMap, MapTarget } from './contract.ts';

/** Columns that a source reads. */
export function columnsOf({ column, template }: FieldSource): string[] {
  if (column !== undefined) return [column];
  return [...(template ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name.trim());
}

/** True for kinds of fields that hold several values, each from a column of its own. */
export function isSeveral(kind: string): boolean {
  return kind === 'emails' || kind === 'phones' || kind === 'choices';
}

/** How the columns of one field stand together: `header: value` each, several values, or words of one text. */
export type Joining = 'labelled' | 'several' | 'words';

export function joiningOf(field: { kind: string; isLabelled: boolean }): Joining {
  if (field.isLabelled) return 'labelled';
  return isSeveral(field.kind) ? 'several' : 'words';
}

/** A source with one more column: mails and phones side by side, options behind their headers, texts with a space between. */
export function joined(source: FieldSource, column: string, joining: Joining): FieldSource {
  const { column: first, template, value: _value, ...rest } = source;
  const before = template ?? (first === undefined ? '' : joining === 'labelled' ? `${first}: {${first}}` : `{${first}}`);
  if (joining === 'labelled') return { ...rest, template: `${before === '' ? '' : `${before}; `}${column}: {${column}}` };
  return before === '' ? { ...rest, column } : { ...rest, template: `${before}${joining === 'several' ? ';' : ' '}{${column}}` };
}

/** A source with a column less; undefined when nothing is left of it. */
export function without(source: FieldSource, column: string): FieldSource | undefined {
  const { column: only, template, ...rest } = source;
  if (only !== undefined || template === undefined) return only === column ? undefined : source;
  const left = columnsOf(source).filter((name) => name !== column);
  const [single] = left;
  if (single === undefined) return undefined;
  const name = escaped(column);
  const text = template.replace(new RegExp(`[;\\s]*(?:${name}: )?\\{\\s*${name}\\s*\\}`), '').replace(/^[;\s]+/, '');
  return text === `{${single}}` ? { ...rest, column: single } : { ...rest, template: text };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Whether a required field is asked for: where nothing new is made, only what tells rows apart. */
export function isNeeded({ mode, key }: MapTarget, knownBy: readonly string[], field: string): boolean {
  return mode !== 'update' || (key === undefined && knownBy.includes(field));
}

interface KnownFile {
  name: string;
  columns: readonly string[];
}

/** Refuses a map that does not fit the files and kinds, naming each place. */
export function refuseBadMap(map: ImportMap, files: readonly KnownFile[], kinds: ReadonlyMap<string, TargetKind>): void {
  const faults: FieldFault[] = map.files.flatMap((file, index) => {
    const known = files.find(({ name }) => name === file.file);
    if (!known)
      return [
        {
          pointer: `/body/map/files/${index}/file`,
          code: 'exchange.missing_file',
          params: { file: file.file, files: files.map(({ name }) => name).join(', ') },
        },
      ];
    return file.targets.flatMap((target, at) => targetFaults(target, known, kinds, `/body/map/files/${index}/targets/${at}`));
  });
  const [first] = faults;
  if (first) throw new DomainError(first.code, { params: first.params ?? {}, fields: faults });
}

function targetFaults(target: MapTarget, file: KnownFile, kinds: ReadonlyMap<string, TargetKind>, pointer: string): FieldFault[] {
  const kind = kinds.get(target.kind);
  if (!kind)
    return [
      {
        pointer: `${pointer}/kind`,
        code: 'exchange.unknown_kind',
        params: { kind: target.kind, kinds: [...kinds.keys()].join(', ') },
      },
    ];
  const faults: FieldFault[] = [];
  for (const [key, source] of Object.entries(target.fields)) {
    if (!kind.fields.some((field) => field.key === key))
      faults.push({
        pointer: `${pointer}/fields/${key}`,
        code: 'exchange.unknown_field',
        params: { kind: target.kind, field: key },
      });
    for (const column of columnsOf(source)) {
      if (!file.columns.includes(column))
        faults.push({
          pointer: `${pointer}/fields/${key}/column`,
          code: 'exchange.missing_column',
          params: { column, file: file.name, columns: file.columns.join(', ') },
        });
    }
  }
  faults.push(...keyFaults(target, kind, pointer));
  if (kind.saysOneOf && !kind.saysOneOf.some((key) => key in target.fields))
    faults.push({
      pointer: `${pointer}/fields`,
      code: 'exchange.needs_one_of',
      params: { kind: target.kind, fields: kind.saysOneOf.join(', ') },
    });
  const missing = kind.fields.filter(
    ({ field, key }) =>
      field.required && field.defaultValue === undefined && !(key in target.fields) && isNeeded(target, kind.knownBy ?? [], key),
  );
  faults.push(
    ...missing.map(({ key }) => ({
      pointer: `${pointer}/fields`,
      code: 'exchange.required_field',
      params: { kind: target.kind, field: key },
    })),
  );
  return faults;
}

function keyFaults(target: MapTarget, kind: TargetKind, pointer: string): FieldFault[] {
  if (target.key === undefined)
    return (target.mode === 'update' && !kind.knownBy) || target.distinct
      ? [{ pointer: `${pointer}/key`, code: 'exchange.key_needed', params: { kind: target.kind } }]
      : [];
  const field = kind.fields.find(({ key }) => key === target.key);
  return field?.isKey && target.key in target.fields
    ? []
    : [{ pointer: `${pointer}/key`, code: 'exchange.bad_key', params: { kind: target.kind, field: target.key } }];
}
