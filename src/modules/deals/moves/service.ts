import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { localize } from '../../../platform/languages.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { GateMode, ProcessVersion, Stage } from '../../process/contract.ts';
import { loadVersion } from '../../process/loading/service.ts';
import { createActivities } from '../../timeline/service.ts';
import type { Missing } from '../contract.ts';
import { DealStatus } from '../contract.ts';
import { askGates, describeCriterion } from '../criteria/service.ts';
import { requireEntry } from '../entry/service.ts';
import { directionOf, isMovable, stagesPassed } from '../rules.ts';
import { type DealRow, findDealRow, getDeal, lockDeal } from '../service.ts';
import { takeStep } from '../steps/service.ts';
import { hasNextStep, planWork } from '../tasks/service.ts';
import { type HistoryEntry, MoveKind, type moveDeal as moveDealEndpoint, type MoveResult, type Waiver } from './contract.ts';
import { loadSteps, type StepRow } from '../steps/service.ts';

/** The process version of a deal and the stage it stands in. */
export async function loadPlace(db: Db, scope: Scope, deal: DealRow): Promise<{ version: ProcessVersion; stage: Stage }> {
  const version = await loadVersion(db, scope, deal.processVersionId);
  const stage = version.stages.find(({ id }) => id === deal.stageId);
  if (!stage) throw new DomainError('internal');
  return { version, stage };
}

export interface Passage {
  /** Required criteria that did not hold and did not stop the deal. */
  unmet: Missing[];
  /** Those of them that a manager let pass. */
  waived: { key: string; name: string }[];
}

/**
 * Asks the gates of the stages a deal leaves. Where the process requires, it passes only if every required criterion
 * holds or is waived, for a reason, by somebody whose right to waive reaches the deal; else the refusal names each.
 */
export async function passGates(
  tx: Tx,
  scope: Scope,
  deal: DealRow,
  stages: readonly Stage[],
  mode: GateMode,
  waiver: Waiver | undefined,
): Promise<Passage> {
  const gate = await askGates(tx, scope, deal, stages, mode);
  const stageOf = new Map(stages.flatMap((stage) => stage.criteria.map(({ key }) => [key, stage.id] as const)));
  const unmet = gate.missing.map((criterion) => describeCriterion(scope, stageOf.get(criterion.key) ?? deal.stageId, criterion));
  if (waiver && !reaches(scope, 'deal', 'waive', deal))
    throw new DomainError('forbidden', { params: { object: 'deal', action: 'waive' } });
  const waived = waiver ? unmet.filter(({ key }) => !waiver.criterionKeys || waiver.criterionKeys.includes(key)) : [];
  const left = unmet.filter((one) => !waived.includes(one));
  if (mode === 'require' && left.length > 0) {
    throw new DomainError('deals.gate_unmet', {
      params: { names: left.map(({ name }) => name).join(scope.language === 'en' ? '; ' : '、'), count: left.length },
      extra: { missing: left },
    });
  }
  return { unmet, waived: waived.map(({ key, name }) => ({ key, name })) };
}

/** A passage as the approval of entering a stage looks at it. */
export function entryOfPassage({ unmet, waived }: Passage): { unmet: number; isWaived: boolean } {
  return { unmet: unmet.length, isWaived: waived.length > 0 };
}

/** A business time lies in the past, and not before the deal came to its stage. */
export function requirePast(happenedAt: string | undefined, deal: DealRow): string {
  const now = new Date().toISOString();
  if (happenedAt === undefined) return now;
  const at = new Date(happenedAt).toISOString();
  if (at > now)
    throw new DomainError('deals.in_the_future', { fields: [{ pointer: '/body/happenedAt', code: 'deals.in_the_future' }] });
  if (at < deal.stageEnteredAt)
    throw new DomainError('deals.before_last_move', {
      fields: [{ pointer: '/body/happenedAt', code: 'deals.before_last_move' }],
    });
  return at;
}

/** Where the process requires, a deal that goes on has a dated next step: a new one, or the one it has and that is still to come. */
async function requireNextStep(tx: Tx, scope: Scope, deal: DealRow, mode: GateMode, hasNew: boolean): Promise<void> {
  if (mode !== 'require' || hasNew || (await hasNextStep(tx, scope, deal))) return;
  throw new DomainError('deals.next_step_required', { fields: [{ pointer: '/body/nextStep', code: 'required' }] });
}

/**
 * Moves a deal to another stage of its process: the one use case for screen, API, import and agents. Forward it passes the
 * gates of every stage it leaves, back it needs a reason. Entering a stage makes its tasks.
 */
export async function moveDeal(db: Db, scope: Scope, id: string, body: BodyOf<typeof moveDealEndpoint>): Promise<MoveResult> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, id, 'move', body.version);
    if (!isMovable(DealStatus.parse(deal.status))) throw new DomainError('deals.not_open');
    const { version, stage: from } = await loadPlace(tx, scope, deal);
    const to = version.stages.find((stage) => stage.id === body.toStageId);
    if (!to)
      throw new DomainError('deals.unknown_stage', { fields: [{ pointer: '/body/toStageId', code: 'deals.unknown_stage' }] });
    const kind = directionOf(from, to);
    if (kind === null) throw new DomainError('deals.same_stage');
    if (kind === 'back' && !body.reason)
      throw new DomainError('deals.reason_required', { fields: [{ pointer: '/body/reason', code: 'required' }] });
    const happenedAt = requirePast(body.happenedAt, deal);
    const passage = await passGates(tx, scope, deal, stagesPassed(version.stages, from, to), version.gateMode, body.waive);
    if (kind !== 'back') await requireEntry(tx, scope, { deal, from, to, ...entryOfPassage(passage) });
    if (kind !== 'back') await requireNextStep(tx, scope, deal, version.gateMode, body.nextStep !== undefined);
    const reason = body.reason ?? body.waive?.reason ?? null;
    await takeStep(tx, scope, deal, to, { stageEnteredAt: happenedAt }, { kind, happenedAt, reason, waived: passage.waived });
    const { handOver } = body;
    if (handOver?.note)
      await createActivities(tx, scope, [{ recordId: id, kind: 'note', body: handOver.note }], { recordsAreKnown: true });
    const tasksCreated = await planWork(tx, scope, [
      { deal, nextStep: body.nextStep, stage: to, takerId: handOver?.toId ?? null },
    ]);
    const data = {
      fromStageId: from.id,
      toStageId: to.id,
      from: from.names,
      to: to.names,
      moveKind: kind,
      reason,
      waived: passage.waived,
      handedTo: handOver?.toId ?? null,
    };
    await appendEvents(tx, scope, [{ kind: 'deal.moved', subjectKind: 'deal', subjectId: id, happenedAt, data }]);
    return { deal: await getDeal(tx, scope, id), unmet: passage.unmet, tasksCreated };
  });
}

function entryOf(scope: Scope, step: StepRow, next: StepRow | undefined): HistoryEntry {
  const named = (stageId: string | null, names: StepRow['toNames'] | null) =>
    stageId === null ? null : { id: stageId, name: localize(names, scope.language) ?? '' };
  const days = next ? Math.round(((Date.parse(next.happenedAt) - Date.parse(step.happenedAt)) / 86_400_000) * 10) / 10 : null;
  return {
    id: step.id,
    kind: MoveKind.parse(step.kind),
    from: named(step.fromStageId, step.fromNames),
    to: { id: step.toStageId, name: localize(step.toNames, scope.language) ?? '' },
    recordedAt: step.recordedAt,
    happenedAt: step.happenedAt,
    actor: { kind: step.actorKind, id: step.actorId, name: step.actorName },
    reason: step.reason,
    waived: step.waived,
    isHistory: step.isHistory,
    days,
  };
}

/** Every stage and outcome of a deal, oldest first. */
export async function listHistory(db: Db, scope: Scope, id: string): Promise<HistoryEntry[]> {
  await findDealRow(db, scope, id);
  const steps = await loadSteps(db, scope, id);
  return steps.map((step, index) => entryOf(scope, step, steps[index + 1]));
}
