import { type ColumnGuess, guessColumn } from '../../../platform/csv/guess.ts';
import type { FieldKind } from '../../../platform/fields.ts';
import { bestMatch, looseText } from '../../../platform/similar.ts';
import type { ImportFile } from '../contract.ts';
import type { ColumnProposal } from './contract.ts';
import type { FieldSource, ImportMapInput } from '../mapping/contract.ts';
import type { TargetField, TargetKind } from '../targets/rules.ts';

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

interface Hit {
  column: string;
  index: number;
  field: TargetField;
  confidence: number;
  reason: ColumnProposal['reason'];
}

/** For each field the best column, for each column one field: the surest pairs first. */
function matchColumns(columns: readonly string[], guesses: readonly ColumnGuess[], kind: NamedKind): Hit[] {
  const hits = columns.flatMap((column, index) =>
    kind.fields.flatMap(({ field, names }) => hitOf(column, index, field, names, guesses[index])),
  );
  const used = { columns: new Set<string>(), fields: new Set<string>() };
  return hits
    .toSorted((a, b) => b.confidence - a.confidence)
    .filter(({ column, field }) => {
      if (used.columns.has(column) || used.fields.has(field.key)) return false;
      used.columns.add(column);
      used.fields.add(field.key);
      return true;
    });
}

function hitOf(
  column: string,
  index: number,
  field: TargetField,
  names: readonly string[],
  guess: ColumnGuess | undefined,
): Hit[] {
  const loose = looseText(column);
  const hit = (confidence: number, reason: Hit['reason']): Hit[] => [
    { column, index, field, confidence: fits(field, guess) ? confidence : confidence - 0.4, reason },
  ];
  if (loose === looseText(field.key)) return hit(0.98, 'name');
  if (names.some((name) => looseText(name) === loose)) return hit(1, 'synonym');
  const close = bestMatch(column, names, { threshold: 0.85 });
  if (close) return hit(0.8, 'close');
  return guess && byValues[guess.kind]?.includes(field.field.kind) ? hit(0.55, 'values') : [];
}

/** Kinds of values that are as good as a name. */
const byValues: Partial<Record<ColumnGuess['kind'], FieldKind[]>> = {
  email: ['email', 'emails'],
  phone: ['phones'],
  url: ['url'],
};

const numbers = new Set<FieldKind>(['integer', 'decimal', 'money', 'percent']);

/** False when the values say otherwise than the header. */
function fits({ field, target }: TargetField, guess: ColumnGuess | undefined): boolean {
  if (!guess || guess.kind === 'empty' || target !== undefined) return true;
  if (numbers.has(field.kind))
    return guess.kind === 'integer' || guess.kind === 'decimal' || guess.kind === 'money' || guess.kind === 'percent';
  if (field.kind === 'date' || field.kind === 'instant') return guess.kind === 'date' || guess.kind === 'instant';
  return true;
}

/** Proposes what each file is and what its columns hold, from their names in both languages and from the values. */
export function proposeMap(
  files: readonly ImportFile[],
  kinds: readonly NamedKind[],
): { map: ImportMapInput; columns: ColumnProposal[] } {
  const columns: ColumnProposal[] = [];
  let targetNo = 0;
  const mapFiles = files.map((file) => {
    const guesses = file.columns.map((_, index) => guessColumn(file.samples.map((row) => row[index] ?? '')));
    const ranked = kinds
      .map((kind) => ({ kind, hits: matchColumns(file.columns, guesses, kind) }))
      .map((one) => ({ ...one, score: scoreOf(file, one.kind, one.hits) }));
    const [best] = ranked.toSorted((a, b) => b.score - a.score);
    if (!best || best.hits.length === 0) return { file: file.name, targets: [] };
    columns.push(
      ...best.hits.map(({ column, field, confidence, reason }) => ({
        file: file.name,
        targetNo,
        column,
        field: field.key,
        confidence: Math.max(0, confidence),
        reason,
      })),
    );
    targetNo += 1;
    const fields = Object.fromEntries(best.hits.map((hit) => [hit.field.key, sourceOf(hit, guesses[hit.index])]));
    const key =
      best.hits.find(({ field }) => field.isKey && field.field.unique)?.field.key ??
      (best.kind.kind.nameField in fields ? best.kind.kind.nameField : undefined);
    return {
      file: file.name,
      targets: [{ kind: best.kind.kind.kind, mode: 'upsert' as const, ...(key === undefined ? {} : { key }), fields }],
    };
  });
  return { map: { version: 1, files: mapFiles }, columns };
}

function sourceOf({ column }: Hit, guess: ColumnGuess | undefined): FieldSource {
  return {
    column,
    ...(guess?.dateOrder ? { dateOrder: guess.dateOrder } : {}),
    ...(guess?.decimalMark === ',' ? { decimalMark: ',' as const } : {}),
  };
}

/** The share of columns understood, the required fields found, and whether the file is called after the kind. */
function scoreOf(file: ImportFile, { kind, names }: NamedKind, hits: readonly Hit[]): number {
  const required = kind.fields.filter(({ field }) => field.required && field.defaultValue === undefined);
  const found = required.filter(({ key }) => hits.some(({ field }) => field.key === key)).length;
  const called = looseText(file.name.replace(/\.\w+$/, ''));
  const isNamed = names.some((name) => called.includes(looseText(name)));
  const sure = hits.reduce((sum, { confidence }) => sum + confidence, 0);
  return (
    sure / Math.max(1, file.columns.length) + (required.length === 0 ? 0 : (found / required.length) * 0.4) + (isNamed ? 0.5 : 0)
  );
}
