import { z } from 'zod';
import { DomainError } from '../platform/errors.ts';
import { faultsOf } from '../platform/faults.ts';

/** Checks the options of a command by a schema; a fault names the option (`--time-zone`). */
export function checkOptions<S extends z.ZodType>(schema: S, options: unknown): z.output<S> {
  const result = z.safeParse(schema, options, { reportInput: true });
  if (result.success) return result.data;
  const fields = faultsOf(result.error, '').map((fault) => ({ ...fault, pointer: optionOf(fault.pointer) }));
  throw new DomainError('invalid_input', { fields });
}

/** `//timeZone` → `--time-zone`. */
function optionOf(pointer: string): string {
  const name = pointer.split('/').findLast((part) => part !== '') ?? '';
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
