import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { MarginGuard } from './contract.ts';

export async function findGuards(db: Db, scope: Scope): Promise<MarginGuard[]> {
  const rows = await db
    .selectFrom('marginGuards')
    .select(['category', 'floorBp', 'targetBp'])
    .where('workspaceId', '=', scope.workspaceId)
    .orderBy('category', (order) => order.asc().nullsFirst())
    .execute();
  return rows;
}

export async function replaceGuards(tx: Tx, scope: Scope, guards: readonly MarginGuard[]): Promise<void> {
  const { workspaceId } = scope;
  await tx.deleteFrom('marginGuards').where('workspaceId', '=', workspaceId).execute();
  if (guards.length === 0) return;
  await tx
    .insertInto('marginGuards')
    .values(guards.map((guard) => ({ ...guard, id: uuidv7(), workspaceId })))
    .execute();
}
