import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { listPeople } from '../../identity/access/service.ts';
import { findStandIns } from '../absences/service.ts';
import type { Finding, Person } from '../approvers/rules.ts';

/** Everybody who can be asked, and who stands in for whom today. */
export async function loadFinding(
  db: Db,
  scope: Scope,
  submitterId: string,
  chosenIds: readonly string[],
): Promise<Omit<Finding, 'selfApproval'>> {
  const { people } = await listPeople(db, scope);
  const all: Person[] = people.map(({ id, role, teamId, teamPathIds }) => ({ id, role, teamId, path: teamPathIds }));
  return { people: all, submitterId, chosenIds, standIns: await findStandIns(db, scope, todayIn(scope.timeZone)) };
}

/** Refuses what names somebody who is not an active person of the workspace, each at its place. */
export async function requirePeople(db: Db, scope: Scope, named: readonly { pointer: string; id: string }[]): Promise<void> {
  if (named.length === 0) return;
  const known = new Set((await listPeople(db, scope)).people.map(({ id }) => id));
  const fields = named.filter(({ id }) => !known.has(id)).map(({ pointer }) => ({ pointer, code: 'not_found_reference' }));
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}
