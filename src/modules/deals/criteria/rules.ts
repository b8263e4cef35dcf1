import type { Criterion } from '../../process/contract.ts';
import type { FactPlace } from '../../process/facts/rules.ts';
import type { Missing } from '../contract.ts';

/** Where a criterion is done: the field it asks for, the timeline, the place of its fact, or its own box. */
export function placeOf({ kind, spec }: Pick<Criterion, 'kind' | 'spec'>, factPlace: FactPlace | undefined): Missing['where'] {
  if (kind === 'activity') return { place: 'timeline', field: null };
  if (kind === 'field')
    return spec.field === 'nextStepOn' ? { place: 'nextStep', field: null } : { place: 'field', field: spec.field ?? null };
  return { place: kind === 'fact' && factPlace ? factPlace : 'criterion', field: null };
}

/** A tick needs something that a colleague can check. */
export function hasEvidence({ note, fileId }: { note?: string; fileId?: string }): boolean {
  return Boolean(note?.trim()) || Boolean(fileId);
}
