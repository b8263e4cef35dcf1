import type { Database } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { Role } from '../../identity/contract.ts';
import { getUser, requireGrant } from '../../identity/members/service.ts';
import { allEntities, type Entity } from '../entities/rules.ts';
import * as store from './store.ts';

/** What a module gives to another user besides records (open tasks); answers how many. */
export type HandOverHook = (tx: Tx, scope: Scope, fromUserId: string, toUserId: string) => Promise<number>;

let hooks: readonly HandOverHook[] = [];
const batchSize = 1000;

/** Sets what is handed over besides records; called once when the program is composed. */
export function registerHandOver(all: readonly HandOverHook[]): void {
  hooks = all;
}

/**
 * Gives everything a user owns to another, some at a time: what was given stays given when it is cut short, and the rest
 * follows when it is asked for again. Records join the team of their new owner.
 */
export async function handOver(
  db: Database,
  scope: Scope,
  fromUserId: string,
  toUserId: string,
): Promise<{ records: number; tasks: number }> {
  permit(scope, 'user', 'edit');
  const from = await getUser(db, scope, fromUserId);
  requireGrant(scope, Role.parse(from.role));
  if (fromUserId === toUserId)
    throw new DomainError('records.same_user', { fields: [{ pointer: '/body/toUserId', code: 'records.same_user' }] });
  const to = await getUser(db, scope, toUserId).catch(() => {
    throw invalidField('/body/toUserId', 'not_found_reference');
  });
  if (!to.isActive)
    throw new DomainError('records.inactive_user', { fields: [{ pointer: '/body/toUserId', code: 'records.inactive_user' }] });
  let records = 0;
  for (const entity of allEntities())
    records += await giveAll(db, scope, entity, { from: from.id, to: to.id, teamId: to.team.id });
  const tasks = await inTx(db, async (tx) => {
    let given = 0;
    for (const hook of hooks) given += await hook(tx, scope, from.id, to.id);
    await appendEvents(tx, scope, [
      { kind: 'user.handedOver', subjectKind: 'user', subjectId: from.id, data: { toUserId: to.id, records, tasks: given } },
    ]);
    return given;
  });
  return { records, tasks };
}

async function giveAll(db: Database, scope: Scope, entity: Entity, gift: store.Gift): Promise<number> {
  let given = 0;
  for (;;) {
    const rows = await inTx(db, (tx) => giveSome(tx, scope, entity, gift));
    given += rows;
    if (rows < batchSize) return given;
  }
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
