import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents, type NewEvent } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { describeSession, type Eyes, userScope, viewingScope } from '../access/service.ts';
import type { SessionInfo } from '../contract.ts';
import type { OwnSession } from '../session/service.ts';
import { type PastViewing, type startViewing as startContract, viewingMinutes } from './contract.ts';
import * as store from './store.ts';

/** Who or what is looked as, as the log keeps it. */
async function findSubject(tx: Tx, scope: Scope, eyes: Eyes): Promise<NewEvent> {
  if ('roleId' in eyes) {
    const role = await store.findRole(tx, scope, eyes.roleId);
    if (!role) throw invalidField('/body/roleId', 'not_found_reference');
    const data = { name: role.name, role: role.base };
    return { kind: 'role.viewedAs', subjectKind: 'role', subjectId: eyes.roleId, data };
  }
  const user = await store.findUser(tx, scope, eyes.userId);
  if (!user) throw invalidField('/body/userId', 'not_found_reference');
  if (eyes.userId === scope.userId) throw invalidField('/body/userId', 'identity.same_user');
  if (!user.isActive) throw invalidField('/body/userId', 'identity.inactive_user');
  return { kind: 'user.viewedAs', subjectKind: 'user', subjectId: eyes.userId, data: { name: user.name } };
}

/**
 * Gives the session other eyes for an hour: a member's, or a role's in one's own place. Refuses eyes that see more than one's
 * own, and keeps who looked as whom.
 */
export async function startViewing(
  db: Database,
  scope: Scope,
  own: OwnSession,
  eyes: BodyOf<typeof startContract>,
): Promise<SessionInfo> {
  permit(scope, 'user', 'viewAs');
  return inTx(db, async (tx) => {
    const event = await findSubject(tx, scope, eyes);
    const viewingEndsAt = new Date(Date.now() + viewingMinutes * 60_000).toISOString();
    const viewed = await viewingScope(tx, scope, eyes, viewingEndsAt);
    if (!viewed) throw new DomainError('identity.eyes_above_own', { status: 403 });
    await store.setEyes(tx, own.id, {
      viewedUserId: 'userId' in eyes ? eyes.userId : null,
      viewedRoleId: 'roleId' in eyes ? eyes.roleId : null,
      viewingEndsAt,
    });
    await appendEvents(tx, scope, [event]);
    return describeSession(tx, viewed);
  });
}

/** Gives the session its own eyes back; does nothing where it has them. */
export async function stopViewing(db: Database, scope: Scope, own: OwnSession): Promise<SessionInfo> {
  return inTx(db, async (tx) => {
    await store.setEyes(tx, own.id, { viewedUserId: null, viewedRoleId: null, viewingEndsAt: null });
    return describeSession(tx, await userScope(tx, scope.workspaceId, scope.viewing?.byUserId ?? scope.userId ?? ''));
  });
}

/** Who looked as whom, for those who may do so themselves. */
export async function listViewings(db: Db, scope: Scope): Promise<PastViewing[]> {
  permit(scope, 'user', 'viewAs');
  return store.listViewings(db, scope);
}
