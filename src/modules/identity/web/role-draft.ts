import type { FieldRight, FieldRights } from '../../../platform/field-rights.ts';
import type { Level } from '../../../platform/levels.ts';
import type { Rights } from '../contract.ts';
import type { WorkspaceRole } from '../roles/contract.ts';

/** What a role may do that differs from the product's role. */
export function differing({
  rights,
  standard,
}: Pick<WorkspaceRole, 'rights' | 'standard'>): { object: string; action: string }[] {
  return Object.entries(rights).flatMap(([object, actions]) =>
    Object.entries(actions)
      .filter(([action, level]) => level !== standard[object]?.[action])
      .map(([action]) => ({ object, action })),
  );
}

/** A draft with one level changed; a level that is as it was is no change. */
export function withLevel(draft: Rights, saved: Rights, object: string, action: string, level: Level): Rights {
  const { [object]: actions = {}, ...others } = draft;
  const { [action]: _before, ...rest } = actions;
  const next = saved[object]?.[action] === level ? rest : { ...rest, [action]: level };
  return Object.keys(next).length === 0 ? others : { ...others, [object]: next };
}

/** What is changed and not saved yet. */
export interface RoleDraft {
  rights: Rights;
  fields: FieldRights;
}
export const emptyDraft: RoleDraft = { rights: {}, fields: {} };

/** How many levels and fields a draft changes. */
export function countChanges({ rights, fields }: RoleDraft): number {
  return [...Object.values(rights), ...Object.values(fields)].reduce((sum, members) => sum + Object.keys(members).length, 0);
}

/** The draft that makes a role as the product has it. */
export function backToStandard({ rights, standard, fields }: Pick<WorkspaceRole, 'rights' | 'standard' | 'fields'>): RoleDraft {
  const draft: Rights = {};
  for (const { object, action } of differing({ rights, standard }))
    draft[object] = { ...draft[object], [action]: standard[object]?.[action] ?? 'none' };
  const open = Object.entries(fields).map(([object, keys]) => {
    const given: Record<string, FieldRight> = Object.fromEntries(Object.keys(keys).map((key) => [key, 'write']));
    return [object, given] as const;
  });
  return { rights: draft, fields: Object.fromEntries(open) };
}
