import type { Database, Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { systemScope } from '../../../identity/access/service.ts';
import { allEntities } from '../../entities/rules.ts';
import { findHeads, type RecordHead } from '../../heads/service.ts';
import { findMaker, mayShareOn } from '../makers/service.ts';
import * as store from './store.ts';

const batchSize = 1000;

/**
 * Gives the links of somebody who leaves to another, so that what customers have open goes on working: a link holds as long as its
 * maker may edit the record. Where the successor may not, whoever owns the record takes it. Answers how many were given (hook of identity).
 */
export async function handOverLinksOf(db: Database, scope: Scope, from: { id: string }, to: { id: string }): Promise<number> {
  let [given, after]: [number, string | null] = [0, null];
  for (;;) {
    const some: Given = await inTx(db, (tx) => giveSome(tx, scope, { from: from.id, to: to.id, after }));
    given += some.given;
    if (some.next === null) return given;
    after = some.next;
  }
}

interface Gift {
  from: string;
  to: string;
  after: string | null;
}

interface Given {
  given: number;
  /** After which the next come; null where these were the last. */
  next: string | null;
}

async function giveSome(tx: Tx, scope: Scope, { from, to, after }: Gift): Promise<Given> {
  const links = await store.findOpenLinks(tx, scope, from, after, batchSize);
  const heads = await headsOf(tx, scope, [...new Set(links.map(({ recordId }) => recordId))]);
  const makers = new Map<string, Scope | null>();
  const mayTake = async (userId: string, head: RecordHead): Promise<boolean> => {
    if (!makers.has(userId)) makers.set(userId, await findMaker(tx, scope.workspaceId, userId));
    const maker = makers.get(userId) ?? null;
    return maker !== null && mayShareOn(maker, head);
  };
  const taken = new Map<string, string[]>();
  for (const { id, recordId } of links) {
    const head = heads.get(recordId);
    if (!head) continue;
    for (const userId of new Set([to, head.ownerId ?? to])) {
      if (userId === from || !(await mayTake(userId, head))) continue;
      taken.set(userId, [...(taken.get(userId) ?? []), id]);
      break;
    }
  }
  for (const [userId, ids] of taken) await store.setMaker(tx, scope, ids, userId);
  const given = [...taken.values()].reduce((sum, ids) => sum + ids.length, 0);
  return { given, next: links.length < batchSize ? null : (links.at(-1)?.id ?? null) };
}

/** Records by id, those in the bin too, whoever asks: their links work again when they come back. */
async function headsOf(tx: Tx, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, RecordHead>> {
  const system = await systemScope(tx, scope.workspaceId);
  const kinds = allEntities().map(({ object }) => object);
  return new Map((await findHeads(tx, system, kinds, ids, { deleted: true })).map((head) => [head.id, head]));
}

/** How many links stop working when somebody leaves (hook of identity). */
export async function countLinksOf(db: Db, scope: Scope, userId: string): Promise<number> {
  return store.countOpenLinks(db, scope, userId);
}
