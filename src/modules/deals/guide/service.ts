import { daysBetween, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { localize } from '../../../platform/languages.ts';
import { can, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ProcessVersion, Stage } from '../../process/contract.ts';
import { counterpartOf, evaluateGate } from '../../process/rules.ts';
import { loadStages } from '../../process/loading/service.ts';
import type { Activity } from '../../timeline/contract.ts';
import { listTasksOn } from '../../timeline/tasks/service.ts';
import { DealStatus } from '../contract.ts';
import { describeCriterion, evidenceOf, loadProof, loadStandings, type Standing } from '../criteria/service.ts';
import { loadPlace } from '../moves/service.ts';
import { loadSteps } from '../steps/service.ts';
import { daysByStage, isMovable, stuckOf } from '../rules.ts';
import { type DealRow, findShownDeal } from '../service.ts';
import { findStageTaskIds, isPlanned } from '../tasks/service.ts';
import { dealActions, type Guide } from './contract.ts';
import { actionsOf, daysLate, stateOf } from './rules.ts';

type Steps = Awaited<ReturnType<typeof loadSteps>>;

function stairsOf(
  scope: Scope,
  deal: DealRow,
  version: ProcessVersion,
  stage: Stage,
  steps: Steps,
  now: string,
): Guide['stages'] {
  const days = daysByStage(steps, now);
  // Of rows of the past only the last stage is known, and not when it began: a closed one shows no times.
  const isKnown = !deal.isHistory || deal.status === 'open';
  const today = todayIn(scope.timeZone);
  return version.stages.map((one) => {
    const entry = steps.findLast((step) => step.toStageId === one.id && step.fromStageId !== one.id);
    const spent = isKnown ? (days.get(one.id) ?? null) : null;
    const promisedOn = one.secondTarget === 'promisedOn' && deal.wonOn !== null ? deal.promisedOn : null;
    const isCurrent = one.id === stage.id;
    const late =
      promisedOn === null ? daysLate(spent, one.targetDays) : isCurrent ? Math.max(0, daysBetween(promisedOn, today)) : 0;
    return {
      id: one.id,
      key: one.key,
      phase: one.phase,
      role: one.role,
      customerExpectation: localize(one.customerExpectation, scope.language),
      targetDays: one.targetDays,
      promisedOn,
      name: localize(one.names, scope.language) ?? one.key,
      probabilityBp: deal.wonOn === null ? one.probabilityBp : (one.probabilityWonBp ?? one.probabilityBp),
      state: stateOf(one.position, stage.position, days.has(one.id), deal.status === 'completed'),
      days: spent,
      daysLate: late,
      enteredAt: entry?.happenedAt ?? null,
    };
  });
}

function criteriaOf(scope: Scope, stage: Stage, standings: readonly Standing[]): Guide['criteria'] {
  return standings.map(({ criterion, state, isManual, tick }) => ({
    ...describeCriterion(scope, stage.id, criterion),
    level: criterion.level,
    state,
    isManual,
    allowsUnknown: criterion.allowsUnknown,
    evidence: tick === null ? null : evidenceOf(tick),
  }));
}

function taskOf(
  { id, kind, subject, dueAt, doneAt, assignee }: Activity,
  deal: DealRow,
  entryTasks: ReadonlySet<string>,
  now: string,
): Guide['tasks'][number] {
  return {
    id,
    kind,
    text: subject,
    dueAt,
    assignee,
    isDone: doneAt !== null,
    isOverdue: doneAt === null && dueAt !== null && dueAt < now,
    isEntryTask: entryTasks.has(id),
    isNextStep: deal.nextStepId === id,
  };
}

async function tasksOf(
  db: Db,
  scope: Scope,
  deal: DealRow,
  entryTasks: ReadonlySet<string>,
  now: string,
): Promise<Guide['tasks']> {
  if (!can(scope, 'activity', 'view')) return [];
  const record = { id: deal.id, kind: 'deal' };
  const [open, done] = await Promise.all([
    listTasksOn(db, scope, record, null, 50),
    entryTasks.size === 0 ? [] : listTasksOn(db, scope, record, 'done', 50),
  ]);
  const [planned, others] = [open.filter(({ id }) => id === deal.nextStepId), open.filter(({ id }) => id !== deal.nextStepId)];
  const before = done.filter(({ id }) => entryTasks.has(id));
  return [...planned, ...others, ...before].map((activity) => taskOf(activity, deal, entryTasks, now));
}

/** The steps of a deal, those in stages of earlier versions told as steps in the stages that stand for them. */
async function stepsIn(db: Db, scope: Scope, dealId: string, version: ProcessVersion): Promise<Steps> {
  const steps = await loadSteps(db, scope, dealId);
  const own = new Set(version.stages.map(({ id }) => id));
  const others = await loadStages(
    db,
    scope,
    steps.flatMap(({ toStageId }) => (own.has(toStageId) ? [] : [toStageId])),
  );
  const standIn = (id: string): string => {
    const other = others.get(id);
    return (other && counterpartOf(other, version.stages)?.id) ?? id;
  };
  return steps.map((step) => ({
    ...step,
    toStageId: standIn(step.toStageId),
    fromStageId: step.fromStageId === null ? null : standIn(step.fromStageId),
  }));
}

/** What the process asks of a deal now: the staircase, the playbook, what is missing and where it is done, tasks, and what the reader may do. */
export async function getGuide(db: Db, scope: Scope, id: string): Promise<Guide> {
  const { deal, shown, owned } = await findShownDeal(db, scope, id);
  const { version, stage } = await loadPlace(db, scope, deal);
  const [now, today] = [new Date().toISOString(), todayIn(scope.timeZone)];
  // Independent of each other: side by side.
  const [steps, standings, entryTasks, proof] = await Promise.all([
    stepsIn(db, scope, id, version),
    loadStandings(db, scope, deal, stage.criteria),
    findStageTaskIds(db, scope, id),
    deal.wonOn === null ? null : loadProof(db, scope, id),
  ]);
  const tasks = await tasksOf(db, scope, deal, entryTasks, now);
  const gate = evaluateGate(
    stage.criteria,
    new Map(standings.map(({ criterion, state }) => [criterion.key, state])),
    version.gateMode,
  );
  const status = DealStatus.parse(deal.status);
  const stages = stairsOf(scope, deal, version, stage, steps, now);
  const current = stages.find((one) => one.id === stage.id);
  const following = isMovable(status) ? version.stages[stage.position + 1] : undefined;
  const situation = { status, isFirst: stage.position === 0, isLast: stage.position === version.stages.length - 1 };
  return {
    deal: shown,
    gateMode: version.gateMode,
    stages,
    playbook: {
      guidance: localize(stage.guidance, scope.language),
      customerExpectation: localize(stage.customerExpectation, scope.language),
      role: stage.role,
    },
    criteria: criteriaOf(scope, stage, standings),
    proof,
    met: gate.met,
    required: gate.required,
    missing: gate.missing.map((criterion) => describeCriterion(scope, stage.id, criterion)),
    nextStage: following ? { id: following.id, name: localize(following.names, scope.language) ?? following.key } : null,
    needsNextStep: isMovable(status) && !isPlanned(scope, deal, entryTasks),
    tasks,
    actions: actionsOf(dealActions, situation, (right) => reaches(scope, 'deal', right, owned)),
    ageing: {
      daysInStage: current?.days ?? 0,
      targetDays: stage.targetDays,
      daysLate: current?.daysLate ?? 0,
      daysOpen: Math.max(0, daysBetween(deal.openedOn, deal.closedOn ?? today)),
    },
    stuck: stuckOf(
      {
        status,
        stageEnteredAt: deal.stageEnteredAt,
        lastActivityAt: deal.lastActivityAt,
        nextStepOn: deal.nextStepOn,
        targetDays: stage.targetDays,
      },
      now,
      today,
    ),
  };
}
