import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { localize } from '../../../platform/languages.ts';
import { addAmounts } from '../../../platform/money.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { loadDefaultProcessId, loadStages, loadVersion, loadVersionsOf } from '../../process/loading/service.ts';
import { cursorOf, readCursor } from '../../records/paging/rules.ts';
import { clockOf, readQuery } from '../../records/listing/service.ts';
import { dealEntity } from '../entity.ts';
import { daysFrom, stuckOf } from '../rules.ts';
import type { Board, BoardCard, BoardColumn, BoardQuery, ColumnQuery } from './contract.ts';
import { columnsOf, orderColumns } from './rules.ts';
import { type BoardFilter, type CardRow, findCards, type StageSum, sumStages } from './store.ts';

/** Cards that a column shows at first. */
const firstCards = 30;

async function narrowBy(db: Db, scope: Scope, query: Pick<BoardQuery, 'filter' | 'q'>): Promise<BoardFilter> {
  const { entity, filter, tokens } = await readQuery(db, scope, dealEntity, {
    ...(query.filter ? { filter: query.filter } : {}),
    ...(query.q ? { q: query.q } : {}),
  });
  return { entity, filter, tokens, clock: clockOf(scope) };
}

interface Layout {
  processId: string;
  stages: Awaited<ReturnType<typeof loadVersionsOf>>[number]['stages'];
  /** Stage ids per column. */
  columns: string[][];
}

async function layOut(db: Db, scope: Scope, processId: string): Promise<Layout> {
  const versions = (await loadVersionsOf(db, scope, processId)).filter(({ state }) => state !== 'draft');
  const shown = versions.find(({ state }) => state === 'published') ?? versions[0];
  if (!shown) throw new DomainError('deals.unknown_process', { status: 404 });
  const others = versions.filter(({ id }) => id !== shown.id).flatMap(({ stages }) => stages);
  return { processId, stages: shown.stages, columns: columnsOf(shown.stages, others) };
}

/** The board of a process: per column its count, sums and first cards. Two statements, whatever the number of deals. */
export async function getBoard(db: Db, scope: Scope, query: BoardQuery): Promise<Board> {
  permit(scope, 'deal', 'view');
  const processId = query.processId ?? (await loadDefaultProcessId(db, scope));
  if (!processId) throw new DomainError('deals.unknown_process', { status: 404 });
  const [{ stages, columns }, narrow] = [await layOut(db, scope, processId), await narrowBy(db, scope, query)];
  const order = orderColumns[query.order];
  const [sums, cards] = await Promise.all([
    sumStages(db, scope, columns.flat(), narrow),
    findCards(db, scope, { columns, order, limit: firstCards + 1, after: null }, narrow),
  ]);
  const own = new Set(stages.map(({ id }) => id));
  const shown = stages.map((stage, place): BoardColumn => {
    const ofColumn = sums.filter(({ stageId }) => columns[place]?.includes(stageId));
    const { id, key, names, phase, targetDays, probabilityBp } = stage;
    const page = pageOf(
      scope,
      cards.filter((card) => card.place === place),
      firstCards,
      order,
      stage,
    );
    return {
      stage: { id, key, names, phase, targetDays, probabilityBp, name: localize(names, scope.language) ?? key },
      count: total(ofColumn, 'count'),
      sumBaseMinor: total(ofColumn, 'sumBaseMinor'),
      weightedMinor: phase === 5 ? 0 : total(ofColumn, 'weightedMinor'),
      cards: page.data,
      nextCursor: page.nextCursor,
    };
  });
  return {
    processId,
    currency: scope.currency,
    columns: shown,
    otherVersions: total(
      sums.filter(({ stageId }) => !own.has(stageId)),
      'count',
    ),
  };
}

function total(sums: readonly StageSum[], key: 'count' | 'sumBaseMinor' | 'weightedMinor'): number {
  return sums.reduce((sum, one) => addAmounts(sum, one[key]), 0);
}

/** More cards of a column. */
export async function getBoardColumn(
  db: Db,
  scope: Scope,
  query: ColumnQuery,
): Promise<{ data: BoardCard[]; nextCursor: string | null }> {
  permit(scope, 'deal', 'view');
  const stage = (await loadStages(db, scope, [query.stageId])).get(query.stageId);
  if (!stage) throw new DomainError('not_found');
  const { columns } = await layOut(db, scope, (await loadVersion(db, scope, stage.versionId)).processId);
  const column = columns.find((ids) => ids.includes(stage.id)) ?? [stage.id];
  const order = orderColumns[query.order];
  const after = query.cursor === undefined ? null : readCursor(order, query.cursor);
  const rows = await findCards(
    db,
    scope,
    { columns: [column], order, limit: query.limit + 1, after },
    await narrowBy(db, scope, query),
  );
  return pageOf(scope, rows, query.limit, order, stage);
}

function pageOf(
  scope: Scope,
  rows: readonly CardRow[],
  limit: number,
  order: (typeof orderColumns)[keyof typeof orderColumns],
  stage: { targetDays: number },
): { data: BoardCard[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const [now, today] = [new Date().toISOString(), todayIn(scope.timeZone)];
  return {
    data: page.map((row) => cardOf(row, stage.targetDays, now, today)),
    nextCursor: rows.length > limit && last ? cursorOf(order, { ...last }) : null,
  };
}

function cardOf(row: CardRow, targetDays: number, now: string, today: string): BoardCard {
  const { id, version, title, status, amountMinor, currency, expectedCloseOn, nextStepOn, nextStepText, stageEnteredAt } = row;
  const days = Math.max(0, Math.floor(daysFrom(stageEnteredAt, now)));
  // A won deal runs against the promised date, an open one against the stage's target.
  const isLate = status === 'won' && row.promisedOn !== null ? row.promisedOn < today : days > targetDays;
  return {
    id,
    version,
    title,
    status,
    amountMinor,
    currency,
    expectedCloseOn,
    nextStepOn,
    nextStepText,
    stageEnteredAt,
    days,
    isLate,
    account: row.accountId === null ? null : { id: row.accountId, title: row.accountTitle ?? '' },
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    isStuck: stuckOf({ status, stageEnteredAt, lastActivityAt: row.lastActivityAt, nextStepOn, targetDays }, now, today) !== null,
  };
}
