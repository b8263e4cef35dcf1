import { addDays, dayInZone, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { invalidField } from '../../../platform/errors.ts';
import { localize } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { instantAt } from '../../../platform/time.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Stage } from '../../process/contract.ts';
import type { NewActivity } from '../../timeline/contract.ts';
import { createActivities } from '../../timeline/service.ts';
import type { NextStep } from '../contract.ts';
import { type DealRow, mirrorDeal } from '../service.ts';
import * as store from './store.ts';

/** What there is to do on a deal from now on. */
export interface Work {
  deal: DealRow;
  /** The dated next step, shown on the deal. */
  nextStep?: NextStep | undefined;
  /** The stage whose tasks fall due now: from entering it, or from winning. */
  stage?: Stage;
  from?: 'entered' | 'won';
  /** Who does the stage's tasks; the deal's owner unless given. */
  takerId?: string | null;
  /** Just created: no stage has made a task of it yet. */
  isNew?: boolean;
}

interface Planned {
  work: Work;
  /** Null for the next step. */
  taskKey: string | null;
  activity: NewActivity;
}

/**
 * Plans what there is to do on some deals: their next steps, and the tasks of their stages but those made before. Answers
 * how many tasks the stages made.
 */
export async function planWork(tx: Tx, scope: Scope, works: readonly Work[]): Promise<number> {
  const made = await store.findStageTasks(
    tx,
    scope,
    works.flatMap(({ deal, stage, isNew }) => (stage && !isNew ? [deal.id] : [])),
  );
  const known = new Set(made.map(({ dealId, taskKey }) => `${dealId} ${taskKey}`));
  const planned = works.flatMap((work) => [...nextStepOf(scope, work), ...stageTasksOf(scope, work, known)]);
  if (planned.length === 0) return 0;
  const ids = await createActivities(
    tx,
    scope,
    planned.map(({ activity }) => activity),
    { recordsAreKnown: true },
  );
  const tasks = planned.flatMap(({ work: { deal, stage }, taskKey }, index) =>
    taskKey !== null && stage ? [{ dealId: deal.id, taskKey, stageId: stage.id, activityId: ids[index] ?? '' }] : [],
  );
  await store.insertStageTasks(tx, scope, tasks);
  for (const [index, { work, taskKey, activity }] of planned.entries()) {
    if (taskKey !== null || !activity.dueAt) continue;
    const on = dayInZone(activity.dueAt, scope.timeZone);
    await showNextStep(tx, scope, work.deal.id, { id: ids[index] ?? '', on, text: work.nextStep?.text ?? '' });
  }
  return tasks.length;
}

function nextStepOf(scope: Scope, work: Work): Planned[] {
  const { deal, nextStep } = work;
  if (!nextStep) return [];
  const { text, dueAt, kind = 'task' } = nextStep;
  if (dayInZone(dueAt, scope.timeZone) < todayIn(scope.timeZone)) throw invalidField('/body/nextStep/dueAt', 'deals.in_the_past');
  const assigneeId = deal.ownerId ?? scope.userId;
  return [{ work, taskKey: null, activity: { recordId: deal.id, kind, subject: text.slice(0, 300), dueAt, assigneeId } }];
}

function stageTasksOf(scope: Scope, work: Work, known: ReadonlySet<string>): Planned[] {
  const { deal, stage, from = 'entered', takerId } = work;
  const today = todayIn(scope.timeZone);
  const wanted = (stage?.tasks ?? []).filter(({ key, dueFrom }) => dueFrom === from && !known.has(`${deal.id} ${key}`));
  return wanted.map(({ key, names, dueDays }) => ({
    work,
    taskKey: key,
    activity: {
      recordId: deal.id,
      kind: 'task',
      subject: localize(names, scope.language) ?? '',
      dueAt: instantAt(addDays(today, dueDays), '18:00', scope.timeZone),
      assigneeId: takerId ?? deal.ownerId ?? scope.userId,
    },
  }));
}

/** Shows a step of the timeline as the deal's next, or none. */
export async function showNextStep(
  tx: Tx,
  scope: Scope,
  id: string,
  step: { id: string; text: string; on: string } | null,
): Promise<void> {
  await mirrorDeal(tx, scope, id, {
    nextStepId: step?.id ?? null,
    nextStepOn: step?.on ?? null,
    nextStepText: step?.text ?? null,
  });
}

/** Whether a deal has a dated next step to come that somebody planned: the tasks every deal gets from its stage are none. */
export async function hasNextStep(db: Db, scope: Scope, deal: DealRow): Promise<boolean> {
  if (!isToCome(scope, deal)) return false;
  return deal.nextStepId === null || isPlanned(scope, deal, await findStageTaskIds(db, scope, deal.id));
}

function isToCome(scope: Scope, { nextStepOn }: DealRow): boolean {
  return nextStepOn !== null && nextStepOn >= todayIn(scope.timeZone);
}

/** The same for whoever has read already which tasks the stages made. */
export function isPlanned(scope: Scope, deal: DealRow, stageTaskIds: ReadonlySet<string>): boolean {
  return isToCome(scope, deal) && (deal.nextStepId === null || !stageTaskIds.has(deal.nextStepId));
}

/** Notes which activities of deals are the tasks that their stages ask for: moving on makes none twice. */
export async function keepStageTasks(tx: Tx, scope: Scope, tasks: readonly store.NewStageTask[]): Promise<void> {
  await store.insertStageTasks(tx, scope, tasks);
}

/** Ids of the tasks that the stages of a deal have made. */
export async function findStageTaskIds(db: Db, scope: Scope, dealId: string): Promise<Set<string>> {
  return new Set((await store.findStageTasks(db, scope, [dealId])).map(({ activityId }) => activityId));
}
