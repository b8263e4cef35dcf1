import { todayIn } from '../../../platform/days.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { listPeople } from '../../identity/access/service.ts';
import type { StandIns } from '../approvers/rules.ts';
import type { Absence, NewAbsence } from './contract.ts';
import * as store from './store.ts';

/** An absence is a person's own: the program itself is never away. */
function personOf({ userId }: Scope): string {
  if (userId === null) throw new DomainError('approvals.no_person', { status: 403 });
  return userId;
}

function presented({ userId, userName, delegateId, delegateName, ...row }: store.AbsenceRow): Absence {
  return { ...row, user: { id: userId, name: userName }, delegate: { id: delegateId, name: delegateName } };
}

/** When the caller is away, from today on. */
export async function listAbsences(db: Db, scope: Scope): Promise<Absence[]> {
  permit(scope, 'approval', 'view');
  return (await store.listAbsences(db, scope, personOf(scope), todayIn(scope.timeZone))).map(presented);
}

/** Says when the caller is away and who decides in their place. */
export async function createAbsence(db: Database, scope: Scope, input: NewAbsence): Promise<Absence> {
  permit(scope, 'approval', 'view');
  const userId = personOf(scope);
  const today = todayIn(scope.timeZone);
  if (input.delegateId === userId) throw invalidField('/body/delegateId', 'approvals.own_delegate');
  if (input.untilOn < today || input.untilOn < input.fromOn) throw invalidField('/body/untilOn', 'approvals.absence_over');
  return inTx(db, async (tx) => {
    const { people } = await listPeople(tx, scope);
    if (!people.some(({ id }) => id === input.delegateId)) throw invalidField('/body/delegateId', 'not_found_reference');
    const others = await store.listAbsences(tx, scope, userId, today);
    if (others.some(({ fromOn, untilOn }) => fromOn <= input.untilOn && input.fromOn <= untilOn))
      throw invalidField('/body/fromOn', 'approvals.absence_crosses');
    const id = await store.insertAbsence(tx, scope, { ...input, userId });
    await appendEvents(tx, scope, [{ kind: 'absence.created', subjectKind: 'absence', subjectId: id, data: { ...input } }]);
    await enqueue(tx, 'approvals.addStandIns', { workspaceId: scope.workspaceId });
    const row = await store.findAbsence(tx, scope, id);
    if (!row) throw new DomainError('internal');
    return presented(row);
  });
}

/** Takes an absence of the caller back; what their delegate holds by then stays theirs too. */
export async function removeAbsence(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'approval', 'view');
  await inTx(db, async (tx) => {
    if (!(await store.deleteAbsence(tx, scope, personOf(scope), id))) throw new DomainError('not_found');
    await appendEvents(tx, scope, [{ kind: 'absence.removed', subjectKind: 'absence', subjectId: id }]);
  });
}

/** Who is away on a day, with whoever stands in. */
export async function findStandIns(db: Db, scope: Scope, day: string): Promise<StandIns> {
  return new Map((await store.findAway(db, scope, day)).map(({ userId, delegateId }) => [userId, delegateId]));
}
