import type { Database } from '../../../platform/db.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { allEntities, type Entity } from '../entities/rules.ts';
import * as store from './store.ts';

const batchSize = 1000;

interface Person {
  id: string;
  team: { id: string };
}

/** Gives the records of a user to another, whose team they join, a thousand in a transaction (hook of identity). */
export async function handOverRecords(db: Database, scope: Scope, from: Person, to: Person): Promise<number> {
  const gift = { from: from.id, to: to.id, teamId: to.team.id };
  let given = 0;
  for (const entity of allEntities()) {
    for (let some = batchSize; some === batchSize; given += some)
      some = await inTx(db, (tx) => giveSome(tx, scope, entity, gift));
  }
  return given;
}

async function giveSome(tx: Tx, scope: Scope, entity: Entity, gift: store.Gift): Promise<number> {
  const rows = await store.reassign(tx, scope, entity, gift, batchSize);
  await appendEvents(
    tx,
    scope,
    rows.map(({ id, teamId }) => ({
      kind: `${entity.object}.updated`,
      subjectKind: entity.object,
      subjectId: id,
      data: { changes: { ownerId: [gift.from, gift.to], ...(teamId === gift.teamId ? {} : { teamId: [teamId, gift.teamId] }) } },
    })),
  );
  return rows.length;
}
