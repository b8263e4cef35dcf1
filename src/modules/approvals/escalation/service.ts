import type { Database } from '../../../platform/db.ts';
import { todayIn } from '../../../platform/days.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { addWorkingMinutes } from '../../../platform/working-hours.ts';
import { getUser } from '../../identity/members/service.ts';
import { workingCalendar } from '../../settings/service.ts';
import { findStandIns } from '../absences/service.ts';
import { ladderOf, type Person, withStandIns } from '../approvers/rules.ts';
import { type Loaded, loadAny, type SeatRow } from '../loading/service.ts';
import { loadFinding } from '../people/service.ts';
import { close, tell } from '../progress/service.ts';
import * as requests from '../store.ts';
import * as store from './store.ts';

/** The nearest superior of those who hold a seat who does not hold it yet and did not submit. */
function superiorOf(
  people: readonly Person[],
  { holders }: SeatRow,
  submitterId: string,
): { userId: string; forUserId: string } | null {
  const held = new Set(holders.filter(({ isOut }) => !isOut).map(({ userId }) => userId));
  for (const { userId: forUserId } of holders) {
    const found = ladderOf(people, forUserId)
      .flat()
      .find((id) => !held.has(id) && id !== submitterId);
    if (found !== undefined) return { userId: found, forUserId };
  }
  return null;
}

/** Asks the superiors of those who are late, and reminds those who soon will be. Idempotent: each seat is locked and looked at again. */
export async function escalateLate(
  db: Database,
  scope: Scope,
  now: Date = new Date(),
): Promise<{ escalated: number; reminded: number }> {
  const at = now.toISOString();
  let escalated = 0;
  for (const { id, requestId } of await store.findLate(db, scope, at))
    if (await inTx(db, (tx) => escalateSeat(tx, scope, { id, requestId }, at))) escalated += 1;
  return { escalated, reminded: await remind(db, scope, at) };
}

async function escalateSeat(
  tx: Tx,
  scope: Scope,
  { id, requestId }: { id: string; requestId: string },
  at: string,
): Promise<boolean> {
  const loaded = await loadAny(tx, scope, requestId, true);
  const seat = loaded.seats.find((one) => one.id === id);
  if (!seat || seat.state !== 'waiting' || seat.dueAt === null || Date.parse(seat.dueAt) > Date.parse(at)) return false;
  const { people } = await loadFinding(tx, scope, loaded.request.submittedBy, []);
  const superior = superiorOf(people, seat, loaded.request.submittedBy);
  // Where nobody stands above, the seat goes on waiting and is not looked at again.
  if (superior === null || seat.escalateAfterHours === null) {
    await requests.updateSeat(tx, scope, id, { dueAt: null });
    return false;
  }
  const dueAt = addWorkingMinutes(at, seat.escalateAfterHours * 60, await workingCalendar(tx, scope));
  await requests.insertHolders(tx, scope, requestId, id, [{ ...superior, as: 'superior' }]);
  await requests.updateSeat(tx, scope, id, { dueAt, escalatedAt: at });
  const { name } = await getUser(tx, scope, superior.userId);
  await tell(tx, scope, loaded, 'escalated', { name });
  await close(tx, scope, requestId, 'waiting');
  return true;
}

/** Gives what waits for those who are away today to their delegates too. */
export async function addStandIns(db: Database, scope: Scope): Promise<void> {
  const standIns = await findStandIns(db, scope, todayIn(scope.timeZone));
  for (const requestId of await store.findWaitingFor(db, scope, [...standIns.keys()]))
    await inTx(db, async (tx) => {
      const loaded = await loadAny(tx, scope, requestId, true);
      if (loaded.request.state !== 'waiting') return;
      if (await addToSeats(tx, scope, loaded)) await close(tx, scope, requestId, 'waiting');
    });
}

async function addToSeats(tx: Tx, scope: Scope, { request, seats }: Loaded): Promise<boolean> {
  const finding = await loadFinding(tx, scope, request.submittedBy, []);
  let isAdded = false;
  for (const seat of seats.filter(({ state }) => state === 'waiting' || state === 'ahead')) {
    const held = seat.holders
      .filter(({ isOut }) => !isOut)
      .map(({ userId, role, forUserId }) => ({ userId, as: role, forUserId }));
    const added = withStandIns(held, { ...finding, selfApproval: 'allow' }).slice(held.length);
    await requests.insertHolders(tx, scope, request.id, seat.id, added);
    isAdded ||= added.length > 0;
  }
  return isAdded;
}

async function remind(db: Database, scope: Scope, at: string): Promise<number> {
  const ids = await store.findToRemind(db, scope, at);
  for (const requestId of ids)
    await inTx(db, async (tx) => {
      await store.clearReminders(tx, scope, requestId, at);
      await enqueue(tx, 'approvals.tellWaiting', { workspaceId: scope.workspaceId, requestId, isReminder: true });
    });
  return ids.length;
}
