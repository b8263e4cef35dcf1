import { dayInZone, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import { languages } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { instantAt, startOfDay } from '../../../platform/time.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findHead } from '../../records/audit/service.ts';
import { convertToOwn } from '../../settings/service.ts';
import { createTasks } from '../../timeline/service.ts';
import { endTasks } from '../../timeline/tasks/service.ts';
import { DealStatus } from '../contract.ts';
import { forgetEvidence, keepEvidence } from '../criteria/service.ts';
import type { MoveResult } from '../moves/contract.ts';
import { requireEntry } from '../entry/service.ts';
import { entryOfPassage, loadPlace, passGates } from '../moves/service.ts';
import { keepLostTo } from '../parts/service.ts';
import { proofOf } from '../proofs/service.ts';
import { signingStageOf, stagesPassed } from '../rules.ts';
import { type DealRow, getDeal, lockDeal } from '../service.ts';
import { takeStep } from '../steps/service.ts';
import { planWork } from '../tasks/service.ts';
import type * as contract from './contract.ts';
import { instantOfOutcome, isLosable, reopenedStatus } from './rules.ts';

/** The instant of an outcome whose business day is given; today when it is not. Days to come, and days before the deal was opened, are refused. */
function outcomeAt(scope: Scope, deal: DealRow, day: string | undefined, field: string): { on: string; happenedAt: string } {
  const today = todayIn(scope.timeZone);
  const on = day ?? today;
  if (on > today)
    throw new DomainError('deals.in_the_future', { fields: [{ pointer: `/body/${field}`, code: 'deals.in_the_future' }] });
  if (on < deal.openedOn)
    throw new DomainError('deals.closed_before_opened', {
      fields: [{ pointer: `/body/${field}`, code: 'deals.closed_before_opened' }],
    });
  const enteredDay = dayInZone(deal.stageEnteredAt, scope.timeZone);
  const time = {
    day: on,
    today,
    now: new Date().toISOString(),
    dayStart: startOfDay(on, scope.timeZone),
    enteredAt: deal.stageEnteredAt,
    enteredDay,
  };
  return { on, happenedAt: instantOfOutcome(time) };
}

function requireToCome(scope: Scope, day: string, field: string): void {
  if (day < todayIn(scope.timeZone))
    throw new DomainError('deals.in_the_past', { fields: [{ pointer: `/body/${field}`, code: 'deals.in_the_past' }] });
}

async function baseOn(tx: Tx, scope: Scope, deal: DealRow, day: string): Promise<number | null> {
  return deal.amountMinor === null ? null : convertToOwn(tx, scope, deal.amountMinor, deal.currency, day);
}

async function planRevisit(tx: Tx, scope: Scope, deal: DealRow, day: string): Promise<void> {
  const subject = translate(scope.language, 'deals:tasks.revisit', { title: deal.title });
  await createTasks(tx, scope, [
    {
      recordId: deal.id,
      subject: subject.slice(0, 300),
      dueAt: instantAt(day, '09:00', scope.timeZone),
      assigneeId: deal.ownerId ?? scope.userId,
    },
  ]);
}

/** What was planned for the day on which a deal was to be taken up again is over once it is taken up, or lost for good. */
async function endRevisit(tx: Tx, scope: Scope, { id, revisitOn }: DealRow): Promise<void> {
  if (revisitOn === null) return;
  const beginnings = languages.map((language) => translate(language, 'deals:tasks.revisit', { title: '' }).trim());
  await endTasks(tx, scope, id, { dueAt: instantAt(revisitOn, '09:00', scope.timeZone), beginnings });
}

/**
 * Wins a deal: from the signing stage or beyond it with its proof alone, from an earlier stage by passing the gates on the
 * way. Its amount counts at the rate of the day of winning.
 */
export async function winDeal(db: Db, scope: Scope, id: string, body: BodyOf<typeof contract.winDeal>): Promise<MoveResult> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, id, 'win', body.version);
    if (deal.status !== 'open') throw new DomainError('deals.not_open');
    if (deal.amountMinor === null)
      throw new DomainError('deals.amount_required', { fields: [{ pointer: '/body/amountMinor', code: 'required' }] });
    const { version, stage: from } = await loadPlace(tx, scope, deal);
    const signing = signingStageOf(version.stages);
    if (!signing) throw new DomainError('deals.no_signing_stage');
    const to = from.position < signing.position ? signing : from;
    const { on, happenedAt } = outcomeAt(scope, deal, body.wonOn, 'wonOn');
    const passage = await passGates(tx, scope, deal, stagesPassed(version.stages, from, to), version.gateMode, body.waive);
    if (to.id !== from.id) await requireEntry(tx, scope, { deal, from, to, ...entryOfPassage(passage) });
    const proof = await proofOf(tx, scope, id, body.proof);
    await keepEvidence(tx, scope, id, 'won.proved', proof);
    const baseAmountMinor = await baseOn(tx, scope, deal, on);
    const entered = to.id === from.id ? {} : { stageEnteredAt: happenedAt };
    const won = {
      status: 'won',
      wonOn: on,
      closedOn: on,
      wonProof: body.proof.kind,
      baseAmountMinor,
      holdReason: null,
      revisitOn: null,
    };
    await takeStep(
      tx,
      scope,
      deal,
      to,
      { ...won, ...entered },
      { kind: 'won', happenedAt, reason: body.waive?.reason ?? null, waived: passage.waived },
    );
    const tasksCreated = await planWork(tx, scope, [{ deal, nextStep: body.nextStep, stage: to, from: 'won' }]);
    const data = {
      wonOn: on,
      proof: body.proof.kind,
      ...(proof.quoteId !== null && { quoteId: proof.quoteId }),
      amountMinor: deal.amountMinor,
      currency: deal.currency,
      baseAmountMinor,
      fromStageId: from.id,
      toStageId: to.id,
      waived: passage.waived,
    };
    await appendEvents(tx, scope, [{ kind: 'deal.won', subjectKind: 'deal', subjectId: id, happenedAt, data }]);
    return { deal: await getDeal(tx, scope, id), unmet: passage.unmet, tasksCreated };
  });
}

/** What every outcome but winning has in common: the deal stays in its stage, its next step is over. */
async function closeIn(
  tx: Tx,
  scope: Scope,
  deal: DealRow,
  changes: Parameters<typeof takeStep>[4],
  step: Parameters<typeof takeStep>[5],
  event: { kind: string; data: object },
): Promise<MoveResult> {
  const { stage } = await loadPlace(tx, scope, deal);
  await takeStep(tx, scope, deal, stage, { nextStepId: null, nextStepOn: null, nextStepText: null, ...changes }, step);
  await appendEvents(tx, scope, [{ ...event, subjectKind: 'deal', subjectId: deal.id, happenedAt: step.happenedAt }]);
  return { deal: await getDeal(tx, scope, deal.id), unmet: [], tasksCreated: 0 };
}

/** Loses a deal, with the reason and, where known, to whom. A day to revisit it becomes a task. */
export async function loseDeal(db: Db, scope: Scope, id: string, body: BodyOf<typeof contract.loseDeal>): Promise<MoveResult> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, id, 'lose', body.version);
    if (!isLosable(DealStatus.parse(deal.status))) throw new DomainError('deals.not_open');
    const { on, happenedAt } = outcomeAt(scope, deal, body.lostOn, 'lostOn');
    const { competitorId = null, note = null, revisitOn = null, reason } = body;
    if (revisitOn) requireToCome(scope, revisitOn, 'revisitOn');
    if (competitorId && (await findHead(tx, scope, competitorId))?.kind !== 'competitor')
      throw invalidField('/body/competitorId', 'not_found_reference');
    if (competitorId) await keepLostTo(tx, scope, id, competitorId);
    await endRevisit(tx, scope, deal);
    if (revisitOn) await planRevisit(tx, scope, deal, revisitOn);
    const lost = {
      status: 'lost',
      closedOn: on,
      lostReason: reason,
      lostCompetitorId: competitorId,
      lostNote: note,
      revisitOn,
      holdReason: null,
    };
    return closeIn(
      tx,
      scope,
      deal,
      lost,
      { kind: 'lost', happenedAt, reason: note },
      { kind: 'deal.lost', data: { lostReason: reason, competitorId, reason: note, revisitOn, lostOn: on } },
    );
  });
}

/** Puts a deal on hold until a day on which a task brings it back. */
export async function holdDeal(db: Db, scope: Scope, id: string, body: BodyOf<typeof contract.holdDeal>): Promise<MoveResult> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, id, 'hold', body.version);
    if (deal.status !== 'open') throw new DomainError('deals.not_open');
    requireToCome(scope, body.revisitOn, 'revisitOn');
    await planRevisit(tx, scope, deal, body.revisitOn);
    const { reason, revisitOn } = body;
    const held = { status: 'onHold', holdReason: reason, revisitOn };
    return closeIn(
      tx,
      scope,
      deal,
      held,
      { kind: 'hold', happenedAt: new Date().toISOString(), reason },
      { kind: 'deal.held', data: { reason, revisitOn } },
    );
  });
}

/** Takes an outcome back: lost, held and won deals are open again, completed ones won, in the stage they were in. */
export async function reopenDeal(
  db: Db,
  scope: Scope,
  id: string,
  body: BodyOf<typeof contract.reopenDeal>,
): Promise<MoveResult> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, id, 'reopen', body.version);
    const status = reopenedStatus(DealStatus.parse(deal.status));
    if (status === null) throw new DomainError('deals.already_open', { status: 409 });
    await endRevisit(tx, scope, deal);
    const { stage } = await loadPlace(tx, scope, deal);
    const now = new Date().toISOString();
    const isOpen = status === 'open';
    if (isOpen && deal.status === 'won') await forgetEvidence(tx, scope, id, 'won.proved');
    const cleared = { lostReason: null, lostCompetitorId: null, lostNote: null, holdReason: null, revisitOn: null };
    const open = isOpen
      ? { wonOn: null, closedOn: null, wonProof: null, baseAmountMinor: await baseOn(tx, scope, deal, todayIn(scope.timeZone)) }
      : {};
    await takeStep(
      tx,
      scope,
      deal,
      stage,
      { ...cleared, ...open, status, stageEnteredAt: now },
      { kind: 'reopen', happenedAt: now, reason: body.reason },
    );
    if (body.nextStep) await planWork(tx, scope, [{ deal, nextStep: body.nextStep }]);
    await appendEvents(tx, scope, [
      { kind: 'deal.reopened', subjectKind: 'deal', subjectId: id, data: { from: deal.status, reason: body.reason } },
    ]);
    return { deal: await getDeal(tx, scope, id), unmet: [], tasksCreated: 0 };
  });
}

/** Completes a won deal at the end of its last stage, whose gate is asked. It leaves the board. */
export async function completeDeal(
  db: Db,
  scope: Scope,
  id: string,
  body: BodyOf<typeof contract.completeDeal>,
): Promise<MoveResult> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, id, 'complete', body.version);
    if (deal.status !== 'won') throw new DomainError('deals.not_won');
    const { version, stage } = await loadPlace(tx, scope, deal);
    if (version.stages.at(-1)?.id !== stage.id) throw new DomainError('deals.not_last_stage');
    const passage = await passGates(tx, scope, deal, [stage], version.gateMode, body.waive);
    const reason = body.reason ?? body.waive?.reason ?? null;
    const step = { kind: 'complete' as const, happenedAt: new Date().toISOString(), reason, waived: passage.waived };
    const done = await closeIn(tx, scope, deal, { status: 'completed' }, step, {
      kind: 'deal.completed',
      data: { waived: passage.waived },
    });
    return { ...done, unmet: passage.unmet };
  });
}
