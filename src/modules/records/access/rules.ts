import type { Level } from '../../../platform/levels.ts';
import type { Share } from '../shares/contract.ts';
import type { Access, Reason } from './contract.ts';

/** Somebody of the workspace as far as sight of records is concerned. */
export interface Person {
  id: string;
  name: string;
  role: Access['role'];
  roleName: string | null;
  teamId: string;
  /** Their team and all above it. */
  teamPathIds: readonly string[];
  rights: (object: string, action: string) => Level;
}

export interface Place {
  kind: string;
  ownerId: string | null;
  teamId: string;
  /** The record's team and all above it. */
  teamPath: readonly string[];
}

const plain = (rule: Reason['rule']): Reason => ({ rule, untilOn: null, team: null, part: null });

/** The rules by which the level of an action reaches the record: the same as the predicate of every list. */
function byLevel(level: Level, person: Person, place: Place): Reason[] {
  if (level === 'none') return [];
  const own = place.ownerId === person.id ? [plain('owner')] : [];
  if (level === 'all') return [...own, plain('all')];
  if (level === 'own') return own;
  if (place.teamId === person.teamId) return [...own, plain('team')];
  return level === 'teamTree' && place.teamPath.includes(person.teamId) ? [...own, plain('teamBelow')] : own;
}

function byShare(person: Person, shares: readonly Share[]): { share: Share; reason: Reason }[] {
  const found: { share: Share; reason: Reason }[] = [];
  for (const share of shares) {
    const { user, team, untilOn, part, hasEnded } = share;
    if (hasEnded) continue;
    if (user?.id === person.id) found.push({ share, reason: { rule: part ? 'dealTeam' : 'share', untilOn, team: null, part } });
    else if (team && person.teamPathIds.includes(team.id))
      found.push({ share, reason: { rule: 'teamShare', untilOn, team: team.name, part: null } });
  }
  return found;
}

/** Why a person sees a record, every rule that says so; null when they do not. */
export function accessOf(person: Person, place: Place, shares: readonly Share[]): Access | null {
  const view = person.rights(place.kind, 'view');
  if (view === 'none') return null;
  const shared = byShare(person, shares);
  const reasons = [...byLevel(view, person, place), ...shared.map(({ reason }) => reason)];
  if (reasons.length === 0) return null;
  const edit = person.rights(place.kind, 'edit');
  const mayEdit = byLevel(edit, person, place).length > 0 || (edit !== 'none' && shared.some(({ share }) => share.canEdit));
  const { id, name, role, roleName } = person;
  return { user: { id, name }, role, roleName, reasons, mayEdit };
}
