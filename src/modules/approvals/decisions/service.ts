import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { listPeople } from '../../identity/access/service.ts';
import type { ApprovalDetail, verdicts } from '../contract.ts';
import { type Loaded, loadAny, loadRequest, requirePerson, type SeatRow } from '../loading/service.ts';
import { insertMessage } from '../messages/service.ts';
import { asDecided, close, endUndecided, followingScope, settle, tell } from '../progress/service.ts';
import { getApproval } from '../service.ts';
import { voidIfWorse } from '../standing/service.ts';
import * as store from '../store.ts';

interface Verdict {
  verdict: (typeof verdicts)[number];
  comment?: string | undefined;
}

/** A request that is still open, locked: 409 for whoever comes second. */
async function lockOpen(tx: Tx, scope: Scope, id: string): Promise<Loaded> {
  const loaded = await loadRequest(tx, scope, id, true);
  const { state } = loaded.request;
  if (state !== 'waiting') throw new DomainError('approvals.already_ended', { status: 409, extra: { state } });
  return loaded;
}

/** The seats that wait for the caller. */
function ownSeats({ seats }: Loaded, userId: string): SeatRow[] {
  const own = seats.filter(
    ({ state, holders }) => state === 'waiting' && holders.some((holder) => holder.userId === userId && !holder.isOut),
  );
  if (own.length === 0) throw new DomainError('approvals.not_your_turn', { status: 409 });
  return own;
}

/** Approves or rejects every seat of the caller that waits. Of two who decide at once the second decides on what the first left. */
export async function decideApproval(
  db: Db,
  scope: Scope,
  id: string,
  { verdict, comment }: Verdict,
  via: 'app' | 'mail' = 'app',
): Promise<ApprovalDetail> {
  const userId = requirePerson(scope);
  if (verdict === 'rejected' && comment === undefined) throw invalidField('/body/comment', 'approvals.comment_required');
  const { request } = await loadRequest(db, scope, id);
  if (request.state === 'waiting' && (await voidIfWorse(db, scope, request.subject, request.subjectId)))
    throw new DomainError('approvals.changed_since', { status: 409 });
  await inTx(db, async (tx) => {
    const loaded = await lockOpen(tx, scope, id);
    const seats = ownSeats(loaded, userId);
    const said = seats.map(({ key }) => ({ seat: key, userId, verdict, comment: comment ?? null, via }));
    await settle(tx, scope, loaded, verdict === 'rejected' ? said.slice(0, 1) : said);
  });
  return getApproval(db, scope, id);
}

/** Takes back what was asked. */
export async function withdrawApproval(
  db: Database,
  scope: Scope,
  id: string,
  comment: string | undefined,
): Promise<ApprovalDetail> {
  const userId = requirePerson(scope);
  await inTx(db, async (tx) => {
    const loaded = await lockOpen(tx, scope, id);
    if (loaded.request.submittedBy !== userId)
      throw new DomainError('forbidden', { params: { object: 'approval', action: 'withdraw' } });
    await endUndecided(tx, scope, loaded, 'withdrawn');
    await tell(tx, scope, loaded, 'withdrawn', comment === undefined ? {} : { comment });
    await loaded.subject.onWithdrawn?.(tx, await followingScope(tx, scope), asDecided(loaded, comment ?? null));
  });
  return getApproval(db, scope, id);
}

/** Somebody who can be asked: active, and not whoever submitted. */
async function requireSigner(tx: Tx, scope: Scope, { request }: Loaded, userId: string): Promise<string> {
  if (userId === request.submittedBy) throw invalidField('/body/userId', 'approvals.own_request');
  const person = (await listPeople(tx, scope)).people.find(({ id }) => id === userId);
  if (!person) throw invalidField('/body/userId', 'not_found_reference');
  return person.name;
}

/** Asks one more person at the step that waits for the caller (加签). */
export async function addSigner(
  db: Database,
  scope: Scope,
  id: string,
  { userId, comment }: { userId: string; comment?: string | undefined },
): Promise<ApprovalDetail> {
  const me = requirePerson(scope);
  await inTx(db, async (tx) => {
    const loaded = await lockOpen(tx, scope, id);
    const [own] = ownSeats(loaded, me);
    if (!own) throw new DomainError('internal');
    const name = await requireSigner(tx, scope, loaded, userId);
    const step = loaded.seats.filter(({ stepKey }) => stepKey === own.stepKey);
    if (step.some(({ holders }) => holders.some((holder) => holder.userId === userId && !holder.isOut)))
      throw invalidField('/body/userId', 'approvals.already_asked');
    const { stepKey, ruleKey, ruleName, ruleMark, position, mode, basis, escalateAfterHours } = own;
    const same = { stepKey, ruleKey, ruleName, ruleMark, position, mode, basis, escalateAfterHours };
    const holder = { userId, as: 'added' as const, forUserId: null };
    const seat = { ...same, key: `${stepKey}:s${step.length}`, isRequired: true, isFallback: false, state: 'ahead' as const };
    await store.insertSeats(tx, scope, id, [
      { ...seat, askedIds: [userId], decidedBy: null, decidedAt: null, holders: [holder] },
    ]);
    if (comment !== undefined) await insertMessage(tx, scope, { requestId: id, authorId: me, kind: 'comment', text: comment });
    await tell(tx, scope, loaded, 'signerAdded', { name });
    await settle(tx, scope, await loadAny(tx, scope, id, true), []);
  });
  return getApproval(db, scope, id);
}

/** Gives a seat that waits to somebody else, for whoever may: the approver has left, or nobody answers. */
export async function reassignSeat(
  db: Database,
  scope: Scope,
  { id, seatId }: { id: string; seatId: string },
  { userId, comment }: { userId: string; comment?: string | undefined },
): Promise<ApprovalDetail> {
  permit(scope, 'approval', 'reassign');
  const me = requirePerson(scope);
  await inTx(db, async (tx) => {
    const loaded = await lockOpen(tx, scope, id);
    const seat = loaded.seats.find((one) => one.id === seatId);
    if (!seat) throw new DomainError('not_found');
    if (seat.state !== 'waiting' && seat.state !== 'ahead') throw new DomainError('approvals.seat_closed', { status: 409 });
    const name = await requireSigner(tx, scope, loaded, userId);
    const from = seat.holders.find(({ isOut }) => !isOut)?.userId ?? null;
    await store.clearSeat(tx, scope, seatId);
    await store.insertHolders(tx, scope, id, seatId, [{ userId, as: 'reassigned', forUserId: from }]);
    if (comment !== undefined) await insertMessage(tx, scope, { requestId: id, authorId: me, kind: 'comment', text: comment });
    await tell(tx, scope, loaded, 'reassigned', { name });
    await close(tx, scope, id, 'waiting');
  });
  return getApproval(db, scope, id);
}
