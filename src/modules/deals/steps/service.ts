import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Stage } from '../../process/contract.ts';
import { DealStatus } from '../contract.ts';
import { weightedAmount } from '../rules.ts';
import { type DealChanges, type DealRow, writeDeal } from '../service.ts';
import * as store from './store.ts';

export type NewStep = store.NewStep;
export type StepRow = store.StepRow;

/** Writes a locked deal and the step it took. The weighted amount follows. */
export async function takeStep(
  tx: Tx,
  scope: Scope,
  deal: DealRow,
  stage: Stage,
  changes: DealChanges,
  step: Omit<NewStep, 'dealId' | 'fromStageId' | 'toStageId'>,
): Promise<void> {
  const status = DealStatus.parse(changes.status ?? deal.status);
  const base = changes.baseAmountMinor === undefined ? deal.baseAmountMinor : changes.baseAmountMinor;
  const weightedMinor = weightedAmount(base, { status, probabilityBp: deal.probabilityBp, stage });
  await writeDeal(tx, scope, deal.id, { ...changes, weightedMinor, stageId: stage.id, phase: stage.phase });
  await store.insertSteps(tx, scope, [{ ...step, dealId: deal.id, fromStageId: deal.stageId, toStageId: stage.id }]);
}

/** Writes steps that deals took, each with its business time. */
export async function keepSteps(tx: Tx, scope: Scope, steps: readonly NewStep[]): Promise<void> {
  await store.insertSteps(tx, scope, steps);
}

/** The steps of a deal in the order they happened. */
export async function loadSteps(db: Db, scope: Scope, dealId: string): Promise<StepRow[]> {
  return store.listSteps(db, scope, dealId);
}

/** Whether the person at work has moved a deal to another stage. */
export async function hasMovedDeal(db: Db, scope: Scope): Promise<boolean> {
  return scope.userId !== null && store.hasMoved(db, scope, scope.userId);
}
