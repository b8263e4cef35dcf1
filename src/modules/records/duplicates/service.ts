import { DomainError } from '../../../platform/errors.ts';
import { violationOf } from '../../../platform/violation.ts';
import type { Entity } from '../entities/rules.ts';

/**
 * Runs a write and turns a violated unique index (`<table>_<column>_uq`) into a refusal that names the field. The
 * database decides the race between two writers; this only gives its answer a name.
 */
export async function refuseDuplicates(entity: Entity, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const violation = violationOf(error);
    if (violation?.kind !== 'unique') throw error;
    const column = entity.columns.find((candidate) => violation.constraint === `${entity.table}_${candidate.column}_uq`);
    if (!column) throw error;
    throw new DomainError('invalid_input', {
      status: 409,
      fields: [{ pointer: `/body/${column.property}`, code: 'duplicate' }],
      cause: error,
    });
  }
}
