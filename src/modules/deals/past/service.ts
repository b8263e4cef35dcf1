import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents, type NewEvent } from '../../../platform/events.ts';
import { localize } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { Stage } from '../../process/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { createRecords } from '../../records/entities/service.ts';
import { dealEntity } from '../entity.ts';
import { addLines } from '../lines/service.ts';
import { lineOf } from '../rules.ts';
import { keepSteps, type NewStep } from '../steps/service.ts';
import { type PastDeal, standingOf, type WayStep } from './rules.ts';
import * as store from './store.ts';

export type { PastDeal, WayStep };
export type { Mirror } from './store.ts';

interface Placed {
  id: string;
  deal: PastDeal;
  versionId: string;
  stageOf: (key: string) => Stage;
}

/**
 * Creates deals whose way is known step by step and answers their ids in order. Unlike rows of the past of which only the
 * end is known, they stand on the board and their stays count. No gate is asked: what was ticked and waived comes along.
 */
export async function createPastDeals(
  db: Db,
  scope: Scope,
  inputs: readonly PastDeal[],
  { importId }: { importId: string },
): Promise<string[]> {
  permit(scope, 'deal', 'create');
  if (inputs.length === 0) return [];
  return inTx(db, async (tx) => {
    const placed = await placeAll(tx, scope, inputs);
    const beganAt = new Map(placed.map(({ id, deal }) => [id, deal.way[0]?.at ?? null]));
    await createRecords(
      tx,
      scope,
      dealEntity,
      placed.map((one) => valuesOf(scope, one)),
      { importId, linksAreKnown: true, happenedAt: ({ id }) => beganAt.get(String(id)) ?? null },
    );
    await keepSteps(
      tx,
      scope,
      placed.flatMap((one) => stepsOf(scope, one)),
    );
    await appendEvents(tx, scope, placed.flatMap(eventsOf));
    await writeParts(tx, scope, placed);
    return placed.map(({ id }) => id);
  });
}

async function placeAll(tx: Tx, scope: Scope, inputs: readonly PastDeal[]): Promise<Placed[]> {
  const starts = await loadStarts(tx, scope);
  return inputs.map((deal) => {
    const start = starts.find(({ key }) => key === deal.processKey);
    if (!start) throw new DomainError('deals.unknown_process');
    const stageOf = (key: string): Stage => {
      const stage = start.stages.find((one) => one.key === key);
      if (!stage) throw new DomainError('deals.unknown_stage');
      return stage;
    };
    return { id: uuidv7(), deal, versionId: start.versionId, stageOf };
  });
}

function valuesOf(scope: Scope, { id, deal, versionId, stageOf }: Placed) {
  const { stageKey, enteredAt, ...standing } = standingOf(deal.way, scope.timeZone);
  const { id: stageId, phase } = stageOf(stageKey);
  return {
    ...deal.values,
    ...standing,
    id,
    phase,
    stageId,
    processVersionId: versionId,
    stageEnteredAt: enteredAt,
    isHistory: false,
  };
}

function waivedOf(scope: Scope, { stageOf }: Placed, from: WayStep | undefined, { waivedKeys = [] }: WayStep) {
  const criteria = from === undefined ? [] : stageOf(from.stageKey).criteria;
  return criteria
    .filter(({ key }) => waivedKeys.includes(key))
    .map(({ key, names }) => ({ key, name: localize(names, scope.language) ?? key }));
}

function stepsOf(scope: Scope, placed: Placed): NewStep[] {
  const { id, deal, stageOf } = placed;
  return deal.way.map((step, index) => {
    const from = deal.way[index - 1];
    return {
      dealId: id,
      fromStageId: from === undefined ? null : stageOf(from.stageKey).id,
      toStageId: stageOf(step.stageKey).id,
      kind: step.kind,
      happenedAt: step.at,
      reason: step.reason ?? null,
      waived: waivedOf(scope, placed, from, step),
    };
  });
}

const eventKinds: Readonly<Partial<Record<WayStep['kind'], string>>> = {
  advance: 'deal.moved',
  skip: 'deal.moved',
  back: 'deal.moved',
  won: 'deal.won',
  lost: 'deal.lost',
  hold: 'deal.held',
  complete: 'deal.completed',
  reopen: 'deal.reopened',
};

function eventsOf({ id, deal, stageOf }: Placed): NewEvent[] {
  return deal.way.flatMap(({ kind: stepKind, stageKey, at, reason = null }, index) => {
    const kind = eventKinds[stepKind];
    const from = deal.way[index - 1];
    if (kind === undefined || from === undefined) return [];
    const [source, target] = [stageOf(from.stageKey), stageOf(stageKey)];
    const data = {
      fromStageId: source.id,
      toStageId: target.id,
      from: source.names,
      to: target.names,
      moveKind: stepKind,
      reason,
      waived: [],
    };
    return [{ kind, subjectKind: 'deal', subjectId: id, happenedAt: at, data }];
  });
}

async function writeParts(tx: Tx, scope: Scope, placed: readonly Placed[]): Promise<void> {
  const lines = placed.flatMap(({ id, deal }) =>
    deal.products.map(({ productId, ...line }, position) => ({ dealId: id, productId, position, ...lineOf(0, line) })),
  );
  await addLines(tx, scope, lines);
  const each = <T>(of: (deal: PastDeal) => readonly T[]) =>
    placed.flatMap(({ id, deal }) => of(deal).map((part) => ({ ...part, dealId: id })));
  await store.insertContacts(
    tx,
    scope,
    each(({ contacts }) => contacts),
  );
  await store.insertCompetitors(
    tx,
    scope,
    each(({ competitors }) => competitors),
  );
  await store.insertTicks(
    tx,
    scope,
    each(({ ticks }) => ticks),
  );
}

/** Shows on deals what their timelines hold, for deals and activities that were made together. */
export async function mirrorTimelines(tx: Tx, scope: Scope, mirrors: readonly store.Mirror[]): Promise<void> {
  if (mirrors.length > 0) await store.mirrorTimelines(tx, scope, mirrors);
}

/** Currencies in use by deals that an import did not make. */
export async function otherCurrencies(db: Db, scope: Scope, importId: string): Promise<string[]> {
  return store.findOtherCurrencies(db, scope, importId);
}
