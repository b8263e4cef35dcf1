import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';

export interface CodeRow {
  codeHash: string | null;
  expiresAt: string;
  tries: number;
  sentAt: string;
  /** How many were sent since `countedSince`. */
  sent: number;
  countedSince: string;
}

/**
 * Waits for whoever is at the same link, so that two requests never count as one. False where the link is gone. Its key is left free
 * for what refers to it.
 */
export async function lockLink(tx: Tx, scope: Scope, linkId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('publicLinks')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', linkId)
    .where('revokedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function findCode(tx: Tx, scope: Scope, linkId: string): Promise<CodeRow | undefined> {
  return tx
    .selectFrom('publicLinkCodes')
    .select(['codeHash', 'expiresAt', 'tries', 'sentAt', 'sent', 'countedSince'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('linkId', '=', linkId)
    .executeTakeFirst();
}

export async function putCode(tx: Tx, scope: Scope, linkId: string, row: CodeRow): Promise<void> {
  await tx
    .insertInto('publicLinkCodes')
    .values({ ...row, linkId, workspaceId: scope.workspaceId })
    .onConflict((conflict) => conflict.constraint('public_link_codes_pk').doUpdateSet(row))
    .execute();
}

/** Counts a wrong entry, or takes a code away that has been used. */
export async function writeCode(
  tx: Tx,
  scope: Scope,
  linkId: string,
  changes: { tries?: number; codeHash?: null },
): Promise<void> {
  await tx
    .updateTable('publicLinkCodes')
    .set(changes)
    .where('workspaceId', '=', scope.workspaceId)
    .where('linkId', '=', linkId)
    .execute();
}
