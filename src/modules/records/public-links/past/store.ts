import { uuidv7 } from 'uuidv7';
import type { Device, ReaderApp } from '../../../../platform/public/visits.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';

interface Visits {
  linkId: string;
  createdAt: string;
  openedAt: readonly string[];
  visitorHash: string;
  device: Device;
  app: ReaderApp;
}

/** Dates a link and writes who opened it, each time once. */
export async function keepVisits(tx: Tx, scope: Scope, { linkId, createdAt, openedAt, ...visitor }: Visits): Promise<void> {
  const { workspaceId } = scope;
  await tx
    .updateTable('publicLinks')
    .set({ createdAt, opened: openedAt.length, lastOpenedAt: openedAt.at(-1) ?? null })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', linkId)
    .execute();
  if (openedAt.length === 0) return;
  await tx
    .insertInto('publicLinkVisits')
    .values(
      openedAt.map((at) => ({ ...visitor, id: uuidv7(), workspaceId, linkId, notCounted: null, createdAt: at, lastAt: at })),
    )
    .execute();
}
