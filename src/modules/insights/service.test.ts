import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { addMonths, endOf, startOf, todayIn } from '../../platform/days.ts';
import { accounts } from '../customers/contract.ts';
import { deals } from '../deals/contract.ts';
import { createDeals, type NewDeal } from '../deals/creation/service.ts';
import { convertLead, leads } from '../prospecting/contract.ts';
import { moveDeal } from '../deals/moves/contract.ts';
import { loadStarts } from '../process/loading/service.ts';
import { getKpis } from './contract.ts';
import { listTargets, setTarget } from './targets/contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db, { currency: 'CNY' });
const east = await buildTeam(server.db, workspace, { name: 'East' });
const west = await buildTeam(server.db, workspace, { name: 'West' });
const ann = await buildUser(server.db, workspace, { team: east, name: 'Ann' });
const bob = await buildUser(server.db, workspace, { team: west, name: 'Bob' });
const boss = await buildUser(server.db, workspace, { team: west, role: 'salesManager', name: 'Boss' });
const support = await buildUser(server.db, workspace, { role: 'support' });
const company = await server.as(workspace.owner).call(accounts.create, { body: { name: '远景', industry: 'energy' } });

const past = (
  owner: TestUser,
  status: 'won' | 'lost' | 'completed',
  openedOn: string,
  closedOn: string,
  amountMinor: number,
  extra: object = {},
  rest: Partial<NewDeal> = {},
): NewDeal => ({
  values: { title: `${owner.name} ${openedOn}`, ownerId: owner.id, teamId: owner.teamId, openedOn, amountMinor, ...extra },
  status,
  closedOn,
  ...rest,
});

await createDeals(
  server.db,
  workspace.scope,
  [
    past(ann, 'won', '2025-01-01', '2025-01-11', 100_000, { accountId: company.id, source: 'referral' }),
    past(ann, 'completed', '2025-02-01', '2025-03-03', 50_050),
    past(ann, 'lost', '2025-02-01', '2025-02-20', 99_900, { source: 'event' }, { phase: 2, lostReason: 'price' }),
    past(bob, 'won', '2025-03-01', '2025-03-21', 300_000),
    past(bob, 'lost', '2024-10-01', '2024-11-01', 1000, {}, { phase: 2 }),
    past(bob, 'won', '2024-10-01', '2024-12-31', 70_000),
  ],
  { history: true },
);
await server.as(ann).call(deals.create, { body: { title: 'Open', amountMinor: 40_000 } });

const quarter = { from: '2025-01-01', to: '2025-03-31' };
const ask = (user: TestUser, extra: object = {}) => server.as(user).call(getKpis, { query: { ...quarter, ...extra } });

describe('the sales cycle', () => {
  it.each([
    ['counts from the first contact, a lead’s before the opening included', '2025-01-05', 46],
    ['counts from a first contact after the opening', '2025-02-10', 10],
    ['counts from the opening where no contact was noted', null, 20],
    ['counts from the opening where the first contact came after the win', '2025-03-01', 20],
  ])('%s', async (_, firstContactOn, days) => {
    const own = await buildWorkspace(server.db);
    const [id = ''] = await createDeals(server.db, own.scope, [past(own.owner, 'won', '2025-01-31', '2025-02-20', 100)], {
      history: true,
    });
    await server.db.updateTable('deals').set({ firstContactOn }).where('workspaceId', '=', own.id).where('id', '=', id).execute();
    expect((await server.as(own.owner).call(getKpis, { query: quarter })).salesCycleDays.mean).toBe(days);
  });
});

describe('getKpis', () => {
  it('counts won, completed and lost by the day of closing, beside the period before', async () => {
    const kpis = await ask(workspace.owner);
    expect(kpis.winRate).toMatchObject({ value: 0.75, won: 3, lost: 1, previous: 0.5, trend: [1, 0, 1] });
    expect(kpis.salesCycleDays).toMatchObject({ mean: 20, median: 20, p90: 28, previous: 91 });
    expect(kpis.revenue).toMatchObject({
      currency: 'CNY',
      amount: '4500.50',
      wonDeals: 3,
      previous: '700.00',
      byMonth: [
        { month: '2025-01', amount: '1000.00', wonDeals: 1 },
        { month: '2025-02', amount: '0.00', wonDeals: 0 },
        { month: '2025-03', amount: '3500.50', wonDeals: 2 },
      ],
    });
    expect(kpis.satisfaction).toEqual({ score: null, n: 0 });
    expect(kpis.byOwner.map(({ owner, won, lost, revenue }) => [owner?.name, won, lost, revenue])).toEqual([
      ['Bob', 1, 0, '3000.00'],
      ['Ann', 2, 1, '1500.50'],
    ]);
    expect(kpis.byTeam.map(({ team, won }) => [team?.name, won])).toEqual([
      ['West', 1],
      ['East', 2],
    ]);
    expect(kpis.byIndustry.map(({ industry, won }) => [industry, won])).toEqual([
      [null, 2],
      ['energy', 1],
    ]);
    expect(kpis.lostReasons).toMatchObject([{ reason: 'price', count: 1, share: 1 }]);
    expect(kpis.pipeline).toMatchObject({ deals: 1, amount: '400.00' });
  });

  it('gives a month that has not come no revenue, and one that went without a sale none', async () => {
    const today = todayIn(workspace.scope.timeZone);
    const [last, next] = [addMonths(startOf(today, 'month'), -1), endOf(addMonths(startOf(today, 'month'), 1), 'month')];
    const { revenue } = await ask(workspace.owner, { from: last, to: next });
    expect(revenue.byMonth).toEqual([
      { month: last.slice(0, 7), amount: '0.00', wonDeals: 0 },
      { month: today.slice(0, 7), amount: '0.00', wonDeals: 0 },
      { month: next.slice(0, 7), amount: null, wonDeals: 0 },
    ]);
  });

  it('names the last closing before a period without one, of the deals asked for and within reach', async () => {
    const empty = { from: '2026-01-01', to: '2026-12-31' };
    expect((await ask(workspace.owner)).lastClosedOn).toBeNull();
    expect((await ask(workspace.owner, empty)).lastClosedOn).toBe('2025-03-21');
    expect((await ask(workspace.owner, { ...empty, ownerId: ann.id })).lastClosedOn).toBe('2025-03-03');
    expect((await ask(ann, empty)).lastClosedOn).toBe('2025-03-03');
    expect((await ask(bob, { from: '2024-11-02', to: '2024-11-30' })).lastClosedOn).toBe('2024-11-01');
    expect((await ask(workspace.owner, { from: '2024-01-01', to: '2024-01-31' })).lastClosedOn).toBeNull();
  });

  it('counts the leads of the period whose account has bought since, each account once, beside the period before', async () => {
    const place = await buildWorkspace(server.db, { currency: 'CNY' });
    const owner = server.as(place.owner);
    const seller = server.as(await buildUser(server.db, place));
    const lead = (name: string, receivedOn: string, extra: object = {}) =>
      owner.call(leads.create, { body: { name, receivedOn, ...extra } });
    const [bought, again] = [await lead('Mr Ma', '2025-01-10', { source: 'fair' }), await lead('Ms Ma', '2025-03-02')];
    await lead('Nobody', '2025-01-20');
    await lead('Before', '2024-12-01');
    const { accountId } = await owner.call(convertLead, {
      params: { id: bought.id },
      body: { accountName: 'Ma & Co', dealTitle: 'Ma' },
    });
    await owner.call(convertLead, { params: { id: again.id }, body: { accountId, dealTitle: 'Ma, once more' } });
    await createDeals(
      server.db,
      place.scope,
      [{ values: { title: 'Won', accountId, openedOn: '2025-01-10', amountMinor: 1 }, status: 'won', closedOn: '2025-06-01' }],
      { history: true },
    );
    const of = async (extra: object = {}) => (await owner.call(getKpis, { query: { ...quarter, ...extra } })).conversion;
    const all = await of();
    expect(all).toMatchObject({ leads: 2, won: 1, value: 0.5, previous: 0, target: null, trend: [0.5, null, 1] });
    expect((await owner.call(leads.count, { query: { filter: all.drill ?? '' } })).count).toBe(3);
    expect(await of({ source: 'fair' })).toMatchObject({ leads: 1, won: 1 });
    expect(await of({ productId: place.owner.id })).toMatchObject({ leads: 0, value: null, drill: null });
    await owner.call(setTarget, { body: { kpi: 'conversion', teamId: null, year: 2025, value: 1250 } });
    expect((await of()).target).toBe(0.125);
    expect((await seller.call(getKpis, { query: quarter })).conversion).toMatchObject({ leads: 0, value: null });
  });

  it('is narrowed to team, seller, source and industry, and the list behind a number has as many', async () => {
    const asked: [object, number, number][] = [
      [{ teamId: east }, 2, 1],
      [{ ownerId: bob.id }, 1, 0],
      [{ source: 'event' }, 0, 1],
      [{ industry: 'energy' }, 1, 0],
    ];
    for (const [extra, won, lost] of asked) {
      const { winRate } = await ask(workspace.owner, extra);
      expect([winRate.won, winRate.lost]).toEqual([won, lost]);
      expect((await server.as(workspace.owner).call(deals.count, { query: { filter: winRate.deals } })).count).toBe(won + lost);
    }
  });

  it('reaches no further than the role: a seller sees the own deals, a manager the team and below, support nothing', async () => {
    expect((await ask(ann)).winRate).toMatchObject({ won: 2, lost: 1 });
    expect((await ask(bob)).byOwner.map(({ owner }) => owner?.name)).toEqual(['Bob']);
    expect((await ask(boss)).revenue.amount).toBe('3000.00');
    expect((await ask(boss, { ownerId: ann.id })).winRate).toMatchObject({ value: null, won: 0, lost: 0 });
    expect((await server.as(support).refused(getKpis, { query: quarter })).code).toBe('forbidden');
    const stranger = await buildWorkspace(server.db);
    expect((await ask(stranger.owner)).pipeline.deals).toBe(0);
  });

  it('refuses a period that ends before it begins, and one that is no period', async () => {
    expect((await server.as(ann).refused(getKpis, { query: { from: '2025-02-01', to: '2025-01-01' } })).code).toBe(
      'insights.range_reversed',
    );
    expect((await server.as(ann).refused(getKpis, { query: { from: '2025-02-30', to: '2025-03-01' } })).status).toBe(400);
    expect((await server.as(ann).refused(getKpis, { query: { from: '1900-01-01', to: '2025-03-01' } })).errors?.[0]?.code).toBe(
      'insights.range_too_long',
    );
    const other = await server.as(workspace.owner).refused(getKpis, { query: { ...quarter, teamId: company.id } });
    expect(other.errors).toMatchObject([{ pointer: '/query/teamId', code: 'not_found_reference' }]);
  });
});

describe('the funnel', () => {
  it('counts a stay that ended in the period, by the days of the workspace', async () => {
    const own = await buildWorkspace(server.db, { timeZone: 'Asia/Shanghai' });
    const api = server.as(own.owner);
    const deal = await api.call(deals.create, { body: { title: 'Moved', openedOn: '2025-03-01' } });
    const stage = (await loadStarts(server.db, own.scope))[0]?.stages[1]?.id ?? '';
    await api.call(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: stage } });
    const steps = await server.db
      .selectFrom('dealStageHistory')
      .select('id')
      .where('workspaceId', '=', own.id)
      .orderBy('happenedAt')
      .orderBy('id')
      .execute();
    // An hour into April in Shanghai, still March in Greenwich.
    const times = ['2025-03-11T17:00:00.000Z', '2025-03-31T17:00:00.000Z'];
    for (const [index, { id }] of steps.entries())
      await server.db
        .updateTable('dealStageHistory')
        .set({ happenedAt: times[index] ?? '' })
        .where('workspaceId', '=', own.id)
        .where('id', '=', id)
        .execute();
    const daysIn = async (from: string, to: string) =>
      (await api.call(getKpis, { query: { from, to } })).funnel.map(({ days }) => days)[0];
    expect(await daysIn('2025-03-01', '2025-03-31')).toBeNull();
    expect(await daysIn('2025-04-01', '2025-04-30')).toBe(20);
  });
});

describe('setTarget', () => {
  it('shows beside the figure of its period, until it is taken away', async () => {
    const owner = server.as(workspace.owner);
    await owner.call(setTarget, { body: { kpi: 'winRate', teamId: null, year: 2025, value: 6500 } });
    await owner.call(setTarget, { body: { kpi: 'revenue', teamId: null, year: 2025, value: 4_000_000 } });
    await owner.call(setTarget, { body: { kpi: 'revenue', teamId: null, year: 2025, value: 2_000_000 } });
    expect((await ask(workspace.owner)).winRate.target).toBe(0.65);
    expect((await ask(workspace.owner)).revenue.target).toBe('5000.00');
    expect((await ask(workspace.owner, { teamId: east })).revenue.target).toBeNull();
    expect((await owner.call(setTarget, { body: { kpi: 'revenue', teamId: null, year: 2025, value: null } })).data).toHaveLength(
      1,
    );
  });

  it('is not written over unseen: who read another target is shown the one there is', async () => {
    const owner = server.as(workspace.owner);
    const target = { kpi: 'salesCycleDays' as const, teamId: null, year: 2019 };
    await owner.call(setTarget, { body: { ...target, value: 60, was: null } });
    const stale = await owner.refused(setTarget, { body: { ...target, value: 45, was: null } });
    expect(stale).toMatchObject({ status: 409, code: 'stale_version', current: { value: 60 } });
    expect(await owner.refused(setTarget, { body: { ...target, value: null, was: 50 } })).toMatchObject({ status: 409 });
    const two = await Promise.all(
      [41, 42].map((value) => owner.raw('PUT', '/api/v1/insights/targets', { ...target, year: 2018, value, was: null })),
    );
    expect(new Set(two.map(({ status }) => status))).toEqual(new Set([200, 409]));
    await owner.call(setTarget, { body: { ...target, value: null, was: 60 } });
    await owner.call(setTarget, { body: { ...target, year: 2018, value: null } });
  });

  it('is for owner and admin, and for teams that exist', async () => {
    expect(
      (await server.as(boss).refused(setTarget, { body: { kpi: 'winRate', teamId: null, year: 2025, value: 1 } })).code,
    ).toBe('forbidden');
    expect((await server.as(support).refused(listTargets, {})).code).toBe('forbidden');
    const stranger = await buildWorkspace(server.db);
    expect(
      (await server.as(stranger.owner).refused(setTarget, { body: { kpi: 'winRate', teamId: east, year: 2025, value: 1 } }))
        .errors?.[0]?.code,
    ).toBe('not_found_reference');
  });
});
