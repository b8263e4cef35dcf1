import { todayIn } from '../../../platform/days.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { dayBounds } from '../../../platform/time.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { userScope } from '../../identity/access/service.ts';
import { getHead } from '../audit/service.ts';
import { findOwning, type RecordHead } from '../heads/service.ts';
import { mayShareOn } from '../public-links/makers/service.ts';
import type { NewShare, Share } from './contract.ts';
import * as store from './store.ts';

function shown(row: store.ShareRow): Share {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });
  const { id, canEdit, part, untilOn, hasEnded, createdAt } = row;
  return {
    id,
    canEdit,
    part,
    untilOn,
    hasEnded,
    createdAt,
    user: named(row.userId, row.userName),
    team: named(row.teamId, row.teamName),
    createdBy: named(row.createdBy, row.createdByName),
  };
}

function permitShare(scope: Scope, head: RecordHead): void {
  if (!mayShareOn(scope, head)) throw new DomainError('forbidden', { params: { object: head.kind, action: 'edit' } });
}

/** Whom a record is shared with, for whoever sees it. */
export async function listShares(db: Db, scope: Scope, recordId: string): Promise<{ data: Share[]; mayShare: boolean }> {
  const head = await getHead(db, scope, recordId);
  return { data: (await store.findShares(db, scope, recordId)).map(shown), mayShare: mayShareOn(scope, head) };
}

/** The moment at which a share ends that holds through a day of the workspace. */
function endOf(scope: Scope, untilOn: string | null): string | null {
  if (untilOn === null) return null;
  if (untilOn < todayIn(scope.timeZone)) throw invalidField('/body/untilOn', 'records.share_in_the_past');
  return dayBounds(untilOn, scope.timeZone).to;
}

function refusal(pointer: string, code: string): DomainError {
  return new DomainError(code, { fields: [{ pointer, code }] });
}

/** A share gives sight of one record, not a right that the person's role lacks for all of them. */
async function requireRight(tx: Tx, scope: Scope, kind: string, userId: string, canEdit: boolean): Promise<void> {
  const person = await userScope(tx, scope.workspaceId, userId).catch(() => null);
  if (!person) throw invalidField('/body/userId', 'not_found_reference');
  const lacks = (action: string): boolean => person.rights(kind, action) === 'none';
  if (lacks('view') || (canEdit && lacks('edit'))) throw refusal('/body/userId', 'records.share_without_right');
}

/** Shares a record with a person or a team; one that they have already is changed. */
export async function shareRecord(db: Database, scope: Scope, recordId: string, body: NewShare): Promise<Share> {
  const { userId = null, teamId = null, canEdit, part = null, untilOn = null } = body;
  return inTx(db, async (tx) => {
    const head = await getHead(tx, scope, recordId);
    permitShare(scope, head);
    if ((userId === null) === (teamId === null)) throw refusal('/body/userId', 'records.share_with_whom');
    if (part !== null && (head.kind !== 'deal' || userId === null)) throw refusal('/body/part', 'records.share_no_part');
    const endsAt = endOf(scope, untilOn);
    if (userId !== null) await requireRight(tx, scope, head.kind, userId, canEdit);
    if (teamId !== null && !(await findOwning(tx, scope, { users: [], teams: [teamId] })).teams.has(teamId))
      throw invalidField('/body/teamId', 'not_found_reference');
    const id = await store.upsertShare(tx, scope, recordId, { userId, teamId, canEdit, part, untilOn, endsAt });
    const [row] = await store.findShares(tx, scope, recordId, id);
    if (!row) throw new DomainError('internal');
    const data = { with: row.userName ?? row.teamName, userId, teamId, canEdit, part, untilOn };
    await appendEvents(tx, scope, [{ kind: `${head.kind}.shared`, subjectKind: head.kind, subjectId: recordId, data }]);
    return shown(row);
  });
}

/** Takes a share back. */
export async function unshareRecord(db: Database, scope: Scope, recordId: string, id: string): Promise<void> {
  await inTx(db, async (tx) => {
    const head = await getHead(tx, scope, recordId);
    permitShare(scope, head);
    const [row] = await store.findShares(tx, scope, recordId, id);
    if (!row) throw new DomainError('not_found');
    await store.deleteShare(tx, scope, recordId, id);
    const data = { with: row.userName ?? row.teamName, userId: row.userId, teamId: row.teamId };
    await appendEvents(tx, scope, [{ kind: `${head.kind}.unshared`, subjectKind: head.kind, subjectId: recordId, data }]);
  });
}
