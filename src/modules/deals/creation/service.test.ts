import { describe, expect, it } from 'vitest';
import { createRecords } from '../../records/entities/service.ts';
import { accountEntity } from '../../customers/entity.ts';
import { competitorEntity, productEntity } from '../../catalogue/entity.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testDb } from '../../../../test/db.ts';
import { getDeal } from '../service.ts';
import { createDeals } from './service.ts';

const { db } = await testDb();

describe('createDeals', () => {
  it('starts at the first stage of the default process, with its entry tasks and its amounts', async () => {
    const { owner } = await buildWorkspace(db);
    const [accountId = ''] = await createRecords(db, owner.scope, accountEntity, [{ name: '远景智造' }]);
    const [id = ''] = await createDeals(db, owner.scope, [
      { values: { title: '产线视觉检测', accountId, amountMinor: 128_600_000 } },
    ]);
    const deal = await getDeal(db, owner.scope, id);
    expect(deal).toMatchObject({
      title: '产线视觉检测',
      account: { id: accountId, title: '远景智造' },
      stage: { title: 'Contact' },
      processVersion: { title: 'Standard v1' },
      phase: 1,
      status: 'open',
      currency: 'CNY',
      baseAmountMinor: 128_600_000,
      weightedMinor: 12_860_000,
      isHistory: false,
      version: 1,
    });
    const tasks = await db
      .selectFrom('activities')
      .select(['subject', 'assigneeId'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('recordId', '=', id)
      .orderBy('dueAt')
      .orderBy('id')
      .execute();
    expect(tasks.map(({ subject }) => subject)).toEqual([
      'Research the account',
      'First contact',
      'Send a case, offer a demo or sample',
    ]);
    expect(tasks[0]?.assigneeId).toBe(owner.id);
  });

  it('takes rows of the past as they are, with business days in their history', async () => {
    const { owner } = await buildWorkspace(db);
    const [productId = ''] = await createRecords(db, owner.scope, productEntity, [{ name: 'GTX Pro' }]);
    const [lostCompetitorId = ''] = await createRecords(db, owner.scope, competitorEntity, [{ name: 'Rival' }]);
    const ids = await createDeals(
      db,
      owner.scope,
      [
        {
          values: { title: 'A', amountMinor: 5000, openedOn: '2017-01-02' },
          status: 'won',
          closedOn: '2017-03-01',
          products: [{ productId }],
        },
        {
          values: { title: 'B', openedOn: '2017-01-03' },
          stageKey: 'needs',
          status: 'lost',
          closedOn: '2017-02-01',
          lostReason: 'price',
          lostCompetitorId,
        },
        { values: { title: 'C', openedOn: '2017-01-04' }, stageKey: 'needs' },
        { values: { title: 'D' } },
      ],
      { history: true },
    );
    const [won, lost, open, early] = await Promise.all(ids.map((id) => getDeal(db, owner.scope, id)));
    expect(won).toMatchObject({
      status: 'won',
      phase: 4,
      wonOn: '2017-03-01',
      closedOn: '2017-03-01',
      isHistory: true,
      weightedMinor: 5000,
      productSummary: 'GTX Pro',
    });
    expect(lost).toMatchObject({
      status: 'lost',
      phase: 2,
      wonOn: null,
      closedOn: '2017-02-01',
      lostReason: 'price',
      lostCompetitor: { title: 'Rival' },
    });
    expect(open).toMatchObject({ status: 'open', phase: 2, openedOn: '2017-01-04', stageEnteredAt: '2017-01-03T16:00:00.000Z' });
    expect(early).toMatchObject({ phase: 1, closedOn: null });
    const steps = await db
      .selectFrom('dealStageHistory')
      .select(['kind', 'happenedAt', 'isHistory'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('dealId', '=', ids[0] ?? '')
      .orderBy('happenedAt')
      .execute();
    expect(steps).toEqual([
      { kind: 'import', happenedAt: '2017-01-01T16:00:00.000Z', isHistory: true },
      { kind: 'won', happenedAt: '2017-02-28T16:00:00.000Z', isHistory: true },
    ]);
    const activities = await db.selectFrom('activities').select('id').where('workspaceId', '=', owner.workspaceId).execute();
    expect(activities).toEqual([]);
  });

  it('names every row of the past that cannot be', async () => {
    const { owner } = await buildWorkspace(db);
    const bad = createDeals(
      db,
      owner.scope,
      [
        { values: { title: 'A' }, stageKey: 'nowhere' },
        { values: { title: 'B' }, status: 'won' },
        { values: { title: 'C', openedOn: '2017-05-01' }, status: 'lost', closedOn: '2017-04-01' },
      ],
      { history: true },
    );
    await expect(bad).rejects.toMatchObject({
      fields: [
        { pointer: '/rows/0/stageKey', code: 'deals.unknown_stage' },
        { pointer: '/rows/1/closedOn', code: 'required' },
        { pointer: '/rows/2/closedOn', code: 'deals.closed_before_opened' },
      ],
    });
    expect(await db.selectFrom('deals').select('id').where('workspaceId', '=', owner.workspaceId).execute()).toEqual([]);
  });

  it('refuses a currency without a rate, naming currency and day, and counts with the rate of the day', async () => {
    const { owner } = await buildWorkspace(db, { currency: 'CNY' });
    const make = () =>
      createDeals(
        db,
        owner.scope,
        [
          {
            values: { title: 'A', amountMinor: 10_000, currency: 'USD', openedOn: '2024-01-01' },
            status: 'won',
            closedOn: '2024-02-10',
          },
        ],
        { history: true },
      );
    await expect(make()).rejects.toMatchObject({ code: 'settings.no_rate', params: { currency: 'USD', on: '2024-02-10' } });
    await db
      .insertInto('exchangeRates')
      .values([
        { workspaceId: owner.workspaceId, currency: 'USD', validFrom: '2024-01-01', rate: '7.1' },
        { workspaceId: owner.workspaceId, currency: 'USD', validFrom: '2024-03-01', rate: '7.3' },
      ])
      .execute();
    const [id = ''] = await make();
    expect(await getDeal(db, owner.scope, id)).toMatchObject({
      amountMinor: 10_000,
      baseAmountMinor: 71_000,
      weightedMinor: 71_000,
    });
  });

  it('refuses who may not create, and a seller who creates for somebody else', async () => {
    const workspace = await buildWorkspace(db);
    const [analyst, seller] = [await buildUser(db, workspace, { role: 'analyst' }), await buildUser(db, workspace)];
    await expect(createDeals(db, analyst.scope, [{ values: { title: 'A' } }])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createDeals(db, seller.scope, [{ values: { title: 'A', ownerId: workspace.owner.id } }])).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await createDeals(db, seller.scope, [{ values: { title: 'A' } }])).toHaveLength(1);
  });

  it('starts with the process asked for', async () => {
    const { owner } = await buildWorkspace(db);
    const quick = (await loadStarts(db, owner.scope)).find(({ key }) => key === 'quickOrder');
    const [id = ''] = await createDeals(db, owner.scope, [{ values: { title: 'RFQ' }, processId: quick?.processId }]);
    expect(await getDeal(db, owner.scope, id)).toMatchObject({
      stage: { title: 'Quote' },
      phase: 3,
      processVersion: { title: 'Quick order v1' },
    });
  });
});
