import { DomainError, type FieldFault } from './errors.ts';

/** Nothing that the product asks for is nested nearly as deep; readers that call themselves stay far from their limit. */
export const maxJsonDepth = 40;

/**
 * Reads the JSON of a body. Refused, with its place, is what could be parsed but not kept: text that PostgreSQL does not take
 * (NUL, half a character), a number beyond what a double holds, a name that would change an object's nature, and nesting
 * without end.
 */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  const value = parse(text);
  const fault = faultIn(value, 0);
  if (fault) throw new DomainError('invalid_input', { fields: [{ ...fault, pointer: `/body${fault.pointer}` }] });
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('invalid_input', { fields: [{ pointer: '/body', code: 'invalid_json' }] });
  }
}

/** True for text that the database takes. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The first fault in a value, its pointer below the value. */
function faultIn(value: unknown, depth: number): FieldFault | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : { pointer: '', code: 'invalid_text' };
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { pointer: '', code: 'not_a_number' };
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxJsonDepth) return { pointer: '', code: 'too_deep', params: { maximum: maxJsonDepth } };
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__' || !isStorable(key))
      return { pointer: '', code: key === '__proto__' ? 'unknown_field' : 'invalid_text' };
    const fault = faultIn(member, depth + 1);
    if (fault) return { ...fault, pointer: `/${key}${fault.pointer}` };
  }
  return undefined;
}
