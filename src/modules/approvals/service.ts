import { createHash } from 'node:crypto';
import type { Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import { violationOf } from '../../platform/violation.ts';
import { loadRules, otherwiseKey, otherwiseRule, requireSubject } from './chains/service.ts';
import type { Values } from './conditions/rules.ts';
import type { ApprovalDetail, Asked, Preview } from './contract.ts';
import {
  idsIn,
  isInvolved,
  type Loaded,
  loadAny,
  loadOfSubject,
  loadRequest,
  requirePerson,
  valuesIn,
} from './loading/service.ts';
import { listMessages } from './messages/service.ts';
import { loadFinding, requirePeople } from './people/service.ts';
import { isForMe, namesOf, presentLines, presentMany, presentPlan, presentSteps, presentSubject } from './presenting/service.ts';
import { asDecided, followingScope, settle, tell } from './progress/service.ts';
import { basisMark, type Given, reconcile } from './reconciling/rules.ts';
import { decisiveKeys, decisiveOfLine, firedConditions, presentKeptReasons, presentReasons } from './reasons/service.ts';
import { evaluate, type Plan, type Rule } from './rules.ts';
import * as store from './store.ts';
import { directionsOf, type SubjectKind, type SubjectState, valuesOf } from './subjects/rules.ts';

/** What somebody asks for, with who would have to approve it now. */
export interface Planned {
  subject: SubjectKind;
  state: SubjectState;
  values: Values;
  plan: Plan;
  ruleNames: ReadonlyMap<string, string>;
  earlier: readonly Loaded[];
}

interface Asking extends Pick<Asked, 'subject' | 'subjectId' | 'approverIds'> {
  input?: unknown;
  submitterId: string;
  /** Whether only the plan matters: values that no rule looks at are not worked out. */
  isPlanOnly?: boolean;
  /** What it is, for a caller that has read it already. */
  state?: ((wanted: ReadonlySet<string> | undefined) => Promise<SubjectState>) | undefined;
}

/** Values that rules look at, or looked at when something was approved. */
function lookedAt(rules: readonly Rule[], earlier: readonly Loaded[]): ReadonlySet<string> {
  const asked = rules.flatMap(({ conditions, details = [] }) => [...conditions.map(({ field }) => field), ...details]);
  const given = earlier.flatMap(({ seats }) => seats.flatMap(({ basis }) => Object.keys(valuesIn(basis))));
  return new Set([...asked, ...given]);
}

/** Approvals that were given before and still count. What an approval has set off uses it up, where the subject says so. */
function givenBefore(subject: SubjectKind, earlier: readonly Loaded[]): Given[] {
  const last = subject.isUsedUp ? earlier.findIndex(({ request }) => request.state === 'approved') : -1;
  return earlier.slice(0, last < 0 ? undefined : last).flatMap(({ seats }) =>
    seats
      .filter(({ state }) => state === 'approved' || state === 'kept')
      .map((seat) => ({
        ruleId: seat.ruleKey,
        ruleMark: seat.ruleMark,
        order: seat.position,
        by: seat.decidedBy ?? '',
        holderIds: idsIn(seat.askedIds),
        basis: valuesIn(seat.basis),
      })),
  );
}

/** What is asked now and by whom it would have to be approved; approvals that stand are taken over. */
export async function planApproval(db: Db, scope: Scope, asking: Asking): Promise<Planned> {
  const subject = requireSubject(asking.subject);
  const { rules, names } = await loadRules(db, scope, subject);
  const earlier = await loadOfSubject(db, scope, subject.key, asking.subjectId);
  const wanted = asking.isPlanOnly ? lookedAt(rules, earlier) : undefined;
  const state = asking.state ? await asking.state(wanted) : await subject.load(db, scope, asking.subjectId, asking.input, wanted);
  const values = valuesOf(subject, state);
  const finding = await loadFinding(db, scope, asking.submitterId, asking.approverIds);
  const directions = directionsOf(subject);
  const fired = evaluate(rules, values, directions, finding);
  const plan = fired.steps.length > 0 ? fired : evaluate([otherwiseRule(subject, values)], values, directions, finding);
  return { subject, state, values, plan: reconcile(givenBefore(subject, earlier), plan, directions), ruleNames: names, earlier };
}

/** Whether a rule that fires leaves the approvers to whoever submits. */
async function needsChoice(db: Db, scope: Scope, { subject, plan }: Planned): Promise<boolean> {
  const { rules } = await loadRules(db, scope, subject);
  const fired = new Set(plan.steps.map(({ ruleId }) => ruleId));
  const steps = [
    ...rules.filter(({ id }) => fired.has(id)).flatMap((rule) => rule.steps),
    ...(fired.has(otherwiseKey) ? subject.otherwise : []),
  ];
  return steps.some(({ approvers }) => approvers.some(({ kind }) => kind === 'choice'));
}

/** What was approved last, or asked last where nothing was. */
function lastValues(earlier: readonly Loaded[]): Values | null {
  const last =
    earlier.find(({ request }) => request.state === 'approved') ?? earlier.find(({ request }) => request.state !== 'waiting');
  return last?.values ?? null;
}

/** Which rules fire, who would be asked and in which order. */
export async function previewApproval(db: Db, scope: Scope, asked: Asked): Promise<Preview> {
  permit(scope, 'approval', 'create');
  const submitterId = requirePerson(scope);
  await requireSubject(asked.subject).permit(db, scope, asked.subjectId, asked.input);
  const planned = await planApproval(db, scope, { ...asked, submitterId });
  const { subject, state, values, plan, ruleNames, earlier } = planned;
  const names = await namesOf(db, scope, subject);
  const decisive = decisiveKeys(subject, plan, values);
  const compared = { now: values, before: lastValues(earlier), decisive, names, isInvolved: true };
  return {
    isNeeded: plan.steps.length > 0,
    needsChoice: await needsChoice(db, scope, planned),
    waitingId: earlier.find(({ request }) => request.state === 'waiting')?.request.id ?? null,
    title: state.title,
    reasons: presentReasons(scope, { subject, plan, values, lines: state.lines, ruleNames, names, isInvolved: true }),
    values: presentSubject(scope, subject, compared),
    steps: presentPlan(scope, plan, ruleNames, names),
  };
}

function refuseSecond(error: unknown): never {
  if (violationOf(error)?.constraint === 'approvals_waiting_uq')
    throw new DomainError('approvals.already_waiting', { status: 409 });
  throw error;
}

/** Asks for an approval. What was approved before and is no worse stands; where nobody is left to ask it is approved at once. */
export async function submitApproval(
  db: Db,
  scope: Scope,
  { note, ...asked }: Asked & { note?: string | undefined },
): Promise<ApprovalDetail> {
  permit(scope, 'approval', 'create');
  const submitterId = requirePerson(scope);
  const id = await inTx(db, async (tx) => {
    await requireSubject(asked.subject).permit(tx, scope, asked.subjectId, asked.input);
    await requirePeople(
      tx,
      scope,
      asked.approverIds.map((one, index) => ({ pointer: `/body/approverIds/${index}`, id: one })),
    );
    const planned = await planApproval(tx, scope, { ...asked, submitterId });
    if (asked.approverIds.length === 0 && (await needsChoice(tx, scope, planned)))
      throw new DomainError('approvals.choice_required', { fields: [{ pointer: '/body/approverIds', code: 'required' }] });
    const requestId = await insertPlanned(tx, scope, planned, { ...asked, submitterId }, note ?? null).catch(refuseSecond);
    const loaded = await loadAny(tx, scope, requestId, true);
    await tell(tx, scope, loaded, 'submitted', note === undefined ? {} : { comment: note });
    await loaded.subject.onSubmitted?.(tx, await followingScope(tx, scope), asDecided(loaded, null));
    await settle(tx, scope, loaded, []);
    return requestId;
  });
  return getApproval(db, scope, id);
}

async function insertPlanned(tx: Tx, scope: Scope, planned: Planned, asking: Asking, note: string | null): Promise<string> {
  const { subject, state, values, plan, ruleNames } = planned;
  const requestId = await store.insertRequest(tx, scope, {
    subject: subject.key,
    subjectId: asking.subjectId,
    recordId: state.recordId,
    input: asking.input,
    chosenIds: asking.approverIds,
    title: state.title.slice(0, 300),
    note,
    submittedBy: asking.submitterId,
    values,
    lines: state.lines,
    amountMinor: state.amount?.minor ?? null,
    currency: state.amount?.currency ?? null,
    basisHash: createHash('sha256').update(basisMark(plan)).digest('hex'),
  });
  const now = new Date().toISOString();
  const seats = plan.steps.flatMap((step) =>
    step.seats.map(({ key, holders, isRequired, isSkipped, kept }) => ({
      key,
      stepKey: step.key,
      ruleKey: step.ruleId,
      ruleName: ruleNames.get(step.ruleId) ?? null,
      ruleMark: step.ruleMark,
      position: step.order,
      mode: step.mode,
      isRequired,
      isFallback: step.isFallback,
      state: kept ? ('kept' as const) : isSkipped ? ('skipped' as const) : ('ahead' as const),
      basis: kept?.basis ?? step.basis,
      askedIds: holders.filter(({ as }) => as !== 'delegate').map(({ userId }) => userId),
      escalateAfterHours: step.escalateAfterHours,
      decidedBy: kept?.by ?? null,
      decidedAt: kept ? now : null,
      holders,
    })),
  );
  await store.insertSeats(tx, scope, requestId, seats);
  return requestId;
}

/** A request with everything that helps to decide it. */
export async function getApproval(db: Db, scope: Scope, id: string): Promise<ApprovalDetail> {
  const loaded = await loadRequest(db, scope, id);
  const { request, subject, plan, lines } = loaded;
  const [[head], messages, names, earlier] = await Promise.all([
    presentMany(db, scope, [loaded]),
    listMessages(db, scope, id),
    namesOf(db, scope, subject),
    loadOfSubject(db, scope, request.subject, request.subjectId),
  ]);
  if (!head) throw new DomainError('not_found');
  const before = lastValues(earlier.filter((one) => one.request.createdAt < request.createdAt));
  const reader = { names, isInvolved: isInvolved(scope.userId, loaded) };
  const compared = { now: loaded.values, before, decisive: decisiveKeys(subject, plan, loaded.values), ...reader };
  const conditions = firedConditions(plan);
  const context = await contextOf(db, scope, loaded);
  const isOpen = request.state === 'waiting';
  const isMine = isForMe(scope.userId, loaded);
  return {
    ...head,
    note: request.note,
    reasons: presentKeptReasons(scope, loaded, names),
    values: presentSubject(scope, subject, compared),
    lines: presentLines(scope, subject, lines, reader, (values) => decisiveOfLine(subject, conditions, values)),
    steps: presentSteps(scope, loaded),
    messages,
    ...context,
    may: {
      decide: isMine,
      withdraw: isOpen && request.submittedBy === scope.userId,
      write: isOpen && isInvolved(scope.userId, loaded),
      addSigner: isMine,
      reassign: isOpen && scope.rights('approval', 'reassign') !== 'none',
    },
  };
}

/** What helps to decide, where the reader's own rights reach it. */
async function contextOf(db: Db, scope: Scope, { request, subject }: Loaded): Promise<Pick<ApprovalDetail, 'facts' | 'history'>> {
  try {
    const context = await subject.context?.(db, scope, request.subjectId, request.input);
    return { facts: [...(context?.facts ?? [])], history: [...(context?.history ?? [])] };
  } catch (error) {
    if (error instanceof DomainError && (error.status === 404 || error.status === 403)) return { facts: [], history: [] };
    throw error;
  }
}
