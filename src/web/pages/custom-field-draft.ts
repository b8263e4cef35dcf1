import { customKinds, NewCustomField } from '../../modules/records/custom-fields/contract.ts';

export type CustomKind = (typeof customKinds)[number];

export interface ChoiceDraft {
  en: string;
  'zh-Hans': string;
}

/** What somebody typed for a new field. */
export interface FieldDraft {
  object: string;
  kind: CustomKind;
  labels: ChoiceDraft;
  choices: ChoiceDraft[];
  isRequired: boolean;
}

export function isCustomKind(value: unknown): value is CustomKind {
  return customKinds.some((kind) => kind === value);
}

function labelsOf(draft: ChoiceDraft): Record<string, string> {
  return Object.fromEntries(
    Object.entries(draft).flatMap(([language, text]) => (text.trim() === '' ? [] : [[language, text.trim()]])),
  );
}

function slug(text: string, separator: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, separator)
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, '')
    .slice(0, 30);
}

/** A key made from the English name; where there is none, the next free number. */
function keyFrom(label: string, taken: ReadonlySet<string>, fallback: string, separator = '_'): string {
  const wanted = slug(label, separator) || fallback;
  if (!taken.has(wanted) && wanted !== fallback) return wanted;
  for (let number = 1; ; number += 1) {
    const next = `${wanted}${number}`;
    if (!taken.has(next)) return next;
  }
}

/** The body that makes the field; keys come from the names, so that nobody has to invent them. */
export function bodyOf(draft: FieldDraft, takenKeys: readonly string[]): NewCustomField {
  const values = new Set<string>();
  const choices = draft.choices
    .filter((choice) => Object.keys(labelsOf(choice)).length > 0)
    .map((choice) => {
      const value = keyFrom(choice.en, values, 'choice');
      values.add(value);
      return { value, labels: labelsOf(choice) };
    });
  const key = keyFrom(draft.labels.en, new Set(takenKeys), 'field');
  return NewCustomField.parse({
    object: draft.object,
    kind: draft.kind,
    key,
    labels: labelsOf(draft.labels),
    choices: draft.kind === 'choice' ? choices : [],
    isRequired: draft.isRequired,
  });
}

/** True when the field has a name and, where it is one of several values, at least one of them. */
export function isComplete(draft: FieldDraft): boolean {
  const hasName = Object.keys(labelsOf(draft.labels)).length > 0;
  return hasName && (draft.kind !== 'choice' || draft.choices.some((choice) => Object.keys(labelsOf(choice)).length > 0));
}
