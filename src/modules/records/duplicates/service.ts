import { DomainError } from '../../../platform/errors.ts';
import type { Entity } from '../entities/rules.ts';

/** What the driver says of a violated constraint. */
interface Violation {
  code: string;
  constraint?: string;
}

function isViolation(error: unknown): error is Violation {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/**
 * Runs a write and turns a violated unique index (`<table>_<column>_uq`) into a refusal that names the field. The
 * database decides the race between two writers; this only gives its answer a name.
 */
export async function refuseDuplicates(entity: Entity, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isViolation(error) || error.code !== '23505') throw error;
    const column = entity.columns.find((candidate) => error.constraint === `${entity.table}_${candidate.column}_uq`);
    if (!column) throw error;
    throw new DomainError('invalid_input', {
      status: 409,
      fields: [{ pointer: `/body/${column.property}`, code: 'duplicate' }],
      cause: error,
    });
  }
}
