import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import type { Input } from '../../entities/rules.ts';
import type { Before } from './rules.ts';

const Values = z.record(z.string(), z.unknown());
const Stored = z.object({
  object: z.string(),
  kind: z.enum(['update', 'remove']),
  written: Values,
  before: z.array(z.tuple([z.string(), Values])),
  undoneAt: z.string().nullable(),
});
export type BulkChange = z.infer<typeof Stored>;

interface NewChange {
  object: string;
  kind: BulkChange['kind'];
  madeBy: string;
  written: Input;
  before: readonly Before[];
}

/** Keeps what a change wrote over, and throws away what has been kept since before `oldest`. */
export async function insertChange(tx: Tx, scope: Scope, change: NewChange, oldest: string): Promise<string> {
  const id = uuidv7();
  const { workspaceId } = scope;
  await tx.deleteFrom('bulkChanges').where('workspaceId', '=', workspaceId).where('createdAt', '<', oldest).execute();
  const { written, before, ...plain } = change;
  await tx
    .insertInto('bulkChanges')
    .values({ workspaceId, id, ...plain, written: JSON.stringify(written), before: JSON.stringify(before) })
    .execute();
  return id;
}

/** A change that somebody made, locked; nothing when it is another's or too old. */
export async function lockChange(
  tx: Tx,
  scope: Scope,
  id: string,
  madeBy: string,
  oldest: string,
): Promise<BulkChange | undefined> {
  const row = await tx
    .selectFrom('bulkChanges')
    .select(['object', 'kind', 'written', 'before', 'undoneAt'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('madeBy', '=', madeBy)
    .where('createdAt', '>=', oldest)
    .forUpdate()
    .executeTakeFirst();
  return row && Stored.parse(row);
}

export async function setUndone(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .updateTable('bulkChanges')
    .set({ undoneAt: new Date().toISOString() })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}
