import { isObject } from '../problem.ts';
import type { EntityRow, EntityUi } from './entity-ui.ts';
import { changedKeys, startValues, type FormValues } from './form-values.ts';

type FormEntity = Pick<EntityUi, 'fields' | 'formFields'>;

/** True for a record as the API sends it, e.g. `current` of a stale edit. */
export function isEntityRow(value: unknown): value is EntityRow {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['version'] === 'number';
}

export interface Clash {
  key: string;
  mine: unknown;
  theirs: unknown;
}

/** Fields that both sides changed, to different values. */
export function clashes(ui: FormEntity, base: EntityRow, values: FormValues, current: EntityRow): Clash[] {
  const theirs = startValues(ui, current);
  const changedByThem = new Set(changedKeys(ui, base, theirs));
  const differing = new Set(changedKeys(ui, current, values));
  return changedKeys(ui, base, values)
    .filter((key) => changedByThem.has(key) && differing.has(key))
    .map((key) => ({ key, mine: values[key], theirs: theirs[key] }));
}

/** My changes laid over their version; where both changed a field, `keepMine` decides. */
export function rebase(
  ui: FormEntity,
  base: EntityRow,
  values: FormValues,
  current: EntityRow,
  keepMine: ReadonlySet<string>,
): FormValues {
  const disputed = new Set(clashes(ui, base, values, current).map(({ key }) => key));
  const mine = changedKeys(ui, base, values).filter((key) => !disputed.has(key) || keepMine.has(key));
  return { ...startValues(ui, current), ...Object.fromEntries(mine.map((key) => [key, values[key]])) };
}
