import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { addDays, todayIn } from '../../../platform/days.ts';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { completeActivity, createActivity, removeActivity } from '../../timeline/contract.ts';
import { deals } from '../contract.ts';
import { followActivities } from '../following/service.ts';
import { setCriterion } from '../moves/contract.ts';
import { winDeal } from '../outcomes/contract.ts';
import { createDeals } from '../creation/service.ts';
import { getGuide } from './contract.ts';
import { actionsOf, stateOf } from './rules.ts';

const server = await testServer();
const { db } = server;
const today = todayIn('Asia/Shanghai');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('getGuide', () => {
  it('says what is missing and where, what to do, and what this user may do', async () => {
    const workspace = await buildWorkspace(db);
    const { owner } = workspace;
    const seller = await buildUser(db, workspace);
    const deal = await server.as(seller).call(deals.create, {
      body: { title: 'Line 2', interest: 'Vision', nextStep: { text: 'Call Zhou', dueAt: inDays(2), kind: 'call' } },
    });
    const guide = await server.as(seller).call(getGuide, { params: { id: deal.id } });
    expect(guide).toMatchObject({
      gateMode: 'advise',
      met: 1,
      required: 3,
      nextStage: { name: 'Needs' },
      needsNextStep: false,
      stuck: null,
      playbook: { role: 'seller' },
    });
    expect(guide.playbook.guidance).toMatch(/^Choose well/);
    expect(guide.stages.map(({ name, state, days, targetDays }) => [name, state, days === null, targetDays])).toEqual([
      ['Contact', 'current', false, 10],
      ['Needs', 'future', true, 14],
      ['Quote', 'future', true, 12],
      ['Sign and deliver', 'future', true, 10],
      ['Care', 'future', true, 30],
    ]);
    expect(guide.criteria.map(({ key, level, state, isManual }) => [key, level, state, isManual])).toEqual([
      ['contact.reachable', 'required', 'unmet', false],
      ['contact.twoWay', 'required', 'unmet', false],
      ['interest.noted', 'required', 'met', false],
      ['icp.fits', 'advised', 'unmet', true],
      ['demo.done', 'advised', 'unmet', false],
    ]);
    expect(guide.missing.map(({ key }) => key)).toEqual(['contact.reachable', 'contact.twoWay']);
    expect(guide.tasks.map(({ text, isEntryTask, isNextStep }) => [text, isEntryTask, isNextStep])).toContainEqual([
      'Call Zhou',
      false,
      true,
    ]);
    expect(guide.tasks.filter(({ isEntryTask }) => isEntryTask)).toHaveLength(3);
    expect(guide.tasks[0]?.text).toBe('Call Zhou');
    expect(guide.actions).toEqual(['edit', 'move', 'win', 'lose', 'hold', 'setCriterion', 'delete', 'transfer']);
    const actionsFor = async (role: 'analyst' | 'salesManager' | 'delivery') =>
      (await server.as(await buildUser(db, workspace, { role })).call(getGuide, { params: { id: deal.id } })).actions;
    expect(await actionsFor('analyst')).toEqual([]);
    expect(await actionsFor('salesManager')).toContain('waive');
    expect(await actionsFor('delivery')).toEqual(['edit', 'move', 'setCriterion']);
    const stranger = (await buildWorkspace(db)).owner;
    expect((await server.as(stranger).refused(getGuide, { params: { id: deal.id } })).status).toBe(404);
    await server
      .as(owner)
      .call(setCriterion, { params: { id: deal.id, key: 'icp.fits' }, body: { state: 'met', note: 'Score 82' } });
    const after = await server.as(owner).call(getGuide, { params: { id: deal.id } });
    expect(after.criteria[3]).toMatchObject({ state: 'met', evidence: { note: 'Score 82', by: { name: owner.name } } });
  });

  it('speaks the reader’s language', async () => {
    const { owner } = await buildWorkspace(db, { language: 'zh-Hans' });
    const deal = await server.as(owner).call(deals.create, { body: { title: '产线' } });
    const guide = await server.as(owner).call(getGuide, { params: { id: deal.id } });
    expect(guide.stages[0]?.name).toBe('接触潜在客户');
    expect(guide.missing[0]?.name).toBe('联系人有电话、邮箱或微信');
    expect(guide.deal).toMatchObject({ stage: { title: '接触潜在客户' }, processVersion: { title: '标准流程 v1' } });
  });

  it('shows time spent against target, the second clock of delivery, and why a deal is stuck', async () => {
    const { owner } = await buildWorkspace(db);
    const [old = ''] = await createDeals(
      db,
      owner.scope,
      [{ values: { title: 'Old', openedOn: addDays(today, -25) }, stageKey: 'contact' }],
      { history: true },
    );
    const guide = await server.as(owner).call(getGuide, { params: { id: old } });
    expect(guide.ageing).toMatchObject({ targetDays: 10, daysOpen: 25 });
    expect(guide.ageing.daysLate).toBeGreaterThanOrEqual(14);
    expect(guide).toMatchObject({ stuck: { reason: 'noNextStep' }, needsNextStep: true });
    const deal = await server.as(owner).call(deals.create, {
      body: { title: 'Won', amountMinor: 5, promisedOn: addDays(today, -3), openedOn: addDays(today, -30) },
    });
    await server
      .as(owner)
      .call(winDeal, { params: { id: deal.id }, body: { version: 1, proof: { kind: 'purchaseOrder', note: 'mail' } } });
    const won = await server.as(owner).call(getGuide, { params: { id: deal.id } });
    expect(won.stages[3]).toMatchObject({ state: 'current', promisedOn: addDays(today, -3), daysLate: 3, probabilityBp: 10_000 });
    expect(won.stages[1]).toMatchObject({ state: 'skipped', days: null });
    expect(won.actions).toContain('reopen');
  });
});

describe('followActivities', () => {
  it('keeps the next step and the last activity of a deal in line with its timeline', async () => {
    const { owner, scope } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await api.call(deals.create, {
      body: { title: 'Line 2', nextStep: { text: 'Send test report', dueAt: inDays(3) } },
    });
    const follow = async () => {
      const rows = await db
        .selectFrom('events')
        .select('id')
        .where('workspaceId', '=', owner.workspaceId)
        .where('subjectKind', '=', 'activity')
        .execute();
      await followActivities(
        db,
        scope,
        rows.map(({ id }) => id),
      );
      return api.call(deals.get, { params: { id: deal.id } });
    };
    expect(await follow()).toMatchObject({ nextStepText: 'Send test report', lastActivityAt: null, version: 1 });
    const call = await api.call(createActivity, { body: { recordId: deal.id, kind: 'call', body: 'Asked for the report' } });
    expect(await follow()).toMatchObject({ nextStepText: 'Send test report', lastActivityAt: call.doneAt });
    const step = (await api.call(getGuide, { params: { id: deal.id } })).tasks.find(({ isNextStep }) => isNextStep);
    await api.call(completeActivity, { params: { id: step?.id ?? '' }, body: {} });
    expect((await follow()).nextStepText).toBe('Research the account');
    expect((await api.call(getGuide, { params: { id: deal.id } })).needsNextStep).toBe(true);
    const jobs = await sql<{ name: string }>`select task_identifier as name from graphile_worker.jobs`.execute(db);
    expect(jobs.rows.map(({ name }) => name)).toContain('deals.followActivities');
  });
});

describe('the first contact of a deal', () => {
  const followAll = async (workspaceId: string, scope: Parameters<typeof followActivities>[1]) => {
    const rows = await db
      .selectFrom('events')
      .select('id')
      .where('workspaceId', '=', workspaceId)
      .where('subjectKind', '=', 'activity')
      .execute();
    const ids = rows.map(({ id }) => id);
    await followActivities(db, scope, ids);
  };

  it('is the earliest contact that was made, and none once that is taken back', async () => {
    const { owner, scope, id } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await api.call(deals.create, { body: { title: 'Line 3' } });
    const first = async () => {
      await followAll(id, scope);
      return (await api.call(deals.get, { params: { id: deal.id } })).firstContactOn;
    };
    const log = (kind: 'call' | 'visit' | 'note', doneAt: string) =>
      api.call(createActivity, { body: { recordId: deal.id, kind, subject: kind, doneAt } });
    await log('note', '2026-01-01T04:00:00.000Z');
    await api.call(createActivity, { body: { recordId: deal.id, kind: 'call', subject: 'Planned', dueAt: inDays(1) } });
    expect(await first()).toBeNull();
    await log('visit', '2026-03-05T04:00:00.000Z');
    expect(await first()).toBe('2026-03-05');
    // 17:30 UTC is the next day in Shanghai.
    const call = await log('call', '2026-03-01T17:30:00.000Z');
    expect(await first()).toBe('2026-03-02');
    await api.call(removeActivity, { params: { id: call.id } });
    expect(await first()).toBe('2026-03-05');
    expect((await api.call(deals.get, { params: { id: deal.id } })).version).toBe(1);
    expect((await api.raw('PATCH', `/api/v1/deals/${deal.id}`, { version: 1, firstContactOn: '2026-01-01' })).status).toBe(400);
  });

  it('of a deal of the past is its opening, or a contact before that', async () => {
    const { owner, scope, id: workspaceId } = await buildWorkspace(db);
    const api = server.as(owner);
    const [id = ''] = await createDeals(
      db,
      owner.scope,
      [{ values: { title: 'Old', openedOn: '2025-03-01' }, stageKey: 'contact' }],
      { history: true },
    );
    const get = () => api.call(deals.get, { params: { id } });
    expect((await get()).firstContactOn).toBe('2025-03-01');
    const moved = await api.call(deals.update, { params: { id }, body: { version: 1, openedOn: '2025-02-20' } });
    expect(moved.firstContactOn).toBe('2025-02-20');
    const log = (doneAt: string) => api.call(createActivity, { body: { recordId: id, kind: 'call', subject: 'Talk', doneAt } });
    await log('2025-06-01T04:00:00.000Z');
    await followAll(workspaceId, scope);
    expect((await get()).firstContactOn).toBe('2025-02-20');
    await log('2025-02-10T04:00:00.000Z');
    await followAll(workspaceId, scope);
    expect((await get()).firstContactOn).toBe('2025-02-10');
  });
});

describe('rules of the guide', () => {
  it.each([
    [3, 2, false, false, 'future'],
    [2, 2, true, false, 'current'],
    [2, 2, true, true, 'done'],
    [1, 2, true, false, 'done'],
    [1, 2, false, false, 'skipped'],
  ] as const)('stage %i with the deal in %i', (position, current, wasThere, isCompleted, expected) =>
    expect(stateOf(position, current, wasThere, isCompleted)).toBe(expected),
  );
  it('offers only what makes sense and is allowed', () => {
    const all = ['edit', 'move', 'back', 'waive', 'win', 'lose', 'hold', 'reopen', 'complete'] as const;
    expect(actionsOf(all, { status: 'lost', isFirst: false, isLast: false }, () => true)).toEqual(['edit', 'reopen']);
    expect(actionsOf(all, { status: 'won', isFirst: false, isLast: true }, () => true)).toEqual([
      'edit',
      'back',
      'waive',
      'reopen',
      'complete',
    ]);
    expect(actionsOf(all, { status: 'open', isFirst: true, isLast: false }, (right) => right === 'move')).toEqual(['move']);
  });
});
