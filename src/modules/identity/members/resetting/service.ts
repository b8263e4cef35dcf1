import type { Database, Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { appendEvents } from '../../../../platform/events.ts';
import { permit } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { systemScope } from '../../access/service.ts';
import { findSignInId, listPlaces } from '../../credentials/service.ts';
import { requireOver } from '../../roles/service.ts';
import { removeMeans } from '../../second-step/service.ts';
import { findMember } from '../store.ts';

const tell = (tx: Tx, scope: Scope, userId: string) =>
  appendEvents(tx, scope, [{ kind: 'user.secondStepReset', subjectKind: 'user', subjectId: userId }]);

/**
 * Lets a member who lost their device sign in by the password alone. Their sign-in is theirs in every workspace: whoever works
 * in another one too is not reset by the administrators of one.
 */
export async function resetMember(db: Database, scope: Scope, userId: string): Promise<void> {
  permit(scope, 'user', 'edit');
  if (scope.actor.kind === 'key') throw new DomainError('identity.needs_session', { status: 403 });
  // One's own second step goes by the password alone.
  if (userId === scope.userId) throw new DomainError('identity.same_user');
  await inTx(db, async (tx) => {
    const member = await findMember(tx, scope, userId);
    if (!member) throw new DomainError('not_found');
    await requireOver(tx, scope, member);
    if (member.authUserId === null) return;
    const places = await listPlaces(tx, member.authUserId);
    if (places.some(({ workspaceId }) => workspaceId !== scope.workspaceId))
      throw new DomainError('identity.person_elsewhere', { status: 409 });
    await removeMeans(tx, member.authUserId);
    await tell(tx, scope, userId);
  });
}

/** The same from the command line, for whoever is locked out themselves; told in each of their workspaces. */
export async function resetByEmail(db: Db, email: string): Promise<{ workspaces: number }> {
  return inTx(db, async (tx) => {
    const authUserId = await findSignInId(tx, email);
    if (authUserId === undefined) throw new DomainError('identity.unknown_address', { params: { email } });
    await removeMeans(tx, authUserId);
    const places = await listPlaces(tx, authUserId);
    for (const { workspaceId, userId } of places) await tell(tx, await systemScope(tx, workspaceId), userId);
    return { workspaces: places.length };
  });
}
