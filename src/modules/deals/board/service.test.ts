import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { deals } from '../contract.ts';
import { moveDeal } from '../moves/contract.ts';
import { holdDeal, loseDeal, reopenDeal, winDeal } from '../outcomes/contract.ts';
import { createDeals, type NewDeal } from '../creation/service.ts';
import { getKpis } from '../../insights/contract.ts';
import { getBoard, getBoardColumn } from './contract.ts';
import { columnsOf } from './rules.ts';

const server = await testServer();
const { db } = server;
const past = { history: true, searchLater: true };

describe('getBoard', () => {
  it('counts and sums every column, and shows won deals on their way but no closed or historic ones', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const account = await api.call(accounts.create, { body: { name: '远景智造' } });
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map((n) =>
        api.call(deals.create, { body: { title: `Deal ${n}`, accountId: account.id, amountMinor: n * 1000 } }),
      ),
    );
    if (!first || !second || !third) throw new Error('not made');
    await api.call(winDeal, { params: { id: second.id }, body: { version: 1, proof: { kind: 'purchaseOrder', note: 'ok' } } });
    await api.call(loseDeal, { params: { id: third.id }, body: { version: 1, reason: 'price' } });
    await createDeals(
      db,
      owner.scope,
      [{ values: { title: 'Old', amountMinor: 9, openedOn: '2017-01-01' }, status: 'won', closedOn: '2017-02-01' }],
      past,
    );
    const board = await api.call(getBoard, {});
    expect(
      board.columns.map(({ stage, count, sumBaseMinor, weightedMinor }) => [stage.name, count, sumBaseMinor, weightedMinor]),
    ).toEqual([
      ['Contact', 1, 1000, 100],
      ['Needs', 0, 0, 0],
      ['Quote', 0, 0, 0],
      ['Sign and deliver', 1, 2000, 2000],
      ['Care', 0, 0, 0],
    ]);
    expect(board.columns[0]?.cards).toMatchObject([
      {
        id: first.id,
        title: 'Deal 1',
        account: { title: '远景智造' },
        owner: { id: owner.id },
        days: 0,
        isLate: false,
        isStuck: false,
      },
    ]);
    expect(board).toMatchObject({ currency: 'CNY', otherVersions: 0 });
  });

  it('does not break on sums that no number holds', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const amountMinor = Number.MAX_SAFE_INTEGER;
    for (const title of ['Typo', 'Another'])
      await api.call(winDeal, {
        params: { id: (await api.call(deals.create, { body: { title, amountMinor } })).id },
        body: { version: 1, proof: { kind: 'purchaseOrder', note: 'ok' } },
      });
    for (const title of ['Third', 'Fourth']) await api.call(deals.create, { body: { title, amountMinor } });
    const { columns } = await api.call(getBoard, {});
    expect(columns.map(({ sumBaseMinor }) => sumBaseMinor)).toContain(amountMinor);
    const today = new Date().toISOString().slice(0, 4);
    const kpis = await api.call(getKpis, { query: { from: `${today}-01-01`, to: `${today}-12-31` } });
    expect(kpis.revenue).toMatchObject({ amount: '90071992547409.91', wonDeals: 2 });
    expect(kpis.pipeline.amount).toBe('90071992547409.91');
  });

  it('shows thirty cards of a column, and the rest page by page in every order', async () => {
    const { owner } = await buildWorkspace(db);
    const rows = Array.from({ length: 75 }, (_, n): NewDeal => ({
      values: {
        title: `Deal ${n}`,
        openedOn: `2026-0${(n % 9) + 1}-1${n % 5}`,
        amountMinor: n % 3 === 0 ? null : n % 7,
        expectedCloseOn: n % 4 === 0 ? null : `2027-01-0${(n % 6) + 1}`,
      },
    }));
    await createDeals(db, owner.scope, rows, past);
    const api = server.as(owner);
    for (const order of ['newestInStage', 'longestInStage', 'nextStep', 'amount', 'expectedClose'] as const) {
      const board = await api.call(getBoard, { query: { order } });
      const [column] = board.columns;
      if (!column) throw new Error('no column');
      expect([order, column.count, column.cards.length]).toEqual([order, 75, 30]);
      const seen = column.cards.map(({ id }) => id);
      let cursor = column.nextCursor;
      while (cursor !== null) {
        const page: { data: { id: string }[]; nextCursor: string | null } = await api.call(getBoardColumn, {
          query: { stageId: column.stage.id, order, cursor, limit: 20 },
        });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect([order, seen.length, new Set(seen).size]).toEqual([order, 75, 75]);
    }
    const [longest] = (await api.call(getBoard, { query: { order: 'longestInStage' } })).columns;
    expect(longest?.cards[0]).toMatchObject({ isLate: true, isStuck: true });
    expect((await api.get(`/api/v1/deals/board/column?stageId=${longest?.stage.id ?? ''}&cursor=rubbish`)).status).toBe(400);
  });

  it('calls the same deals stuck as the ready-made view finds, by the target of each stage', async () => {
    const { owner, id: workspaceId } = await buildWorkspace(db);
    const api = server.as(owner);
    const now = Date.now();
    const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
    const [first, second] = (await api.call(getBoard, { query: {} })).columns.map(({ stage }) => stage);
    if (!first || !second) throw new Error('no stages');
    expect(first.targetDays).not.toBe(second.targetDays);
    const cases: [
      title: string,
      stage: typeof first,
      entered: number,
      active: number | null,
      nextStepOn: string | null,
      isStuck: boolean,
    ][] = [
      ['fresh', first, 0, null, null, false],
      ['on its last day', first, first.targetDays + 0.9, null, null, false],
      ['past the target', first, first.targetDays + 1.1, null, null, true],
      ['past it, but followed up', first, first.targetDays + 30, first.targetDays - 0.5, null, false],
      ['followed up long ago', first, first.targetDays + 30, first.targetDays + 1.1, '2999-01-01', true],
      ['by the target of another stage', second, second.targetDays + 0.5, null, null, false],
      ['past that one too', second, second.targetDays + 1.1, null, null, true],
      ['with an overdue step', second, 0, null, '2020-01-01', true],
    ];
    for (const [title, { id: stageId }, entered, active, nextStepOn] of cases) {
      const { id } = await api.call(deals.create, { body: { title } });
      const row = { stageId, stageEnteredAt: ago(entered), lastActivityAt: active === null ? null : ago(active), nextStepOn };
      await db.updateTable('deals').set(row).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
    }
    const cards = (await api.call(getBoard, { query: {} })).columns.flatMap((column) => column.cards);
    const expected = cases.filter((one) => one[5]).map(([title]) => title);
    expect(
      cards
        .filter(({ isStuck }) => isStuck)
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(expected.toSorted());
    const quiet = [
      { field: 'nextStepOn', op: 'lt', value: { rel: 'today' } },
      { field: 'quietAt', op: 'lte', value: { rel: 'now' } },
    ];
    const filter = JSON.stringify({ and: [{ field: 'status', op: 'in', value: ['open'] }, { or: quiet }] });
    const found = (await api.call(deals.list, { query: { filter, sort: 'quietAt' } })).data.map(({ title }) => title);
    expect(found.toSorted()).toEqual(expected.toSorted());
    const [one] = (await api.call(deals.list, { query: { filter, sort: 'quietAt', limit: 1 } })).data;
    const params = { id: one?.id ?? '' };
    const pause = { version: one?.version ?? 0, reason: 'Budget is frozen', revisitOn: '2999-01-01' };
    const held = await api.call(holdDeal, { params, body: pause });
    expect([one?.quietAt, held.deal.quietAt]).toEqual([expect.any(String), null]);
    const again = await api.call(reopenDeal, { params, body: { version: held.deal.version, reason: 'Budget is there' } });
    expect(again.deal.quietAt).toEqual(expect.any(String));
  });

  it('narrows by filter and words, in counts as in cards', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    for (const title of ['视觉检测', 'Conveyor', 'Robot'])
      await api.call(deals.create, { body: { title, amountMinor: title.length * 100 } });
    const byAmount = await api.call(getBoard, { query: { filter: { field: 'amountMinor', op: 'gt', value: 500 } } });
    expect(byAmount.columns[0]).toMatchObject({ count: 1, cards: [{ title: 'Conveyor' }] });
    const byWords = await api.call(getBoard, { query: { q: 'sjjc' } });
    expect(byWords.columns[0]).toMatchObject({ count: 1, cards: [{ title: '视觉检测' }] });
    expect((await api.get('/api/v1/deals/board?filter=%7B%22field%22%3A%22nothing%22%7D')).status).toBe(400);
  });

  it('counts, sums and shows only what the right to view reaches', async () => {
    const workspace = await buildWorkspace(db);
    const [teamA, teamB] = [await buildTeam(db, workspace), await buildTeam(db, workspace)];
    const [a, b] = [await buildUser(db, workspace, { team: teamA }), await buildUser(db, workspace, { team: teamB })];
    for (const seller of [a, a, b]) await server.as(seller).call(deals.create, { body: { title: 'Mine', amountMinor: 700 } });
    const seen = async (user: typeof a) =>
      (await server.as(user).call(getBoard, {})).columns.map(({ count, sumBaseMinor, cards }) => [
        count,
        sumBaseMinor,
        cards.length,
      ])[0];
    expect(await seen(a)).toEqual([2, 1400, 2]);
    expect(await seen(b)).toEqual([1, 700, 1]);
    expect(await seen(await buildUser(db, workspace, { team: teamB, role: 'salesManager' }))).toEqual([1, 700, 1]);
    expect(await seen(workspace.owner)).toEqual([3, 2100, 3]);
    const stranger = (await buildWorkspace(db)).owner;
    expect(await seen(stranger)).toEqual([0, 0, 0]);
    const stage = (await loadStarts(db, workspace.owner.scope))[0]?.stages[0]?.id ?? '';
    expect((await server.as(stranger).get(`/api/v1/deals/board/column?stageId=${stage}`)).status).toBe(404);
  });

  it('shows the process asked for, and moves show at once', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const quick = (await loadStarts(db, owner.scope)).find(({ key }) => key === 'quickOrder');
    const deal = await api.call(deals.create, { body: { title: 'RFQ', processId: quick?.processId } });
    const counts = async () =>
      (await api.call(getBoard, { query: { processId: quick?.processId } })).columns.map(({ count }) => count);
    expect(await counts()).toEqual([1, 0, 0]);
    await api.call(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: quick?.stages[1]?.id ?? '' } });
    expect(await counts()).toEqual([0, 1, 0]);
    expect((await api.call(getBoard, {})).columns.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
    expect((await api.refused(getBoard, { query: { processId: deal.id } })).status).toBe(404);
  });
});

describe('columnsOf', () => {
  it('puts stages of other versions by key, then by phase, and drops none', () => {
    const shown = [
      { id: 'a', key: 'contact', phase: 1 },
      { id: 'b', key: 'quote', phase: 3 },
    ];
    const others = [
      { id: 'x', key: 'quote', phase: 2 },
      { id: 'y', key: 'old', phase: 1 },
      { id: 'z', key: 'care', phase: 5 },
    ];
    expect(columnsOf(shown, others)).toEqual([
      ['a', 'y'],
      ['b', 'x', 'z'],
    ]);
  });
});
