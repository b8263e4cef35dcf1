import { z } from 'zod';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findHead } from '../../records/audit/service.ts';
import type { Values } from '../conditions/rules.ts';
import type { Decision, Plan, Seat, Step } from '../rules.ts';
import { findSubject, type SubjectKind, type SubjectLine } from '../subjects/rules.ts';
import * as store from '../store.ts';

const StoredValues = z.record(z.string(), z.union([z.number(), z.boolean(), z.string()]).nullable());
const StoredMark = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() });
const StoredLines = z.array(
  z.object({
    title: z.string(),
    values: StoredValues,
    marks: z.array(StoredMark).optional(),
    isCounted: z.boolean().optional(),
    trace: z.unknown().optional(),
  }),
);
const Ids = z.array(z.string());

export type SeatRow = store.SeatRow;
export type RequestRow = store.RequestRow;

/** A request with its seats, as the rules read them. */
export interface Loaded {
  request: store.RequestRow;
  seats: readonly store.SeatRow[];
  subject: SubjectKind;
  plan: Plan;
  decisions: readonly Decision[];
  values: Values;
  lines: readonly SubjectLine[];
}

export const valuesIn = (stored: unknown): Values => StoredValues.parse(stored);
export const idsIn = (stored: unknown): string[] => Ids.parse(stored);

/** Whoever acts; a request is asked and decided by people. */
export function requirePerson({ userId }: Scope): string {
  if (userId === null) throw new DomainError('approvals.no_person', { status: 403 });
  return userId;
}

function seatOf(row: store.SeatRow): Seat {
  const isKept = row.state === 'kept' && row.decidedBy !== null;
  return {
    key: row.key,
    holders: row.holders.filter(({ isOut }) => !isOut).map(({ userId, role, forUserId }) => ({ userId, as: role, forUserId })),
    isRequired: row.isRequired,
    isSkipped: row.state === 'skipped',
    kept: isKept ? { by: row.decidedBy ?? '', basis: valuesIn(row.basis) } : null,
  };
}

function stepOf(rows: readonly [store.SeatRow, ...store.SeatRow[]]): Step {
  const [first] = rows;
  return {
    key: first.stepKey,
    ruleId: first.ruleKey,
    ruleMark: first.ruleMark,
    order: first.position,
    mode: first.mode,
    escalateAfterHours: first.escalateAfterHours,
    isFallback: first.isFallback,
    basis: valuesIn(first.basis),
    seats: rows.map(seatOf),
  };
}

/** The plan of a request that is kept, from its seats. */
function planOf(seats: readonly store.SeatRow[]): Plan {
  const steps = [...Map.groupBy(seats, ({ stepKey }) => stepKey).values()];
  return { steps: steps.flatMap(([first, ...rest]) => (first ? [stepOf([first, ...rest])] : [])) };
}

/** What was decided so far, in the order in which it was. */
function decisionsOf(seats: readonly store.SeatRow[]): Decision[] {
  return seats
    .filter(({ state }) => state === 'approved' || state === 'rejected')
    .toSorted((a, b) => (a.decidedAt ?? '').localeCompare(b.decidedAt ?? '') || a.position - b.position)
    .map(({ key, decidedBy, state }) => ({
      seat: key,
      userId: decidedBy ?? '',
      verdict: state === 'rejected' ? 'rejected' : 'approved',
    }));
}

function loaded(request: store.RequestRow, seats: readonly store.SeatRow[]): Loaded {
  const subject = findSubject(request.subject);
  if (!subject) throw new DomainError('internal');
  return {
    request,
    seats,
    subject,
    plan: planOf(seats),
    decisions: decisionsOf(seats),
    values: valuesIn(request.values),
    lines: StoredLines.parse(request.lines),
  };
}

/** Whether somebody submitted the request, is asked, or was. */
export function isInvolved(userId: string | null, { request, seats }: Pick<Loaded, 'request' | 'seats'>): boolean {
  if (userId === null) return false;
  return request.submittedBy === userId || seats.some(({ holders }) => holders.some((holder) => holder.userId === userId));
}

/** A request, whoever asks: for jobs and hooks. */
export async function loadAny(db: Db, scope: Scope, id: string, lock = false): Promise<Loaded> {
  const request = await store.findRequest(db, scope, id, lock);
  if (!request) throw new DomainError('not_found');
  return loaded(request, await store.listSeats(db, scope, [id]));
}

/** A request that the caller is involved in, or whose record they see; 404 otherwise. */
export async function loadRequest(db: Db, scope: Scope, id: string, lock = false): Promise<Loaded> {
  permit(scope, 'approval', 'view');
  const found = await loadAny(db, scope, id, lock);
  if (isInvolved(scope.userId, found) || (await findHead(db, scope, found.request.recordId))) return found;
  throw new DomainError('not_found');
}

/** Requests by id with their seats, in the order of the ids. */
export async function loadMany(db: Db, scope: Scope, ids: readonly string[]): Promise<Loaded[]> {
  const [requests, seats] = await Promise.all([store.findRequests(db, scope, ids), store.listSeats(db, scope, ids)]);
  return ids.flatMap((id) => {
    const request = requests.find((one) => one.id === id);
    return request
      ? [
          loaded(
            request,
            seats.filter(({ requestId }) => requestId === id),
          ),
        ]
      : [];
  });
}

/** Requests about the same thing, the newest first. */
export async function loadOfSubject(db: Db, scope: Scope, subject: string, subjectId: string): Promise<Loaded[]> {
  const requests = await store.listOfSubject(db, scope, subject, subjectId);
  return loadMany(
    db,
    scope,
    requests.map(({ id }) => id),
  );
}
