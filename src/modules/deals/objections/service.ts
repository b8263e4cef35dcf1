import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { localize } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findMaterialTitles } from '../../library/service.ts';
import type { CriterionFact } from '../../process/facts/rules.ts';
import { findHead } from '../../records/audit/service.ts';
import { findDealRow, lockDeal } from '../service.ts';
import * as contract from './contract.ts';
import { closingOf, statusAfter } from './rules.ts';
import * as store from './store.ts';

type Objection = contract.Objection;
export type PastObjection = store.PastObjection;

function shown(scope: Scope, { stage, isDeleted: _, ...row }: store.ObjectionRow): Objection {
  return { ...row, stage: { id: stage.id, name: localize(stage.names, scope.language) ?? stage.key } };
}

/** Objections of a deal that the scope may see, open ones first. */
export async function listObjections(db: Db, scope: Scope, dealId: string): Promise<Objection[]> {
  await findDealRow(db, scope, dealId);
  return (await store.findObjections(db, scope, dealId)).map((row) => shown(scope, row));
}

/** An objection of a deal that the caller has found, taken off or not. */
export async function getObjection(
  db: Db,
  scope: Scope,
  dealId: string,
  id: string,
): Promise<Objection & { isDeleted: boolean }> {
  const [row] = await store.findObjections(db, scope, dealId, id);
  if (!row) throw new DomainError('not_found');
  return { ...shown(scope, row), isDeleted: row.isDeleted };
}

/** The objection as its editor saw it, of a deal that is locked now. Another version answers 409 with what stands. */
async function lockObjection(tx: Tx, scope: Scope, dealId: string, id: string, version: number | undefined): Promise<Objection> {
  await lockDeal(tx, scope, dealId, 'edit', null);
  const { isDeleted, ...current } = await getObjection(tx, scope, dealId, id);
  if (isDeleted || current.version !== (version ?? current.version))
    throw new DomainError('stale_version', { extra: { current: isDeleted ? null : current } });
  return current;
}

async function requireContact(tx: Tx, scope: Scope, contactId: string | null | undefined): Promise<void> {
  if (contactId && (await findHead(tx, scope, contactId))?.kind !== 'contact')
    throw invalidField('/body/contactId', 'not_found_reference');
}

function requirePast(scope: Scope, day: string | undefined, field: string): string {
  const today = todayIn(scope.timeZone);
  if (day !== undefined && day > today) throw invalidField(`/body/${field}`, 'deals.in_the_future');
  return day ?? today;
}

/** What is said of an objection on the timeline: its beginning, so that a long one does not fill it. */
async function tell(tx: Tx, scope: Scope, dealId: string, verb: string, objection: Objection, data: object = {}): Promise<void> {
  const { id: objectionId, kind } = objection;
  const said = objection.said.length > 160 ? `${objection.said.slice(0, 159)}…` : objection.said;
  await appendEvents(tx, scope, [
    { kind: `deal.${verb}`, subjectKind: 'deal', subjectId: dealId, data: { objectionId, kind, said, ...data } },
  ]);
}

/** Logs an objection at the stage where the deal stands. */
export async function addObjection(
  db: Db,
  scope: Scope,
  dealId: string,
  { kind, said, contactId = null, raisedOn }: BodyOf<typeof contract.addObjection>,
): Promise<Objection> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    await requireContact(tx, scope, contactId);
    const day = requirePast(scope, raisedOn, 'raisedOn');
    if ((await store.countObjections(tx, scope, dealId)) >= contract.maximumObjections)
      throw new DomainError('deals.too_many_objections', { params: { limit: contract.maximumObjections } });
    const values = { dealId, stageId: deal.stageId, kind, said, contactId, raisedOn: day };
    const id = await store.insertObjection(tx, scope, values);
    const added = await getObjection(tx, scope, dealId, id);
    await tell(tx, scope, dealId, 'objectionAdded', added);
    return added;
  });
}

/** Changes an objection, closes it or opens it again. */
export async function updateObjection(
  db: Db,
  scope: Scope,
  dealId: string,
  id: string,
  body: BodyOf<typeof contract.updateObjection>,
): Promise<Objection> {
  return inTx(db, async (tx) => {
    const current = await lockObjection(tx, scope, dealId, id, body.version);
    await requireContact(tx, scope, body.contactId);
    requirePast(scope, body.raisedOn, 'raisedOn');
    const { version: _, closedAs: _closedAs, ...changes } = body;
    const closing = closingOf(current, body, todayIn(scope.timeZone));
    await store.updateObjectionRow(tx, scope, id, { ...changes, ...closing });
    const updated = await getObjection(tx, scope, dealId, id);
    const isClosed = closing.status === 'closed' && closing.closedAs !== current.closedAs;
    const verb = isClosed ? 'objectionClosed' : closing.status === undefined ? 'objectionChanged' : 'objectionReopened';
    // A tick of a step alone is no news.
    const isNews = verb !== 'objectionChanged' || Object.keys(changes).some((key) => key !== 'steps');
    if (isNews) await tell(tx, scope, dealId, verb, updated, isClosed ? { closedAs: updated.closedAs } : {});
    return updated;
  });
}

/** Keeps what we answered, or what the customer said to it. */
export async function replyToObjection(
  db: Db,
  scope: Scope,
  dealId: string,
  id: string,
  { version, side, text, saidOn, materialId = null }: BodyOf<typeof contract.replyToObjection>,
): Promise<Objection> {
  return inTx(db, async (tx) => {
    const current = await lockObjection(tx, scope, dealId, id, version);
    const day = requirePast(scope, saidOn, 'saidOn');
    if (current.replies.length >= contract.maximumReplies)
      throw new DomainError('deals.too_many_replies', { params: { limit: contract.maximumReplies } });
    const usedId = side === 'us' ? materialId : null;
    if (usedId !== null && !(await findMaterialTitles(tx, scope, [usedId])).has(usedId))
      throw invalidField('/body/materialId', 'not_found_reference');
    await store.insertReply(tx, scope, id, { side, text, saidOn: day, materialId: usedId });
    await store.updateObjectionRow(tx, scope, id, { status: statusAfter(side), closedAs: null, closedOn: null });
    const answer = text.length > 160 ? `${text.slice(0, 159)}…` : text;
    await tell(tx, scope, dealId, side === 'us' ? 'objectionAnswered' : 'objectionDoubted', current, { answer });
    return getObjection(tx, scope, dealId, id);
  });
}

/** Takes an objection off; `restoreObjection` brings it back. */
export async function removeObjection(db: Db, scope: Scope, dealId: string, id: string, version: number | undefined) {
  await inTx(db, async (tx) => {
    const current = await lockObjection(tx, scope, dealId, id, version);
    await store.updateObjectionRow(tx, scope, id, { deletedAt: new Date().toISOString() });
    await tell(tx, scope, dealId, 'objectionRemoved', current);
  });
}

/** Brings back an objection that was taken off; one that is there stays as it is. */
export async function restoreObjection(db: Db, scope: Scope, dealId: string, id: string): Promise<Objection> {
  return inTx(db, async (tx) => {
    await lockDeal(tx, scope, dealId, 'edit', null);
    const { isDeleted, ...current } = await getObjection(tx, scope, dealId, id);
    if (!isDeleted) return current;
    await store.updateObjectionRow(tx, scope, id, { deletedAt: null });
    await tell(tx, scope, dealId, 'objectionRestored', current);
    return getObjection(tx, scope, dealId, id);
  });
}

/** Writes objections of deals that the caller has just made, as they were in the past: nothing is told on timelines. */
export async function keepPastObjections(tx: Tx, scope: Scope, objections: readonly store.PastObjection[]): Promise<void> {
  await store.insertPast(tx, scope, objections);
}

/** Holds while no objection waits for its end: none was raised, or each is closed. */
export const objectionsClosed: CriterionFact = {
  place: 'objections',
  load: async (db, scope, dealIds) => {
    const objecting = new Set(await store.findObjecting(db, scope, dealIds));
    return new Map(dealIds.map((id) => [id, !objecting.has(id)]));
  },
};
