import type { FilterCondition } from '../../../platform/filter.ts';
import type { FilterValue } from '../../../platform/filter-values.ts';
import type { FilterTarget } from './filter-model.ts';

export interface ValueEditorProps {
  target: FilterTarget;
  condition: FilterCondition;
  onChange: (value: FilterCondition['value']) => void;
}

/** The values of a condition, whether it has one or many. */
export function listOf(value: FilterCondition['value']): FilterValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
