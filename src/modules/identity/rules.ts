import type { Level } from '../../platform/levels.ts';
import { levels } from '../../platform/levels.ts';
import { type Rights, type Role, roles } from './contract.ts';

/** Place of a role in the order of power; 0 is the owner. */
function rankOf(role: Role): number {
  return roles.indexOf(role);
}

/** Nobody hands out, or takes away, a role above their own. */
export function mayGrant(granter: Role, role: Role): boolean {
  return rankOf(granter) <= rankOf(role);
}

/** Who has to sign in in two steps, by the workspace's setting. */
export function isSecondStepFor(asked: string, role: Role): boolean {
  if (asked === 'everybody') return true;
  return asked === 'admins' && (role === 'owner' || role === 'admin');
}

/** The less powerful of two roles. */
export function lowerRole(a: Role, b: Role): Role {
  return rankOf(a) >= rankOf(b) ? a : b;
}

/** The weaker of two levels. */
export function lowerLevel(a: Level, b: Level): Level {
  return levels.indexOf(a) <= levels.indexOf(b) ? a : b;
}

/** Place of a level in the order of reach. */
export function levelRank(level: Level): number {
  return levels.indexOf(level);
}

type Limit = { rights: (object: string, action: string) => Level };

/** True when `rights` reach further than those of the scope in anything. */
export function exceedsScope(rights: Rights, scope: Limit): boolean {
  return Object.entries(rights).some(([object, actions]) =>
    Object.entries(actions).some(([action, level]) => levelRank(level) > levelRank(scope.rights(object, action))),
  );
}

/** Objects by which a workspace and its people are looked after. */
const administration = new Set(['workspace', 'user', 'team', 'role', 'invitation']);

/** True when `rights` look after the workspace and its people further than the scope may. */
export function managesMore(rights: Rights, scope: Limit): boolean {
  return exceedsScope(Object.fromEntries(Object.entries(rights).filter(([object]) => administration.has(object))), scope);
}

/** The address part of a name: `Müller & Co` → `muller-co`; `workspace` where no letter is left (Chinese names). */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slug === '' ? 'workspace' : slug;
}

/** Most levels that teams may be nested. */
export const deepestTeam = 12;
