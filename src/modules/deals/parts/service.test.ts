import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { competitors, products } from '../../catalogue/contract.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { listTimeline } from '../../timeline/contract.ts';
import { deals } from '../contract.ts';
import { loseDeal } from '../outcomes/contract.ts';
import {
  getParts,
  removeDealCompetitor,
  removeDealContact,
  setDealCompetitor,
  setDealContact,
  setDealProducts,
} from './contract.ts';

const server = await testServer();
const { db } = server;

describe('parts of a deal', () => {
  it('keeps contacts with role and attitude, the main one first, and changes them', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const [boss, user] = [
      await api.call(contacts.create, { body: { name: '周总' } }),
      await api.call(contacts.create, { body: { name: '小李' } }),
    ];
    const deal = await api.call(deals.create, { body: { title: 'Line 2', primaryContactId: user.id } });
    await api.call(setDealContact, {
      params: { id: deal.id, partId: boss.id },
      body: { role: 'decisionMaker', attitude: 'supporter', influence: 5 },
    });
    await api.call(setDealContact, { params: { id: deal.id, partId: user.id }, body: { role: 'user' } });
    const parts = await api.call(setDealContact, {
      params: { id: deal.id, partId: boss.id },
      body: { version: 1, role: 'champion', attitude: 'neutral' },
    });
    expect(parts.contacts).toMatchObject([
      { contact: { id: user.id, title: '小李' }, role: 'user', attitude: 'unknown', influence: null, isPrimary: true },
      { contact: { id: boss.id }, role: 'champion', attitude: 'neutral', influence: null, isPrimary: false },
    ]);
    await api.call(removeDealContact, { params: { id: deal.id, partId: boss.id } });
    expect((await api.refused(removeDealContact, { params: { id: deal.id, partId: boss.id } })).status).toBe(404);
    expect((await api.call(getParts, { params: { id: deal.id } })).contacts).toHaveLength(1);
    expect((await api.refused(setDealContact, { params: { id: deal.id, partId: deal.id }, body: { role: 'user' } })).status).toBe(
      400,
    );
  });

  it('are named on the timeline, only to whom may see them, beside what an edit changed', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    const seller = await buildUser(db, workspace, { role: 'seller', team: await buildTeam(db, workspace) });
    const boss = await api.call(contacts.create, { body: { name: '周总' } });
    const deal = await api.call(deals.create, {
      body: { title: 'Line 3', amountMinor: 100, currency: 'CNY', ownerId: seller.id },
    });
    await api.call(setDealContact, { params: { id: deal.id, partId: boss.id }, body: { role: 'user' } });
    const { version } = await api.call(deals.get, { params: { id: deal.id } });
    await api.call(deals.update, { params: { id: deal.id }, body: { version, amountMinor: 200 } });
    const entries = async (caller: typeof api) =>
      (await caller.call(listTimeline, { params: { id: deal.id }, query: { only: 'events', limit: 2 } })).data;
    expect(await entries(api)).toMatchObject([
      { kind: 'deal.updated', data: { changes: { amountMinor: [100, 200] }, currency: 'CNY' } },
      { kind: 'deal.contactSet', data: { contactId: boss.id, role: 'user' }, names: { [boss.id]: '周总' } },
    ]);
    expect(Object.keys((await entries(api))[0]?.data['changes'] ?? {})).toEqual(['amountMinor']);
    expect((await entries(server.as(seller))).map(({ names }) => names)).toEqual([{}, {}]);
  });

  it('keeps competitors with price and outcome', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const rival = await api.call(competitors.create, { body: { name: 'Hik' } });
    const deal = await api.call(deals.create, { body: { title: 'Line 2' } });
    const parts = await api.call(setDealCompetitor, {
      params: { id: deal.id, partId: rival.id },
      body: { priceMinor: 119_000_000, note: 'By mail' },
    });
    expect(parts.competitors).toEqual([
      { competitor: { id: rival.id, title: 'Hik' }, priceMinor: 119_000_000, note: 'By mail', outcome: 'competing', version: 1 },
    ]);
    await api.call(removeDealCompetitor, { params: { id: deal.id, partId: rival.id } });
    expect((await api.call(getParts, { params: { id: deal.id } })).competitors).toEqual([]);
  });

  it('prices product lines exactly, may set the amount from them, and names them on the deal', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const [a, b] = [
      await api.call(products.create, { body: { name: 'Camera' } }),
      await api.call(products.create, { body: { name: 'Lens' } }),
    ];
    const deal = await api.call(deals.create, { body: { title: 'Line 2', amountMinor: 5 } });
    const lines = [
      { productId: a.id, quantity: '2.5', unitPriceMinor: 999 },
      { productId: b.id, quantity: '3', unitPriceMinor: 100 },
    ];
    const kept = await api.call(setDealProducts, { params: { id: deal.id }, body: { version: 1, lines } });
    expect(kept).toMatchObject({
      productsTotalMinor: 2798,
      currency: 'CNY',
      products: [
        { quantity: '2.5', amountMinor: 2498, product: { title: 'Camera' } },
        { quantity: '3', amountMinor: 300 },
      ],
    });
    expect(await api.call(deals.get, { params: { id: deal.id } })).toMatchObject({
      amountMinor: 5,
      productSummary: 'Camera, Lens',
      version: 2,
    });
    expect((await api.refused(setDealProducts, { params: { id: deal.id }, body: { version: 1, lines: [] } })).status).toBe(409);
    await api.call(setDealProducts, {
      params: { id: deal.id },
      body: { version: 2, lines: lines.slice(0, 1), setsAmount: true },
    });
    expect(await api.call(deals.get, { params: { id: deal.id } })).toMatchObject({
      amountMinor: 2498,
      baseAmountMinor: 2498,
      weightedMinor: 250,
      productSummary: 'Camera',
      version: 3,
    });
    expect(
      (
        await api.refused(setDealProducts, {
          params: { id: deal.id },
          body: { version: 3, lines: [{ ...lines[0], productId: deal.id, quantity: '1', unitPriceMinor: 1 }] },
        })
      ).status,
    ).toBe(400);
  });

  it('tell whoever has not seen the last change what stands now', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await api.call(deals.create, { body: { title: 'Line 2' } });
    const boss = await api.call(contacts.create, { body: { name: 'Boss' } });
    const rival = await api.call(competitors.create, { body: { name: 'Rival' } });
    const [person, firm] = [
      { id: deal.id, partId: boss.id },
      { id: deal.id, partId: rival.id },
    ];
    await api.call(setDealContact, { params: person, body: { role: 'user' } });
    await api.call(setDealCompetitor, { params: firm, body: { priceMinor: 5 } });
    const unseen = { status: 409, code: 'stale_version', current: { version: 1 } };
    expect(await api.refused(setDealContact, { params: person, body: { role: 'buyer' } })).toMatchObject(unseen);
    expect(await api.refused(setDealCompetitor, { params: firm, body: {} })).toMatchObject(unseen);
    await api.call(setDealContact, { params: person, body: { version: 1, role: 'buyer', attitude: 'supporter' } });
    expect(await api.refused(setDealContact, { params: person, body: { version: 1, role: 'user' } })).toMatchObject({
      status: 409,
      current: { version: 2, role: 'buyer', attitude: 'supporter' },
    });
    expect(await api.refused(removeDealContact, { params: person, query: { version: 1 } })).toMatchObject({ status: 409 });
    expect(await api.refused(removeDealCompetitor, { params: firm, query: { version: 7 } })).toMatchObject({ status: 409 });
    await api.call(removeDealContact, { params: person, query: { version: 2 } });
    expect(await api.refused(setDealContact, { params: person, body: { version: 2, role: 'user' } })).toMatchObject({
      status: 409,
      current: null,
    });
    const camera = await api.call(products.create, { body: { name: 'Camera' } });
    const lines = [{ productId: camera.id, quantity: '1', unitPriceMinor: 100 }];
    await api.call(setDealProducts, { params: { id: deal.id }, body: { version: 1, lines } });
    expect(await api.refused(setDealProducts, { params: { id: deal.id }, body: { version: 1, lines: [] } })).toMatchObject({
      status: 409,
      current: { version: 2 },
      parts: { products: [{ product: { title: 'Camera' } }] },
    });
  });

  it('are changed by whoever may edit the deal, and seen by whoever sees it', async () => {
    const workspace = await buildWorkspace(db);
    const [seller, mate, analyst] = [
      await buildUser(db, workspace),
      await buildUser(db, workspace),
      await buildUser(db, workspace, { role: 'analyst' }),
    ];
    const deal = await server.as(seller).call(deals.create, { body: { title: 'Line 2' } });
    const contact = await server.as(seller).call(contacts.create, { body: { name: 'Boss' } });
    const params = { id: deal.id, partId: contact.id };
    for (const user of [mate, analyst]) {
      expect((await server.as(user).call(getParts, { params: { id: deal.id } })).contacts).toEqual([]);
      expect((await server.as(user).refused(setDealContact, { params, body: { role: 'user' } })).status).toBe(403);
      expect((await server.as(user).refused(removeDealContact, { params })).status).toBe(403);
      expect((await server.as(user).refused(setDealCompetitor, { params, body: {} })).status).toBe(403);
      expect(
        (await server.as(user).refused(setDealProducts, { params: { id: deal.id }, body: { version: 1, lines: [] } })).status,
      ).toBe(403);
    }
    const stranger = (await buildWorkspace(db)).owner;
    expect((await server.as(stranger).refused(getParts, { params: { id: deal.id } })).status).toBe(404);
    expect((await server.as(stranger).refused(setDealContact, { params, body: { role: 'user' } })).status).toBe(404);
    const theirs = await server.as(stranger).call(contacts.create, { body: { name: 'Theirs' } });
    expect(
      (await server.as(seller).refused(setDealContact, { params: { ...params, partId: theirs.id }, body: { role: 'user' } }))
        .status,
    ).toBe(400);
  });
});

describe('the plain record', () => {
  it('is edited with its amounts following, found by customer, and refuses what only use cases set', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const account = await api.call(accounts.create, { body: { name: '远景智造', industry: 'Machines' } });
    const deal = await api.call(deals.create, { body: { title: '产线视觉', accountId: account.id, amountMinor: 1000 } });
    expect(
      await api.call(deals.update, { params: { id: deal.id }, body: { version: 1, amountMinor: 3000, probabilityBp: 5000 } }),
    ).toMatchObject({ baseAmountMinor: 3000, weightedMinor: 1500, version: 2 });
    expect(await api.call(deals.update, { params: { id: deal.id }, body: { version: 2, amountMinor: null } })).toMatchObject({
      baseAmountMinor: null,
      weightedMinor: null,
    });
    expect((await api.patch(`/api/v1/deals/${deal.id}`, { version: 3, status: 'won' })).json).toMatchObject({
      errors: [{ pointer: '/body/status', code: 'unknown_field' }],
    });
    expect((await api.patch(`/api/v1/deals/${deal.id}`, { version: 3, stageId: deal.stage?.id })).status).toBe(400);
    expect((await api.patch(`/api/v1/deals/${deal.id}`, { version: 1, title: 'Late' })).json).toMatchObject({
      code: 'stale_version',
      current: { version: 3 },
    });
    expect((await api.patch(`/api/v1/deals/${deal.id}`, { version: 3, currency: 'EUR', amountMinor: 5 })).json).toMatchObject({
      code: 'settings.no_rate',
    });
    expect((await api.patch(`/api/v1/deals/${deal.id}`, { version: 3, openedOn: null })).json).toMatchObject({
      errors: [{ pointer: '/body/openedOn', code: 'required' }],
    });
    const listed = await api.call(deals.list, {
      query: {
        filter: {
          and: [
            { field: 'account.industry', op: 'eq', value: 'Machines' },
            { field: 'stage', op: 'eq', value: deal.stage?.id },
          ],
        },
      },
    });
    expect(listed.data).toMatchObject([{ id: deal.id, stage: { title: 'Contact' }, account: { title: '远景智造' } }]);
    const [document] = await db
      .selectFrom('searchDocuments')
      .select(['title', 'subtitle'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('kind', '=', 'deal')
      .execute();
    expect(document).toEqual({ title: '产线视觉', subtitle: '远景智造' });
    await api.call(loseDeal, { params: { id: deal.id }, body: { version: 3, reason: 'timing' } });
    expect((await api.patch(`/api/v1/deals/${deal.id}`, { version: 4, openedOn: '2999-01-01' })).json).toMatchObject({
      errors: [{ code: 'deals.closed_before_opened' }],
    });
    expect(
      (
        await api.get(
          `/api/v1/deals?filter=${encodeURIComponent(JSON.stringify({ field: 'stage.names', op: 'eq', value: 'x' }))}`,
        )
      ).status,
    ).toBe(400);
  });
});
