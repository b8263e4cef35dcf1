import {
  customKinds,
  type CustomField,
  CustomFieldChanges,
  NewCustomField,
  uniqueKinds,
} from '../../modules/records/custom-fields/contract.ts';

export type CustomKind = (typeof customKinds)[number];

export interface TextDraft {
  en: string;
  'zh-Hans': string;
}

export interface ChoiceDraft extends TextDraft {
  /** What records hold; a new choice has none yet. */
  value?: string;
  isRetired?: boolean;
}

/** What somebody typed for a field. */
export interface FieldDraft {
  object: string;
  kind: CustomKind;
  labels: TextDraft;
  choices: ChoiceDraft[];
  isRequired: boolean;
  isUnique: boolean;
}

export function isCustomKind(value: unknown): value is CustomKind {
  return customKinds.some((kind) => kind === value);
}

/** True for kinds whose values can tell records apart. */
export function mayBeUnique(kind: CustomKind): boolean {
  return uniqueKinds.some((known) => known === kind);
}

/** A field as it can be edited. */
export function draftOf({ object, kind, labels, choices, isRequired, isUnique }: CustomField): FieldDraft {
  const texts = (given: CustomField['labels']): TextDraft => ({ en: given.en ?? '', 'zh-Hans': given['zh-Hans'] ?? '' });
  const retired = (isRetired: boolean | undefined) => (isRetired ? { isRetired } : {});
  return {
    object,
    kind,
    labels: texts(labels),
    choices: choices.map((choice) => ({ ...texts(choice.labels), value: choice.value, ...retired(choice.isRetired) })),
    isRequired,
    isUnique,
  };
}

function labelsOf({ en, 'zh-Hans': zh }: TextDraft): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ en, 'zh-Hans': zh }).flatMap(([language, text]) => (text.trim() === '' ? [] : [[language, text.trim()]])),
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
  const key = keyFrom(draft.labels.en, new Set(takenKeys), 'field');
  return NewCustomField.parse({
    object: draft.object,
    kind: draft.kind,
    key,
    labels: labelsOf(draft.labels),
    choices: choicesOf(draft),
    isRequired: draft.isRequired,
    isUnique: draft.isUnique && mayBeUnique(draft.kind),
  });
}

/** Choices that have a name: those that were there keep the value that records hold. */
function choicesOf({ kind, choices }: FieldDraft): CustomField['choices'] {
  if (kind !== 'choice') return [];
  const values = new Set(choices.flatMap(({ value }) => value ?? []));
  return choices
    .filter((choice) => Object.keys(labelsOf(choice)).length > 0)
    .map((choice) => {
      const value = choice.value ?? keyFrom(choice.en, values, 'choice');
      values.add(value);
      return { value, labels: labelsOf(choice), ...(choice.isRetired ? { isRetired: true } : {}) };
    });
}

/** The body that changes the field; its labels in a language that is not edited here stay. */
export function changesOf(draft: FieldDraft, field: CustomField): CustomFieldChanges {
  const { 'zh-Hant': traditional } = field.labels;
  return CustomFieldChanges.parse({
    version: field.version,
    labels: { ...(traditional === undefined ? {} : { 'zh-Hant': traditional }), ...labelsOf(draft.labels) },
    ...(draft.kind === 'choice' ? { choices: choicesOf(draft) } : {}),
    isRequired: draft.isRequired,
    isUnique: draft.isUnique && mayBeUnique(draft.kind),
  });
}

/** True when the field has a name and, where it is one of several values, at least one of them. */
export function isComplete(draft: FieldDraft): boolean {
  const hasName = Object.keys(labelsOf(draft.labels)).length > 0;
  return (
    hasName &&
    (draft.kind !== 'choice' || draft.choices.some((choice) => !choice.isRetired && Object.keys(labelsOf(choice)).length > 0))
  );
}
