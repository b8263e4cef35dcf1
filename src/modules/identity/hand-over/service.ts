import type { Database } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import type { Member } from '../members/contract.ts';
import { getUser } from '../members/service.ts';
import { requireOver } from '../roles/service.ts';

/** What a module gives from one user to another, some at a time; answers how much. */
export type HandOver = (db: Database, scope: Scope, from: Member, to: Member) => Promise<number>;
type HandOvers = Readonly<Record<'records' | 'tasks', HandOver>>;

let handOvers: HandOvers = { records: async () => 0, tasks: async () => 0 };

/** Sets how modules hand over what is theirs; called once when the program is composed. */
export function registerHandOvers(all: HandOvers): void {
  handOvers = all;
}

/**
 * Gives everything a user owns to another. What was given stays given when it is cut short, and the rest follows when it is
 * asked for again.
 */
export async function handOver(
  db: Database,
  scope: Scope,
  fromUserId: string,
  toUserId: string,
): Promise<{ records: number; tasks: number }> {
  permit(scope, 'user', 'edit');
  const from = await getUser(db, scope, fromUserId);
  await requireOver(db, scope, from);
  const to = await getHeir(db, scope, fromUserId, toUserId);
  const given = { records: await handOvers.records(db, scope, from, to), tasks: await handOvers.tasks(db, scope, from, to) };
  await inTx(db, (tx) =>
    appendEvents(tx, scope, [
      { kind: 'user.handedOver', subjectKind: 'user', subjectId: from.id, data: { toUserId: to.id, ...given } },
    ]),
  );
  return given;
}

async function getHeir(db: Database, scope: Scope, fromUserId: string, toUserId: string): Promise<Member> {
  const refusal = (code: string) => new DomainError(code, { fields: [{ pointer: '/body/toUserId', code }] });
  if (fromUserId === toUserId) throw refusal('identity.same_user');
  const to = await getUser(db, scope, toUserId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not_found') throw invalidField('/body/toUserId', 'not_found_reference');
    throw error;
  });
  if (!to.isActive) throw refusal('identity.inactive_user');
  return to;
}
