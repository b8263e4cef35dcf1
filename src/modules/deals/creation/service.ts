import { todayIn } from '../../../platform/days.ts';
import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { startOfDay } from '../../../platform/time.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { Stage } from '../../process/contract.ts';
import { loadStages, loadStarts } from '../../process/loading/service.ts';
import { type Claims, refuseTaken } from '../../records/duplicates/service.ts';
import { type Input, pointerTo } from '../../records/entities/rules.ts';
import { createRecords, type CreateOptions } from '../../records/entities/service.ts';
import { planRecords } from '../../records/plans/service.ts';
import { type Refusals, tryAll } from '../../records/trials/service.ts';
import type { createDeal as createDealEndpoint, Deal, DealStatus } from '../contract.ts';
import { dealEntity } from '../entity.ts';
import { addLines } from '../lines/service.ts';
import { lineOf, type NewDeal } from '../rules.ts';
import { getDeal, loadDeals } from '../service.ts';
import { keepSteps, type NewStep } from '../steps/service.ts';
import { planWork } from '../tasks/service.ts';

export type { NewDeal };

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
    await keepSteps(
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

/** What would be refused of these deals of the past if they were created, by their place. Nothing is written. */
export async function tryPastDeals(db: Database, scope: Scope, inputs: readonly NewDeal[], claims: Claims): Promise<Refusals> {
  return tryAll(db, inputs, async (tx, some) => {
    const placed = await placeAll(tx, scope, some, true);
    const values = placed.map((one) => valuesOf(one, true));
    const planned = await planRecords(tx, scope, dealEntity, values, { linksAreKnown: true });
    await refuseTaken(tx, scope, dealEntity, planned, claims);
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
      faults.push({ pointer: pointerTo(index, inputs.length, property), code });
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
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
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
    ...(history ? { firstContactOn: openedOn } : {}),
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
): NewStep[] {
  const first: NewStep = {
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
  await addLines(tx, scope, lines);
}

async function startWork(tx: Tx, scope: Scope, placed: readonly Placed[], ids: readonly string[]): Promise<void> {
  const deals = await loadDeals(tx, scope, ids);
  const works = placed.flatMap(({ input, stage }, index) => {
    const deal = deals.get(ids[index] ?? '');
    return deal ? [{ deal, stage, nextStep: input.nextStep, isNew: true }] : [];
  });
  await planWork(tx, scope, works);
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
