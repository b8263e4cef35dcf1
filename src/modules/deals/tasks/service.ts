import { addDays, dayInZone, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { invalidField } from '../../../platform/errors.ts';
import { localize } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import { instantAt } from '../../../platform/time.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Stage } from '../../process/contract.ts';
import { createActivities } from '../../timeline/service.ts';
import type { NextStep } from '../contract.ts';
import { type DealRow, mirrorDeal } from '../service.ts';
import * as store from './store.ts';

/** Plans the dated next step of a deal and shows it on the deal. */
export async function planNextStep(tx: Tx, scope: Scope, deal: DealRow, { text, dueAt, kind = 'task' }: NextStep): Promise<void> {
  const on = dayInZone(dueAt, scope.timeZone);
  if (on < todayIn(scope.timeZone)) throw invalidField('/body/nextStep/dueAt', 'deals.in_the_past');
  const step = {
    recordId: deal.id,
    kind,
    subject: text.slice(0, 300),
    dueAt,
    assigneeId: deal.ownerId ?? scope.userId,
  };
  const [id] = await createActivities(tx, scope, [step], { recordsAreKnown: true });
  await mirrorDeal(tx, scope, deal.id, {
    nextStepId: id ?? null,
    nextStepOn: on,
    nextStepText: text,
  });
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
  if (deal.nextStepOn === null || deal.nextStepOn < todayIn(scope.timeZone)) return false;
  return deal.nextStepId === null || !(await findStageTaskIds(db, scope, deal.id)).has(deal.nextStepId);
}

/** Makes the tasks of a stage that fall due from entering it, or from winning; those it made before are not made again. */
export async function makeStageTasks(
  tx: Tx,
  scope: Scope,
  deal: DealRow,
  stage: Stage,
  from: 'entered' | 'won',
): Promise<number> {
  const known = new Set((await store.findStageTasks(tx, scope, [deal.id])).map(({ taskKey }) => taskKey));
  const wanted = stage.tasks.filter(({ key, dueFrom }) => dueFrom === from && !known.has(key));
  if (wanted.length === 0) return 0;
  const today = todayIn(scope.timeZone);
  const ids = await createActivities(
    tx,
    scope,
    wanted.map(({ names, dueDays }) => ({
      recordId: deal.id,
      kind: 'task' as const,
      subject: localize(names, scope.language) ?? '',
      dueAt: instantAt(addDays(today, dueDays), '18:00', scope.timeZone),
      assigneeId: deal.ownerId ?? scope.userId,
    })),
    { recordsAreKnown: true },
  );
  await store.insertStageTasks(
    tx,
    scope,
    wanted.map(({ key }, index) => ({ dealId: deal.id, taskKey: key, stageId: stage.id, activityId: ids[index] ?? '' })),
  );
  return wanted.length;
}

/** Notes which activities of deals are the tasks that their stages ask for: moving on makes none twice. */
export async function keepStageTasks(tx: Tx, scope: Scope, tasks: readonly store.NewStageTask[]): Promise<void> {
  await store.insertStageTasks(tx, scope, tasks);
}

/** Ids of the tasks that the stages of a deal have made. */
export async function findStageTaskIds(db: Db, scope: Scope, dealId: string): Promise<Set<string>> {
  return new Set((await store.findStageTasks(db, scope, [dealId])).map(({ activityId }) => activityId));
}
