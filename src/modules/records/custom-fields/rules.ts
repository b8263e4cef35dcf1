import { bool, choice, date, decimal, email, type Field, integer, longText, text, url } from '../../../platform/fields.ts';
import type { CustomField } from './contract.ts';

const section = 'custom';
const max = Number.MAX_SAFE_INTEGER;

/** A field that a workspace added, described as the built-in ones are. */
export function fieldOf({ kind, choices, isRequired, isUnique }: CustomField): Field {
  const retired = choices.filter(({ isRetired }) => isRetired).map(({ value }) => value);
  return { ...bareField(kind, choices), required: isRequired, unique: isUnique, ...(retired.length > 0 ? { retired } : {}) };
}

function bareField(kind: CustomField['kind'], choices: CustomField['choices']): Field {
  const [first, ...others] = choices.map(({ value }) => value);
  switch (kind) {
    case 'choice':
      return first === undefined ? text({ section }) : choice([first, ...others], { section });
    case 'longText':
      return longText({ section });
    case 'integer':
      return integer({ section, min: -max, max });
    case 'decimal':
      return decimal({ section });
    case 'date':
      return date({ section });
    case 'bool':
      return bool({ section });
    case 'url':
      return url({ section });
    case 'email':
      return email({ section });
    case 'text':
      return text({ section, max: 500 });
  }
}

/** The one spelling of a value by which two records are told apart. */
export function uniqueText(kind: CustomField['kind'], value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return kind === 'email' ? String(value).toLowerCase() : String(value);
}
