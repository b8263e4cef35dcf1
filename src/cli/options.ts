import { z } from 'zod';
import { DomainError } from '../platform/errors.ts';
import { faultsOf } from '../platform/faults.ts';

/** Checks the options of a command by a schema; a fault names the option (`--time-zone`). */
export function checkOptions<S extends z.ZodType>(schema: S, options: unknown): z.output<S> {
  const result = z.safeParse(schema, options, { reportInput: true });
  if (result.success) return result.data;
  const fields = faultsOf(result.error, '').map((fault) => ({
    ...fault,
    pointer: optionOf(fault.pointer.split('/').findLast((part) => part !== '') ?? ''),
  }));
  throw new DomainError('invalid_input', { fields });
}

/** `timeZone` → `--time-zone`. */
export function optionOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
