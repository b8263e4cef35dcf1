import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import type { Values } from '../conditions/rules.ts';
import { idsIn, type Loaded, loadAny, loadOfSubject } from '../loading/service.ts';
import { asDecided, endUndecided, followingScope, tell } from '../progress/service.ts';
import { worsened } from '../reconciling/rules.ts';
import { advance, type Plan } from '../rules.ts';
import { planApproval } from '../service.ts';
import { directionsOf, valuesOf } from '../subjects/rules.ts';
import * as store from './store.ts';

export interface Standing {
  /** `needed`: it has to be approved and is not; `notNeeded`: no rule fires. */
  state: 'notNeeded' | 'approved' | 'waiting' | 'needed';
  /** The newest request about it. */
  requestId: string | null;
  /** How that request stands. */
  last: Loaded['request']['state'] | null;
}

/**
 * Whether a subject may go its way as it is now: a quote be sent, a seal be given. Asked by the module above in the transaction of
 * what needs the approval, with any scope: rights do not matter. Who has read the subject says with
 * `state` what it is.
 */
export async function standingOf(
  db: Db,
  scope: Scope,
  subject: string,
  subjectId: string,
  { input, state }: Pick<Asking, 'input' | 'state'> = {},
): Promise<Standing> {
  const system = await systemScope(db, scope.workspaceId);
  const [last] = await loadOfSubject(db, system, subject, subjectId);
  const submitterId = last?.request.submittedBy ?? scope.userId ?? '';
  const asked = { subject, subjectId, approverIds: last ? idsIn(last.request.chosenIds) : [], input, state, isPlanOnly: true };
  const { plan } = await planApproval(db, system, { ...asked, submitterId });
  const newest = { requestId: last?.request.id ?? null, last: last?.request.state ?? null };
  if (plan.steps.length === 0) return { state: 'notNeeded', ...newest };
  if (advance(plan, []).state === 'approved' && (await holdsFor(db, scope, plan, submitterId, asked)))
    return { state: 'approved', ...newest };
  return { state: last?.request.state === 'waiting' ? 'waiting' : 'needed', ...newest };
}

/** Those of the subjects whose newest request was approved and stands: an edit that makes one worse voids it. */
export async function findApproved(db: Db, scope: Scope, subject: string, subjectIds: readonly string[]): Promise<Set<string>> {
  return new Set(await store.findApproved(db, scope, subject, subjectIds));
}

type Asking = Omit<Parameters<typeof planApproval>[2], 'submitterId'>;

/** What passed because its submitter need not ask anybody was approved by nobody: it passes for others as far as they need not either. */
async function holdsFor(db: Db, scope: Scope, plan: Plan, submitterId: string, asked: Asking): Promise<boolean> {
  const { userId } = scope;
  if (userId === null || userId === submitterId) return true;
  if (!plan.steps.some(({ seats }) => seats.every(({ isSkipped }) => isSkipped))) return true;
  const system = await systemScope(db, scope.workspaceId);
  const { plan: own } = await planApproval(db, system, { ...asked, submitterId: userId });
  return advance(own, []).state === 'approved';
}

/** The values as they are now, of those that are wanted; 409 where there is no such thing any more. */
async function valuesNow(tx: Tx, scope: Scope, { request, subject }: Loaded, wanted: ReadonlySet<string>): Promise<Values> {
  try {
    return valuesOf(subject, await subject.load(tx, scope, request.subjectId, request.input, wanted));
  } catch (error) {
    if (error instanceof DomainError && error.status === 404)
      throw new DomainError('approvals.subject_gone', { status: 409, cause: error });
    throw error;
  }
}

/**
 * Makes the newest request about a subject void when what it was about got worse since: whoever approves would approve
 * something else. For modules above after each edit, and before each decision. Answers whether it did.
 */
export async function voidIfWorse(db: Db, scope: Scope, subject: string, subjectId: string): Promise<boolean> {
  return inTx(db, async (tx) => {
    const [last] = await loadOfSubject(tx, scope, subject, subjectId);
    if (!last || (last.request.state !== 'waiting' && last.request.state !== 'approved')) return false;
    const loaded = await loadAny(tx, scope, last.request.id, true);
    const { request, values, plan } = loaded;
    // What was carried out changed its subject itself; what ended in the meantime is nobody's to void.
    const isStanding = request.state === 'approved' && loaded.subject.isUsedUp !== true;
    if (request.state !== 'waiting' && !isStanding) return false;
    const keys = new Set(plan.steps.flatMap(({ basis }) => Object.keys(basis)));
    const now = await valuesNow(tx, await followingScope(tx, scope), loaded, keys);
    const only = (all: Values): Values => Object.fromEntries(Object.entries(all).filter(([key]) => keys.has(key)));
    const worse = worsened(only(values), only(now), directionsOf(loaded.subject));
    if (worse.length === 0) return false;
    if (
      request.state === 'approved' &&
      (await standingOf(tx, scope, subject, subjectId, { input: request.input })).state === 'approved'
    )
      return false;
    await endUndecided(tx, scope, loaded, 'void');
    await tell(tx, scope, loaded, 'voided');
    await loaded.subject.onVoided?.(tx, await followingScope(tx, scope), asDecided(loaded, null));
    return true;
  });
}
