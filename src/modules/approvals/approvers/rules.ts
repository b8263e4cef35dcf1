import type { Approver } from '../chains/contract.ts';
import type { holderRoles } from '../contract.ts';

/** Somebody who is active. */
export interface Person {
  id: string;
  role: string;
  teamId: string;
  /** Ids of the teams from the root down to the person's own. */
  path: readonly string[];
}

/** Whoever is away now, with the person who stands in. */
export type StandIns = ReadonlyMap<string, string>;

/** Why somebody is asked. */
export type HolderRole = (typeof holderRoles)[number];

export interface Holder {
  userId: string;
  as: HolderRole;
  /** In whose place, for delegates and superiors. */
  forUserId: string | null;
}

export interface Found {
  /** One list per seat: any one of its people fills it. */
  seats: Holder[][];
  /** Nobody was found, so that the workspace's owner is asked. */
  isFallback: boolean;
  /** Nobody is left to ask: whoever submits is their own approver, and that is allowed or skipped. */
  isSkipped: boolean;
}

export interface Finding {
  people: readonly Person[];
  submitterId: string;
  /** What happens where the submitter would decide their own request. */
  selfApproval: 'skip' | 'allow' | 'superior';
  /** Whom the submitter chose, where a step leaves that to them. */
  chosenIds: readonly string[];
  standIns: StandIns;
}

/** Further than this nobody stands in for somebody who stands in. */
export const longestDelegation = 3;

const leads = (people: readonly Person[], teamId: string): string[] =>
  people.filter((person) => person.role === 'salesManager' && person.teamId === teamId).map(({ id }) => id);

/**
 * The levels above somebody, the nearest first: the sales managers of their team and of each team above it, and the owners
 * of the workspace at last. A manager's own team is not above them. Levels without anybody are left out.
 */
export function ladderOf(people: readonly Person[], id: string): string[][] {
  const person = people.find((one) => one.id === id);
  if (!person || person.role === 'owner') return [];
  const teams = person.path.toReversed().slice(person.role === 'salesManager' ? 1 : 0);
  const levels = teams.map((teamId) => leads(people, teamId).filter((lead) => lead !== id));
  return [...levels, ownersOf(people)].filter((level) => level.length > 0);
}

export function ownersOf(people: readonly Person[]): string[] {
  return people.filter(({ role }) => role === 'owner').map(({ id }) => id);
}

/** The heads of the team below the root that somebody belongs to; of the root where they stand in it. */
export function departmentHeads(people: readonly Person[], id: string): string[] {
  const path = people.find((one) => one.id === id)?.path ?? [];
  return leads(people, path[1] ?? path[0] ?? '');
}

/** One list per seat: of several managers of a team any one will do, of the people of a role each has a seat. */
function peopleFor(approver: Approver, { people, submitterId, chosenIds }: Finding): string[][] {
  const isActive = (id: string): boolean => people.some((person) => person.id === id);
  switch (approver.kind) {
    case 'user':
      return isActive(approver.userId) ? [[approver.userId]] : [];
    case 'role':
      return people.filter(({ role }) => role === approver.role).map(({ id }) => [id]);
    case 'manager':
      return [ladderOf(people, submitterId)[approver.level - 1] ?? []];
    case 'departmentHead':
      return [departmentHeads(people, submitterId)];
    case 'choice':
      return chosenIds.filter(isActive).map((id) => [id]);
  }
}

/** Whoever stands in for somebody at last; null while they are here, or where only the submitter would. */
export function standInOf(id: string, standIns: StandIns, isFit: (id: string) => boolean): string | null {
  const seen = new Set([id]);
  let at = id;
  let best: string | null = null;
  for (let step = 0; step < longestDelegation; step += 1) {
    const next = standIns.get(at);
    if (next === undefined || seen.has(next)) break;
    seen.add(next);
    at = next;
    if (isFit(next)) best = next;
  }
  return best;
}

/** Adds who stands in for those who are away; those keep their seat, for they may look in. */
export function withStandIns(holders: readonly Holder[], { people, submitterId, standIns }: Finding): Holder[] {
  const isFit = (id: string): boolean => id !== submitterId && people.some((person) => person.id === id);
  const all = [...holders];
  for (const { userId } of holders) {
    const standIn = standInOf(userId, standIns, isFit);
    if (standIn !== null && !all.some((one) => one.userId === standIn))
      all.push({ userId: standIn, as: 'delegate', forUserId: userId });
  }
  return all;
}

const asked = (userId: string): Holder => ({ userId, as: 'asked', forUserId: null });

/** What becomes of a seat that the submitter would fill alone or with others. */
function withoutSelf(ids: readonly string[], finding: Finding): Holder[] {
  const { people, submitterId, selfApproval } = finding;
  if (selfApproval === 'allow' || !ids.includes(submitterId)) return ids.map(asked);
  const others = ids.filter((id) => id !== submitterId);
  if (others.length > 0 || selfApproval === 'skip') return others.map(asked);
  return (ladderOf(people, submitterId)[0] ?? []).map((userId) => ({ userId, as: 'superior', forUserId: submitterId }));
}

/** Who is asked at a step. Nobody is asked twice; where nobody is found the owner of the workspace is. */
export function findApprovers(approvers: readonly Approver[], finding: Finding): Found {
  const wanted = approvers.flatMap((approver) => peopleFor(approver, finding)).filter((ids) => ids.length > 0);
  const isFallback = wanted.length === 0;
  const candidates = isFallback ? [ownersOf(finding.people)] : wanted;
  const seats = candidates.map((ids) => withoutSelf(ids, finding)).filter((holders) => holders.length > 0);
  const once = [...new Map(seats.map((holders) => [holders.map(({ userId }) => userId).join(), holders])).values()];
  const named = isFallback ? once.map((holders) => holders.map((holder) => ({ ...holder, as: 'owner' as const }))) : once;
  return { seats: named.map((holders) => withStandIns(holders, finding)), isFallback, isSkipped: named.length === 0 };
}
