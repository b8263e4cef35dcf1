import type { FieldKind } from '../../../../platform/fields.ts';
import { bestMatch, looseText } from '../../../../platform/similar.ts';
import { isSeveral } from '../../mapping/rules.ts';
import type { ColumnLook, ImportFile } from '../../staging/contract.ts';
import type { TargetField, TargetKind } from '../../targets/rules.ts';
import type { ColumnProposal } from '../contract.ts';

/** A field with every text that a header may name it by. */
export interface NamedField {
  field: TargetField;
  names: readonly string[];
}

export interface NamedKind {
  kind: TargetKind;
  /** Texts that a file of such records may be called by. */
  names: readonly string[];
  fields: readonly NamedField[];
}

/** A column that may fill a field. */
export interface Hit {
  column: string;
  index: number;
  field: TargetField;
  confidence: number;
  reason: ColumnProposal['reason'];
}

const leastConfidence = 0.5;

/** For each field the best column, for each column one field: the surest pairs first. Mails and phones take every column that fits. */
export function matchColumns(file: ImportFile, kind: NamedKind): Hit[] {
  const hits = file.columns.flatMap((column, index) =>
    kind.fields.flatMap(({ field, names }) => hitOf(column, index, field, names, file.looks[index])),
  );
  const used = { columns: new Set<string>(), fields: new Set<string>() };
  return hits
    .filter(({ confidence }) => confidence >= leastConfidence)
    .toSorted((a, b) => b.confidence - a.confidence)
    .filter(({ column, field }) => {
      if (used.columns.has(column) || (used.fields.has(field.key) && !takesSeveral(field))) return false;
      used.columns.add(column);
      used.fields.add(field.key);
      return true;
    });
}

function hitOf(column: string, index: number, field: TargetField, names: readonly string[], look: ColumnLook | undefined): Hit[] {
  const loose = looseText(column);
  const hit = (confidence: number, reason: Hit['reason']): Hit[] => [
    { column, index, field, confidence: fits(field, look) ? confidence : confidence - 0.4, reason },
  ];
  if (loose === looseText(field.key)) return hit(0.98, 'name');
  if (names.some((name) => looseText(name) === loose)) return hit(1, 'synonym');
  if (field.labelled?.some((word) => looseText(word) === loose)) return hit(0.9, 'synonym');
  // email_work, Mobile Phone, 办公电话: a word of the header says it.
  if (isSeveral(field.field.kind) && names.some((name) => hasWord(column, name))) return hit(0.75, 'close');
  const close = bestMatch(column, names, { threshold: 0.85 });
  if (close) return hit(0.8, 'close');
  return look && byValues[look.kind]?.includes(field.field.kind) ? hit(0.55, 'values') : [];
}

function takesSeveral({ field, labelled }: TargetField): boolean {
  return labelled !== undefined || isSeveral(field.kind);
}

/** A column that is one option of a variant, `colour`, goes with its header; one that holds them all does not. */
export function isOption({ field: { field, labelled }, column }: Hit): boolean {
  const loose = looseText(column);
  return labelled !== undefined && !(field.synonyms ?? []).some((name) => looseText(name) === loose);
}

function hasWord(column: string, name: string): boolean {
  const words = column.split(/[^\p{L}\p{N}]+/u).map(looseText);
  return words.includes(looseText(name)) || (/\p{Script=Han}/u.test(name) && column.endsWith(name));
}

/** Kinds of values that are as good as a name. */
const byValues: Partial<Record<ColumnLook['kind'], FieldKind[]>> = {
  email: ['email', 'emails'],
  phone: ['phones'],
  url: ['url'],
};

const numbers = new Set<FieldKind>(['integer', 'decimal', 'money', 'percent']);
const numeric = new Set<ColumnLook['kind']>(['integer', 'decimal', 'money', 'percent']);

/** False when the values say otherwise than the header. */
function fits({ field, target }: TargetField, look: ColumnLook | undefined): boolean {
  if (!look || look.kind === 'empty' || target !== undefined) return true;
  if (numbers.has(field.kind)) return numeric.has(look.kind);
  if (field.kind === 'date' || field.kind === 'instant') return look.kind === 'date' || look.kind === 'instant';
  return true;
}
