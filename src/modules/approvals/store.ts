import { uuidv7 } from 'uuidv7';
import type { Db } from '../../platform/db.ts';
import type { Scope } from '../../platform/scope.ts';
import { scopedSql } from '../../platform/scope-sql.ts';
import type { Tx } from '../../platform/tx.ts';
import type { HolderRole } from './approvers/rules.ts';
import type { requestStates } from './contract.ts';
import type { SeatState } from './rules.ts';

export type RequestState = (typeof requestStates)[number];

export interface RequestRow {
  id: string;
  subject: string;
  subjectId: string;
  recordId: string;
  recordKind: string;
  input: unknown;
  chosenIds: unknown;
  title: string;
  note: string | null;
  state: RequestState;
  submittedBy: string;
  submitterName: string;
  values: unknown;
  lines: unknown;
  amountMinor: number | null;
  currency: string | null;
  version: number;
  createdAt: string;
  endedAt: string | null;
}

const requestColumns = `r.id, r.subject, r.subject_id as "subjectId", r.record_id as "recordId", h.kind as "recordKind", r.input, r.chosen_ids as "chosenIds", r.title, r.note, r.state,
  r.submitted_by as "submittedBy", su.name as "submitterName", r."values", r.lines, r.amount_minor as "amountMinor", r.currency, r.version,
  r.created_at as "createdAt", r.ended_at as "endedAt"`;
const requestFrom = (sql: ReturnType<typeof scopedSql>): string => `approvals r
  join records h on ${sql.workspace('h')} and h.id = r.record_id join users su on ${sql.workspace('su')} and su.id = r.submitted_by`;

export interface HolderRow {
  userId: string;
  name: string;
  role: HolderRole;
  forUserId: string | null;
  forName: string | null;
  /** A seat that was given away is no longer theirs. */
  isOut: boolean;
}

export interface SeatRow extends Omit<NewSeat, 'askedIds' | 'holders'> {
  id: string;
  requestId: string;
  askedIds: unknown;
  dueAt: string | null;
  escalatedAt: string | null;
  decidedByName: string | null;
  decidedVia: 'app' | 'mail' | null;
  comment: string | null;
  holders: HolderRow[];
}

/** One request; locked, it stays as it is until the transaction ends: whoever comes second finds what the first decided. */
export async function findRequest(db: Db, scope: Scope, id: string, lock = false): Promise<RequestRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select ${requestColumns} from ${requestFrom(sql)} where ${sql.workspace('r')} and r.id = ${sql.param(id)}::uuid${lock ? ' for update of r' : ''}`,
  );
}

/** Requests about the same thing, the newest first. */
export async function listOfSubject(db: Db, scope: Scope, subject: string, subjectId: string): Promise<RequestRow[]> {
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select ${requestColumns} from ${requestFrom(sql)} where ${sql.workspace('r')} and r.subject = ${sql.param(subject)}
    and r.subject_id = ${sql.param(subjectId)}::uuid order by r.created_at desc, r.id desc limit 20`,
  );
}

/** Requests by id, in any order. */
export async function findRequests(db: Db, scope: Scope, ids: readonly string[]): Promise<RequestRow[]> {
  if (ids.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select ${requestColumns} from ${requestFrom(sql)} where ${sql.workspace('r')} and r.id = any(${sql.param(ids)}::uuid[])`,
  );
}

/** The seats of requests with their holders, in the order of their chains. */
export async function listSeats(db: Db, scope: Scope, requestIds: readonly string[]): Promise<SeatRow[]> {
  if (requestIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select s.id, s.request_id as "requestId", s.key, s.step_key as "stepKey", s.rule_key as "ruleKey", s.rule_name as "ruleName",
      s.rule_mark as "ruleMark", s.position, s.mode, s.is_required as "isRequired", s.is_fallback as "isFallback", s.state, s.basis,
      s.asked_ids as "askedIds", s.escalate_after_hours as "escalateAfterHours", s.due_at as "dueAt", s.escalated_at as "escalatedAt",
      s.decided_by as "decidedBy", d.name as "decidedByName", s.decided_at as "decidedAt", s.decided_via as "decidedVia", s.comment,
      (select coalesce(json_agg(json_build_object('userId', o.user_id, 'name', u.name, 'role', o.role, 'forUserId', o.for_user_id, 'forName', f.name,
        'isOut', o.is_out) order by o.created_at, o.user_id), '[]')
        from approval_holders o join users u on ${sql.workspace('u')} and u.id = o.user_id
        left join users f on ${sql.workspace('f')} and f.id = o.for_user_id
        where ${sql.workspace('o')} and o.seat_id = s.id) as holders
    from approval_seats s left join users d on ${sql.workspace('d')} and d.id = s.decided_by
    where ${sql.workspace('s')} and s.request_id = any(${sql.param(requestIds)}::uuid[]) order by s.request_id, s.rule_key, s.position, s.key`,
  );
}

export interface NewRequest {
  subject: string;
  subjectId: string;
  recordId: string;
  input: unknown;
  chosenIds: readonly string[];
  title: string;
  note: string | null;
  submittedBy: string;
  values: unknown;
  lines: unknown;
  amountMinor: number | null;
  currency: string | null;
  basisHash: string;
}

export async function insertRequest(tx: Tx, scope: Scope, request: NewRequest): Promise<string> {
  const id = uuidv7();
  const { input, chosenIds, values, lines, ...plain } = request;
  await tx
    .insertInto('approvals')
    .values({
      ...plain,
      id,
      workspaceId: scope.workspaceId,
      input: input === undefined ? null : JSON.stringify(input),
      chosenIds: JSON.stringify(chosenIds),
      values: JSON.stringify(values),
      lines: JSON.stringify(lines),
    })
    .execute();
  return id;
}

export interface NewSeat {
  key: string;
  stepKey: string;
  ruleKey: string;
  ruleName: string | null;
  ruleMark: string;
  position: number;
  mode: 'all' | 'any';
  isRequired: boolean;
  isFallback: boolean;
  state: SeatState;
  basis: unknown;
  askedIds: readonly string[];
  escalateAfterHours: number | null;
  decidedBy: string | null;
  decidedAt: string | null;
  holders: readonly NewHolder[];
}

export interface NewHolder {
  userId: string;
  as: HolderRole;
  forUserId: string | null;
}

export async function insertSeats(tx: Tx, scope: Scope, requestId: string, seats: readonly NewSeat[]): Promise<void> {
  if (seats.length === 0) return;
  const rows = seats.map((seat) => ({ ...seat, id: uuidv7() }));
  await tx
    .insertInto('approvalSeats')
    .values(
      rows.map(({ holders: _holders, basis, askedIds, ...seat }) => ({
        ...seat,
        requestId,
        workspaceId: scope.workspaceId,
        basis: JSON.stringify(basis),
        askedIds: JSON.stringify(askedIds),
      })),
    )
    .execute();
  for (const { id, holders } of rows) await insertHolders(tx, scope, requestId, id, holders);
}

/** Adds people to a seat; who holds it already, or once did, holds it again. */
export async function insertHolders(
  tx: Tx,
  scope: Scope,
  requestId: string,
  seatId: string,
  holders: readonly NewHolder[],
): Promise<void> {
  if (holders.length === 0) return;
  await tx
    .insertInto('approvalHolders')
    .values(
      holders.map(({ userId, as, forUserId }) => ({
        workspaceId: scope.workspaceId,
        seatId,
        userId,
        requestId,
        role: as,
        forUserId,
      })),
    )
    .onConflict((conflict) => conflict.constraint('approval_holders_pk').doUpdateSet({ isOut: false }))
    .execute();
}

/** Takes a seat from all who hold it. */
export async function clearSeat(tx: Tx, scope: Scope, seatId: string): Promise<void> {
  await tx
    .updateTable('approvalHolders')
    .set({ isOut: true, isWaiting: false })
    .where('workspaceId', '=', scope.workspaceId)
    .where('seatId', '=', seatId)
    .execute();
}

export interface SeatChange {
  state?: SeatState;
  waitingSince?: string;
  remindAt?: string | null;
  dueAt?: string | null;
  escalatedAt?: string;
  decidedBy?: string;
  decidedAt?: string;
  decidedVia?: 'app' | 'mail';
  comment?: string | null;
}

export async function updateSeat(tx: Tx, scope: Scope, id: string, changes: SeatChange): Promise<void> {
  await tx.updateTable('approvalSeats').set(changes).where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute();
}

/** Makes the marks of the inbox follow the seats of a request. */
export async function markWaiting(tx: Tx, scope: Scope, requestId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `update approval_holders o set is_waiting = s.state = 'waiting' and not o.is_out and r.state = 'waiting'
    from approval_seats s, approvals r where ${sql.workspace('o')} and ${sql.workspace('s')} and ${sql.workspace('r')}
    and o.request_id = ${sql.param(requestId)}::uuid and s.id = o.seat_id and r.id = o.request_id
    and o.is_waiting is distinct from (s.state = 'waiting' and not o.is_out and r.state = 'waiting')`,
  );
}

/** Dates what was asked and decided about a subject in this transaction as of another time. */
export async function dateRequests(tx: Tx, scope: Scope, subjectId: string, at: string): Promise<void> {
  const sql = scopedSql(scope);
  const moved = (column: string): string =>
    `${column} = case when ${column} > now() - interval '5 minutes' then ${sql.param(at)}::timestamptz else ${column} end`;
  await sql.run(
    tx,
    `with seats as (update approval_seats s set ${moved('waiting_since')}, ${moved('decided_at')}
      from approvals r where ${sql.workspace('s')} and ${sql.workspace('r')} and r.subject_id = ${sql.param(subjectId)}::uuid
        and s.request_id = r.id returning s.id)
    update approvals a set ${moved('created_at')}, ${moved('ended_at')} where ${sql.workspace('a')} and a.subject_id = ${sql.param(subjectId)}::uuid`,
  );
}

export async function updateRequest(tx: Tx, scope: Scope, id: string, state: RequestState): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    tx,
    `update approvals r set state = ${sql.param(state)}, version = r.version + 1,
      ended_at = case when ${sql.param(state)} = 'waiting' then null else coalesce(r.ended_at, now()) end
    where ${sql.workspace('r')} and r.id = ${sql.param(id)}::uuid`,
  );
}
