import type { Database } from '../../../platform/db.ts';
import type { ReplyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import type { Member } from '../members/contract.ts';
import { getUser } from '../members/service.ts';
import { requireOver } from '../roles/service.ts';
import type { findLeaving as findContract, handOver as handOverContract } from './contract.ts';

/** What a module gives from one user to another, some at a time; answers how much. */
export type HandOver = (db: Database, scope: Scope, from: Member, to: Member) => Promise<number>;
type HandOvers = Readonly<Record<'records' | 'tasks' | 'links', HandOver>>;
type CountLinks = (db: Database, scope: Scope, userId: string) => Promise<number>;

let handOvers: HandOvers = { records: async () => 0, tasks: async () => 0, links: async () => 0 };
let countLinks: CountLinks = async () => 0;

/** Sets how modules hand over what is theirs, and how links are counted; called once when the program is composed. */
export function registerHandOvers(all: HandOvers, count: CountLinks): void {
  [handOvers, countLinks] = [all, count];
}

/** What stops working when a user leaves: the links they made, until they are handed over. */
export async function findLeaving(db: Database, scope: Scope, userId: string): Promise<ReplyOf<typeof findContract>> {
  permit(scope, 'user', 'edit');
  const user = await getUser(db, scope, userId);
  await requireOver(db, scope, user);
  return { links: await countLinks(db, scope, user.id) };
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
): Promise<ReplyOf<typeof handOverContract>> {
  permit(scope, 'user', 'edit');
  const from = await getUser(db, scope, fromUserId);
  await requireOver(db, scope, from);
  const to = await getHeir(db, scope, fromUserId, toUserId);
  // Links last: they go to whoever may edit what they show, which the new owner may only once it is theirs.
  const records = await handOvers.records(db, scope, from, to);
  const tasks = await handOvers.tasks(db, scope, from, to);
  const given = { records, tasks, links: await handOvers.links(db, scope, from, to) };
  await inTx(db, (tx) =>
    appendEvents(tx, scope, [
      { kind: 'user.handedOver', subjectKind: 'user', subjectId: from.id, data: { toUserId: to.id, ...given } },
    ]),
  );
  return { ...given, linksLeft: await countLinks(db, scope, from.id) };
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
