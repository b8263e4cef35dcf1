import { addDays, dayInZone, todayIn } from '../../platform/days.ts';
import type { Db } from '../../platform/db.ts';
import type { BodyOf } from '../../platform/endpoint.ts';
import { DomainError, type FieldFault } from '../../platform/errors.ts';
import { appendEvents } from '../../platform/events.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { instantAt, startOfDay } from '../../platform/time.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import type { Stage } from '../process/contract.ts';
import { localize } from '../process/rules.ts';
import { loadStages, loadStarts } from '../process/service.ts';
import type { Input } from '../records/entities/rules.ts';
import { applyChanges, createRecords, type CreateOptions, getRecord, getRow, permitOn } from '../records/entities/service.ts';
import { createActivities } from '../timeline/service.ts';
import { type createDeal as createDealEndpoint, Deal, DealStatus, type NextStep } from './contract.ts';
import { dealEntity } from './entity.ts';
import { lineOf, type NewDeal, weightedAmount } from './rules.ts';
import * as store from './store.ts';

export type { NewDeal };
export type DealRow = store.DealRow;
export type DealChanges = store.DealChanges;

export interface CreateDealsOptions extends Omit<CreateOptions, 'happenedAt'> {
  /** Rows of the past: no gate is asked, no entry task made, and the records say so. */
  history?: boolean;
}

interface Placed {
  input: NewDeal;
  versionId: string;
  stage: Stage;
  status: DealStatus;
  openedOn: string;
  enteredAt: string;
}

/**
 * Creates a batch of deals and answers their ids in order: set-based, whatever the number. New ones start at the first
 * stage of their process, with its entry tasks. Rows of the past (`history`) stand where they are said to stand, with the
 * business days of opening and closing in their stage history.
 */
export async function createDeals(
  db: Db,
  scope: Scope,
  inputs: readonly NewDeal[],
  options: CreateDealsOptions = {},
): Promise<string[]> {
  permit(scope, 'deal', 'create');
  if (inputs.length === 0) return [];
  const { history = false, ...rest } = options;
  return inTx(db, async (tx) => {
    const placed = await placeAll(tx, scope, inputs, history);
    const dayStart = memo((day) => startOfDay(day, scope.timeZone));
    const happenedAt = (values: Input) => (typeof values['stageEnteredAt'] === 'string' ? values['stageEnteredAt'] : null);
    const ids = await createRecords(
      tx,
      scope,
      dealEntity,
      placed.map((one) => valuesOf(one, history)),
      history ? { ...rest, happenedAt } : rest,
    );
    await store.insertSteps(
      tx,
      scope,
      placed.flatMap((one, index) => stepsOf(one, ids[index] ?? '', history, dayStart)),
    );
    if (history)
      await appendEvents(
        tx,
        scope,
        placed.flatMap((one, index) => outcomeEvents(one, ids[index] ?? '', dayStart)),
      );
    await writeLines(tx, scope, placed, ids);
    if (!history) await startWork(tx, scope, placed, ids);
    return ids;
  });
}

function memo(make: (day: string) => string): (day: string) => string {
  const known = new Map<string, string>();
  return (day) => {
    const found = known.get(day) ?? make(day);
    known.set(day, found);
    return found;
  };
}

async function placeAll(tx: Tx, scope: Scope, inputs: readonly NewDeal[], history: boolean): Promise<Placed[]> {
  const starts = await loadStarts(tx, scope);
  const named = await loadStages(
    tx,
    scope,
    inputs.flatMap(({ stageId }) => (history && stageId ? [stageId] : [])),
  );
  const today = todayIn(scope.timeZone);
  const now = new Date().toISOString();
  const dayStart = memo((day) => startOfDay(day, scope.timeZone));
  const faults: FieldFault[] = [];
  const placed = inputs.flatMap((input, index): Placed[] => {
    const at = (property: string, code: string): Placed[] => {
      faults.push({ pointer: inputs.length === 1 ? `/body/${property}` : `/rows/${index}/${property}`, code });
      return [];
    };
    const start = starts.find(({ processId, key, isDefault }) =>
      input.processId ? processId === input.processId : input.processKey ? key === input.processKey : isDefault,
    );
    if (!start) return at('processId', 'deals.unknown_process');
    const status = (history && input.status) || 'open';
    const byId = history && input.stageId ? named.get(input.stageId) : undefined;
    const stage = byId ?? (history ? stageOf(start.stages, input, status) : start.stages[0]);
    if (!stage || (history && input.stageId && !byId)) return at(input.stageKey ? 'stageKey' : 'stageId', 'deals.unknown_stage');
    const isClosed = status === 'won' || status === 'lost' || status === 'completed';
    if (isClosed && !input.closedOn) return at('closedOn', 'required');
    const given = input.values['openedOn'];
    const openedOn = typeof given === 'string' ? given : (isClosed && input.closedOn) || today;
    if (isClosed && input.closedOn && input.closedOn < openedOn) return at('closedOn', 'deals.closed_before_opened');
    return [
      {
        input,
        versionId: byId?.versionId ?? start.versionId,
        stage,
        status,
        openedOn,
        enteredAt: history && openedOn < today ? dayStart(openedOn) : now,
      },
    ];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults.slice(0, 50) });
  return placed;
}

function stageOf(stages: readonly Stage[], { stageKey, phase }: NewDeal, status: DealStatus): Stage | undefined {
  if (stageKey) return stages.find(({ key }) => key === stageKey);
  const wanted = phase ?? (status === 'won' ? 4 : status === 'completed' ? 5 : undefined);
  return wanted === undefined ? stages[0] : stages.find((stage) => stage.phase === wanted);
}

function valuesOf({ input, versionId, stage, status, openedOn, enteredAt }: Placed, history: boolean): Input {
  const isWon = status === 'won' || status === 'completed';
  const isClosed = isWon || status === 'lost';
  const lost =
    status === 'lost'
      ? {
          lostReason: input.lostReason ?? null,
          lostNote: input.lostNote ?? null,
          lostCompetitorId: input.lostCompetitorId ?? null,
        }
      : {};
  return {
    ...input.values,
    openedOn,
    processVersionId: versionId,
    stageId: stage.id,
    phase: stage.phase,
    status,
    stageEnteredAt: enteredAt,
    isHistory: history,
    closedOn: isClosed ? input.closedOn : null,
    wonOn: isWon ? input.closedOn : null,
    ...lost,
  };
}

const outcomeKinds = { won: 'won', completed: 'complete', lost: 'lost', onHold: 'hold' } as const;

function stepsOf(
  { input, stage, status, enteredAt }: Placed,
  dealId: string,
  history: boolean,
  dayStart: (day: string) => string,
): store.NewStep[] {
  const first: store.NewStep = {
    dealId,
    fromStageId: null,
    toStageId: stage.id,
    kind: history ? 'import' : 'create',
    happenedAt: enteredAt,
    isHistory: history,
  };
  if (status === 'open') return [first];
  const happenedAt = input.closedOn ? dayStart(input.closedOn) : enteredAt;
  return [
    first,
    {
      dealId,
      fromStageId: stage.id,
      toStageId: stage.id,
      kind: outcomeKinds[status],
      happenedAt,
      reason: input.lostNote ?? null,
      isHistory: true,
    },
  ];
}

function outcomeEvents({ input, status }: Placed, dealId: string, dayStart: (day: string) => string) {
  if (status !== 'won' && status !== 'lost' && status !== 'completed') return [];
  const happenedAt = input.closedOn ? dayStart(input.closedOn) : null;
  return [{ kind: `deal.${status}`, subjectKind: 'deal', subjectId: dealId, happenedAt, data: { isHistory: true } }];
}

async function writeLines(tx: Tx, scope: Scope, placed: readonly Placed[], ids: readonly string[]): Promise<void> {
  const lines = placed.flatMap(({ input }, index) =>
    (input.products ?? []).map((line, position) => {
      const amount = input.values['amountMinor'];
      return {
        dealId: ids[index] ?? '',
        productId: line.productId,
        position,
        ...lineOf(typeof amount === 'number' ? amount : 0, line),
      };
    }),
  );
  await store.insertLines(tx, scope, lines);
  await store.writeProductSummaries(tx, scope, [...new Set(lines.map(({ dealId }) => dealId))]);
}

async function startWork(tx: Tx, scope: Scope, placed: readonly Placed[], ids: readonly string[]): Promise<void> {
  for (const [index, { input, stage }] of placed.entries()) {
    const deal = await store.findDeal(tx, scope, ids[index] ?? '');
    if (!deal) continue;
    if (input.nextStep) await planNextStep(tx, scope, deal, input.nextStep);
    await makeStageTasks(tx, scope, deal, stage, 'entered');
  }
}

/** Creates one deal, as the API asks for it, and answers it. */
export async function createDeal(
  db: Db,
  scope: Scope,
  { processId, nextStep, ...values }: BodyOf<typeof createDealEndpoint>,
): Promise<Deal> {
  return inTx(db, async (tx) => {
    const [id] = await createDeals(tx, scope, [{ values, processId, nextStep }]);
    return getDeal(tx, scope, id ?? '');
  });
}

/** A deal as the API shows it; 404 when the scope may not see it. */
export async function getDeal(db: Db, scope: Scope, id: string): Promise<Deal> {
  return Deal.parse(await getRecord(db, scope, dealEntity, id, { deleted: true }));
}

/** A deal that the scope may see, as its table has it. */
export async function findDealRow(db: Db, scope: Scope, id: string): Promise<store.DealRow> {
  await getRow(db, scope, dealEntity, id);
  const deal = await store.findDeal(db, scope, id);
  if (!deal) throw new DomainError('not_found', { params: { object: 'deal' } });
  return deal;
}

/** The deal locked, permitted for the action, and as its editor saw it: another version answers 409 with the deal as it is now. */
export async function lockDeal(tx: Tx, scope: Scope, id: string, action: string, version: number | null): Promise<store.DealRow> {
  const row = await getRow(tx, scope, dealEntity, id, { lock: true });
  permitOn(scope, dealEntity, action, row);
  if (version !== null && row['version'] !== version)
    throw new DomainError('stale_version', { extra: { current: await getDeal(tx, scope, id) } });
  const deal = await store.findDeal(tx, scope, id);
  if (!deal) throw new DomainError('not_found', { params: { object: 'deal' } });
  return deal;
}

/** Plans the dated next step of a deal and shows it on the deal. */
export async function planNextStep(
  tx: Tx,
  scope: Scope,
  deal: store.DealRow,
  { text, dueAt, kind = 'task' }: NextStep,
): Promise<void> {
  const links = [deal.accountId, deal.primaryContactId].flatMap((id) => (id === null ? [] : [id]));
  const step = {
    recordId: deal.id,
    linkIds: links,
    kind,
    subject: text.slice(0, 300),
    dueAt,
    assigneeId: deal.ownerId ?? scope.userId,
  };
  const [id] = await createActivities(tx, scope, [step], { recordsAreKnown: true });
  await store.mirrorDeal(tx, scope, deal.id, {
    nextStepId: id ?? null,
    nextStepOn: dayInZone(dueAt, scope.timeZone),
    nextStepText: text,
  });
}

/** Makes the tasks of a stage that fall due from entering it, or from winning; those it made before are not made again. */
export async function makeStageTasks(
  tx: Tx,
  scope: Scope,
  deal: store.DealRow,
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

/** Ids of the tasks that the stages of a deal have made. */
export async function findStageTaskIds(db: Db, scope: Scope, dealId: string): Promise<Set<string>> {
  return new Set((await store.findStageTasks(db, scope, [dealId])).map(({ activityId }) => activityId));
}

/** Whether a deal has a dated next step to come that somebody planned: the tasks every deal gets from its stage are none. */
export async function hasNextStep(db: Db, scope: Scope, deal: store.DealRow): Promise<boolean> {
  if (deal.nextStepOn === null || deal.nextStepOn < todayIn(scope.timeZone)) return false;
  return deal.nextStepId === null || !(await findStageTaskIds(db, scope, deal.id)).has(deal.nextStepId);
}

/** Writes a locked deal and the step it took. The weighted amount follows. */
export async function takeStep(
  tx: Tx,
  scope: Scope,
  deal: store.DealRow,
  stage: Stage,
  changes: store.DealChanges,
  step: Omit<store.NewStep, 'dealId' | 'fromStageId' | 'toStageId'>,
): Promise<void> {
  const status = DealStatus.parse(changes.status ?? deal.status);
  const base = changes.baseAmountMinor === undefined ? deal.baseAmountMinor : changes.baseAmountMinor;
  const weightedMinor = weightedAmount(base, { status, probabilityBp: deal.probabilityBp, stage });
  await store.updateDealRow(tx, scope, deal.id, { ...changes, weightedMinor, stageId: stage.id, phase: stage.phase });
  await store.insertSteps(tx, scope, [{ ...step, dealId: deal.id, fromStageId: deal.stageId, toStageId: stage.id }]);
}

/** Replaces the product lines of a locked deal. */
export async function replaceLines(tx: Tx, scope: Scope, dealId: string, lines: readonly store.NewLine[]): Promise<void> {
  await store.deleteLines(tx, scope, dealId);
  await store.insertLines(tx, scope, lines);
  await store.writeProductSummaries(tx, scope, [dealId]);
}

/** Changes fields of a locked deal as an edit does: amounts follow, the version counts up even when nothing else changes. */
export async function changeDeal(tx: Tx, scope: Scope, dealId: string, changes: Input): Promise<void> {
  const row = await getRow(tx, scope, dealEntity, dealId);
  const isReal = Object.entries(changes).some(([key, value]) => row[key] !== value);
  if (isReal) await applyChanges(tx, scope, dealEntity, [{ row, changes }]);
  else await store.updateDealRow(tx, scope, dealId, {});
}

/** Shows a step of the timeline as the deal's next, or none. */
export async function showNextStep(
  tx: Tx,
  scope: Scope,
  id: string,
  step: { id: string; text: string; on: string } | null,
): Promise<void> {
  await store.mirrorDeal(tx, scope, id, {
    nextStepId: step?.id ?? null,
    nextStepOn: step?.on ?? null,
    nextStepText: step?.text ?? null,
  });
}

/** Deals on the board per stage of these versions: how many a draft touches, whoever owns them. */
export async function countOpenDeals(
  db: Db,
  scope: Scope,
  versionIds: readonly string[],
): Promise<{ stageId: string; count: number }[]> {
  return store.countByStage(db, scope, versionIds);
}

/** Puts the deals of some stages into stages of another version and writes the step each took. The clock of the stage goes on. */
export async function moveToVersion(
  tx: Tx,
  scope: Scope,
  mapping: readonly { fromStageId: string; toStageId: string }[],
  stages: ReadonlyMap<string, Stage & { versionId: string }>,
): Promise<{ id: string; fromStageId: string; toStageId: string }[]> {
  const target = new Map(mapping.map(({ fromStageId, toStageId }) => [fromStageId, stages.get(toStageId)]));
  const moves = (await store.lockDealsIn(tx, scope, [...target.keys()])).flatMap(
    ({ id, stageId, status, probabilityBp, baseAmountMinor }) => {
      const stage = target.get(stageId);
      if (!stage) return [];
      const weightedMinor = weightedAmount(baseAmountMinor, { status: DealStatus.parse(status), probabilityBp, stage });
      return [
        {
          id,
          fromStageId: stageId,
          toStageId: stage.id,
          versionId: stage.versionId,
          stageId: stage.id,
          phase: stage.phase,
          weightedMinor,
        },
      ];
    },
  );
  await store.placeDeals(tx, scope, moves);
  const happenedAt = new Date().toISOString();
  await store.insertSteps(
    tx,
    scope,
    moves.map(({ id, fromStageId, toStageId }) => ({ dealId: id, fromStageId, toStageId, kind: 'version' as const, happenedAt })),
  );
  return moves.map(({ id, fromStageId, toStageId }) => ({ id, fromStageId, toStageId }));
}

/** Whether amounts stand in the workspace's currency already. */
export async function hasPricedDeals(tx: Tx, scope: Scope): Promise<boolean> {
  return store.hasAmounts(tx, scope);
}
