import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { listPeople } from '../../identity/access/service.ts';
import { getHead } from '../audit/service.ts';
import { listShares } from '../shares/service.ts';
import type { Access } from './contract.ts';
import { accessOf } from './rules.ts';

/** Who sees a record, and by which rule: for whoever may share it, and for those who look after roles. */
export async function listAccess(db: Db, scope: Scope, recordId: string): Promise<{ data: Access[]; people: number }> {
  const { kind, ownerId, teamId } = await getHead(db, scope, recordId);
  const { data: shares, mayShare } = await listShares(db, scope, recordId);
  if (!mayShare && !can(scope, 'role', 'edit'))
    throw new DomainError('forbidden', { params: { object: 'role', action: 'edit' } });
  const { people, pathOf } = await listPeople(db, scope);
  const place = { kind, ownerId, teamId, teamPath: pathOf(teamId) };
  return { data: people.flatMap((person) => accessOf(person, place, shares) ?? []), people: people.length };
}
