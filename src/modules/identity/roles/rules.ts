import { invalidField } from '../../../platform/errors.ts';
import { choicesOfField, type FieldRight, fieldRights, type FieldRights } from '../../../platform/field-rights.ts';
import { type Level, levels } from '../../../platform/levels.ts';
import { levelChoices, levelOf, rightsOfRole, type RightsChange } from '../../../platform/rights.ts';
import type { Rights, Role } from '../contract.ts';
import { levelRank } from '../rules.ts';

export interface LevelChange {
  object: string;
  action: string;
  from: Level;
  to: Level;
}

/** What differs between what a role may do and what is asked for. Refuses rights that nobody knows and levels that mean nothing. */
export function changesOf(before: Rights, wanted: Rights): LevelChange[] {
  const changes: LevelChange[] = [];
  for (const [object, actions] of Object.entries(wanted)) {
    for (const [action, to] of Object.entries(actions)) {
      const from = before[object]?.[action];
      const pointer = `/body/rights/${object}/${action}`;
      if (from === undefined) throw invalidField(pointer, 'identity.unknown_right');
      if (!levelChoices(object, action).includes(to)) throw invalidField(pointer, 'identity.level_means_nothing');
      if (from !== to) changes.push({ object, action, from, to });
    }
  }
  return changes;
}

export interface FieldChange {
  object: string;
  action: string;
  from: FieldRight;
  to: FieldRight;
  isField: true;
}

/** The same for fields. */
export function fieldChangesOf(before: FieldRights, wanted: FieldRights): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const [object, keys] of Object.entries(wanted)) {
    for (const [action, to] of Object.entries(keys)) {
      const choices = choicesOfField(object, action);
      const pointer = `/body/fields/${object}/${action}`;
      if (choices.length === 0) throw invalidField(pointer, 'identity.unknown_field');
      if (!choices.includes(to)) throw invalidField(pointer, 'identity.field_right_means_nothing');
      const from = before[object]?.[action] ?? 'write';
      if (from !== to) changes.push({ object, action, from, to, isField: true });
    }
  }
  return changes;
}

/** Rights on fields with some changes made; what may be written is not kept. */
export function changedFields(fields: FieldRights, changes: readonly FieldChange[]): FieldRights {
  const next: Record<string, Record<string, FieldRight>> = {};
  for (const [object, keys] of Object.entries(fields)) next[object] = { ...keys };
  for (const { object, action, to } of changes) {
    const { [action]: _before, ...others } = next[object] ?? {};
    next[object] = to === 'write' ? others : { ...others, [action]: to };
  }
  return Object.fromEntries(Object.entries(next).filter(([, keys]) => Object.keys(keys).length > 0));
}

/** Reads the kept rights on fields; what is none is ignored. */
export function readFields(stored: unknown): FieldRights {
  return readPairs(stored, fieldRights);
}

/** What reaches further than one may see: whoever may edit a record, or export it, sees it. Making new ones is apart. */
export function beyondView(rights: Rights): { object: string; action: string } | undefined {
  const apart = new Set(['create', 'import']);
  for (const [object, actions] of Object.entries(rights)) {
    const view = levelRank(actions['view'] ?? 'none');
    const action = Object.keys(actions).find((one) => !apart.has(one) && levelRank(actions[one] ?? 'none') > view);
    if (action !== undefined) return { object, action };
  }
  return undefined;
}

/** The levels of a role that differ from the product's, which is all that is kept. */
export function differences(base: Role, rights: Rights): RightsChange {
  const differing: Record<string, Record<string, Level>> = {};
  for (const [object, actions] of Object.entries(rights)) {
    for (const [action, level] of Object.entries(actions)) {
      if (level !== levelOf(base, object, action)) differing[object] = { ...differing[object], [action]: level };
    }
  }
  return differing;
}

/** Rights with some changes made. */
export function changed(rights: Rights, changes: readonly LevelChange[]): Rights {
  const next: Rights = { ...rights };
  for (const { object, action, to } of changes) next[object] = { ...next[object], [action]: to };
  return next;
}

/** Reads what is kept of a role; what is not a level is ignored. */
export function readDifferences(stored: unknown): RightsChange {
  return readPairs(stored, levels);
}

function readPairs<T extends string>(stored: unknown, known: readonly T[]): Record<string, Record<string, T>> {
  if (typeof stored !== 'object' || stored === null) return {};
  const objects = Object.entries(stored).map(([object, members]: [string, unknown]) => {
    const pairs = Object.entries(typeof members === 'object' && members !== null ? members : {});
    const read = pairs.flatMap(([key, value]: [string, unknown]) => {
      const one = known.find((name) => name === value);
      return one === undefined ? [] : [[key, one] as const];
    });
    return [object, Object.fromEntries(read)] as const;
  });
  return Object.fromEntries(objects);
}

/** Everything a role of the workspace may do. */
export function rightsOf(role: { base: Role; rights: unknown }): Rights {
  return rightsOfRole(role.base, readDifferences(role.rights));
}
