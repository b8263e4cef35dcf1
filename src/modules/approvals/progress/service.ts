import { appendEvents } from '../../../platform/events.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { actingAs, type Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { addWorkingMinutes, type WorkingCalendar } from '../../../platform/working-hours.ts';
import { systemScope } from '../../identity/access/service.ts';
import { workingCalendar } from '../../settings/service.ts';
import type { Loaded, SeatRow } from '../loading/service.ts';
import { revokeStaleLinks } from '../mailing/service.ts';
import { advance, type Decision, type SeatState } from '../rules.ts';
import type { DecidedRequest } from '../subjects/rules.ts';
import * as store from '../store.ts';

export type Said = Decision & { comment: string | null; via: 'app' | 'mail' };

/** The program itself with the name of whoever decided: what follows from a decision needs rights that they may not have. */
export async function followingScope(tx: Tx, scope: Scope): Promise<Scope> {
  return actingAs(await systemScope(tx, scope.workspaceId), scope.actor);
}

export function asDecided({ request }: Loaded, comment: string | null): DecidedRequest {
  const { id, subjectId, recordId, input, submittedBy } = request;
  return { id, subjectId, recordId, input, submitterId: submittedBy, comment };
}

/** Tells the timeline of the record what became of a request. */
export async function tell(tx: Tx, scope: Scope, { request }: Loaded, verb: string, data: object = {}): Promise<void> {
  const { id, recordKind, recordId, title } = request;
  const event = { kind: `approval.${verb}`, subjectKind: recordKind, subjectId: recordId };
  await appendEvents(tx, scope, [{ ...event, data: { title, approval: id, ...data } }]);
}

/** When a seat that begins to wait is late, and when its people are reminded: halfway. */
function clockOf({ escalateAfterHours }: SeatRow, calendar: WorkingCalendar, now: string) {
  if (escalateAfterHours === null) return {};
  const minutes = escalateAfterHours * 60;
  return {
    dueAt: addWorkingMinutes(now, minutes, calendar),
    remindAt: addWorkingMinutes(now, Math.round(minutes / 2), calendar),
  };
}

function changeOf(
  seat: SeatRow,
  state: SeatState,
  said: Said | undefined,
  calendar: WorkingCalendar,
  now: string,
): store.SeatChange {
  if (state === 'waiting') return { state, waitingSince: now, ...clockOf(seat, calendar, now) };
  if (!said || (state !== 'approved' && state !== 'rejected')) return { state };
  return { state, decidedBy: said.userId, decidedAt: now, decidedVia: said.via, comment: said.comment };
}

/**
 * Carries a locked request on by what was said: seats and request get their new states, whoever is next is told, and where
 * it ends the subject does what follows, all in the caller's transaction.
 */
export async function settle(tx: Tx, scope: Scope, loaded: Loaded, said: readonly Said[]): Promise<void> {
  const { request, seats, subject, plan, decisions } = loaded;
  const progress = advance(plan, [...decisions, ...said]);
  const calendar = await workingCalendar(tx, scope);
  const now = new Date().toISOString();
  for (const seat of seats) {
    const state = progress.seats.get(seat.key) ?? seat.state;
    if (state === seat.state) continue;
    const own = said.find((one) => one.seat === seat.key);
    await store.updateSeat(tx, scope, seat.id, changeOf(seat, state, own, calendar, now));
  }
  await close(tx, scope, request.id, progress.state);
  const [first] = said;
  const comment = first?.comment ?? null;
  if (first && progress.state === 'waiting') await tell(tx, scope, loaded, 'stepApproved', comment === null ? {} : { comment });
  if (progress.state === 'waiting') return;
  await tell(tx, scope, loaded, progress.state, comment === null ? {} : { comment });
  const hook = progress.state === 'approved' ? subject.onApproved : subject.onRejected;
  if (hook) await hook(tx, await followingScope(tx, scope), asDecided(loaded, comment));
}

/** Writes the state of a request with all that follows it: marks of the inbox, links in mails, and who is told. */
export async function close(tx: Tx, scope: Scope, requestId: string, state: store.RequestState): Promise<void> {
  await store.updateRequest(tx, scope, requestId, state);
  await store.markWaiting(tx, scope, requestId);
  await revokeStaleLinks(tx, scope, requestId);
  const payload = { workspaceId: scope.workspaceId, requestId };
  await enqueue(tx, state === 'waiting' ? 'approvals.tellWaiting' : 'approvals.tellResult', payload);
}

/** Ends a request that was not decided: its seats wait no longer. */
export async function endUndecided(tx: Tx, scope: Scope, { request, seats }: Loaded, state: 'withdrawn' | 'void'): Promise<void> {
  for (const seat of seats)
    if (seat.state === 'waiting' || seat.state === 'ahead') await store.updateSeat(tx, scope, seat.id, { state: 'spared' });
  await close(tx, scope, request.id, state);
}
