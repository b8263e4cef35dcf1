import type { Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { reaches } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { userScope } from '../../../identity/access/service.ts';
import { findHeads, type RecordHead } from '../../heads/service.ts';

/** Whoever made a link, with the rights they have today; null when they are no longer active. */
export async function findMaker(db: Db, workspaceId: string, userId: string): Promise<Scope | null> {
  try {
    return await userScope(db, workspaceId, userId, { actor: { kind: 'system', id: null } });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Whoever may edit the record by their role hands it on; what was shared with somebody they do not. */
export function mayShareOn(scope: Scope, { kind, ownerId, teamId }: RecordHead): boolean {
  return reaches(scope, kind, 'edit', { ownerId, teamId });
}

/** Whether a living record may be shown to a customer by somebody. */
export async function mayShare(db: Db, scope: Scope, { id, kind }: { id: string; kind: string }): Promise<boolean> {
  const [head] = await findHeads(db, scope, [kind], [id]);
  return head !== undefined && mayShareOn(scope, head);
}
