import type { Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { reaches } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { userScope } from '../../../identity/access/service.ts';
import { findHeads } from '../../heads/service.ts';

/** Whoever made a link, with the rights they have today; null when they are no longer active. */
export async function findMaker(db: Db, workspaceId: string, userId: string): Promise<Scope | null> {
  try {
    return await userScope(db, workspaceId, userId, { kind: 'system', id: null });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Whether a living record may be shown to a customer by somebody: who may see it and edit it, by a share too. */
export async function mayShare(db: Db, scope: Scope, { id, kind }: { id: string; kind: string }): Promise<boolean> {
  const [head] = await findHeads(db, scope, [kind], [id]);
  return head !== undefined && reaches(scope, kind, 'edit', head);
}
