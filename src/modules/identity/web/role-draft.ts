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

/** How many levels a draft changes. */
export function countChanges(draft: Rights): number {
  return Object.values(draft).reduce((sum, actions) => sum + Object.keys(actions).length, 0);
}
