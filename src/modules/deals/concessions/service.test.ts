import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { setExchangeRate } from '../../settings/contract.ts';
import { listTimeline } from '../../timeline/contract.ts';
import { deals } from '../contract.ts';
import { addConcession, getLedger, removeConcession, restoreConcession, setWalkAway, updateConcession } from './contract.ts';

const server = await testServer();
const { db } = server;

describe('the ledger of a deal', () => {
  it('keeps asks and gives round by round, with what came back, and adds them up', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await api.call(deals.create, { body: { title: 'Line 2', amountMinor: 1_000_000 } });
    const params = { id: deal.id };
    await api.call(addConcession, { params, body: { side: 'ask', kind: 'discount', text: '5 % off' } });
    const first = await api.call(addConcession, {
      params,
      body: { side: 'give', kind: 'discount', text: '3 % off', valueMinor: 30_000, marginBp: 300, gotText: 'Order by June' },
    });
    expect(first.data.map(({ round, side }) => [round, side])).toEqual([
      [1, 'ask'],
      [1, 'give'],
    ]);
    const second = await api.call(addConcession, {
      params,
      body: { side: 'give', kind: 'warranty', text: '24 months', round: 2, valueMinor: 12_000 },
    });
    expect(second.totals).toEqual({
      currency: 'CNY',
      asks: 1,
      gives: 2,
      unreturned: 1,
      givenMinor: 42_000,
      marginMinor: 30_000,
      gotMinor: 0,
      netMinor: -42_000,
    });
    const warranty = second.data[2];
    expect(warranty).toMatchObject({ by: { id: owner.id }, round: 2, version: 1 });
    const partId = warranty?.id ?? '';
    const changed = await api.call(updateConcession, {
      params: { ...params, partId },
      body: { version: 1, gotText: 'Second line in the same order', gotMinor: 50_000 },
    });
    expect(changed.totals).toMatchObject({ unreturned: 0, gotMinor: 50_000, netMinor: 8_000 });
    expect(await api.refused(updateConcession, { params: { ...params, partId }, body: { version: 1, text: 'x' } })).toMatchObject(
      {
        status: 409,
        current: { version: 2, gotMinor: 50_000 },
      },
    );
    const without = await api.call(removeConcession, { params: { ...params, partId }, query: { version: 2 } });
    expect(without.totals).toMatchObject({ gives: 1, givenMinor: 30_000 });
    expect((await api.call(restoreConcession, { params: { ...params, partId } })).totals.gives).toBe(2);
    const after = await api.call(addConcession, { params, body: { side: 'ask', kind: 'other', text: 'Free training' } });
    expect(after.data.at(-1)?.round).toBe(2);
  });

  it('refuses margin said twice, a return for an ask, a day to come, a currency without rate', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await api.call(deals.create, { body: { title: 'Line 2' } });
    const params = { id: deal.id };
    const give = { side: 'give', kind: 'price', text: 'x' } as const;
    const refused = async (body: object) =>
      (await api.refused(addConcession, { params, body: { ...give, ...body } })).errors?.[0];
    expect(await refused({ marginMinor: 1, marginBp: 1 })).toMatchObject({ pointer: '/body/marginBp', code: 'deals.one_margin' });
    expect(await refused({ side: 'ask', gotText: 'y' })).toMatchObject({ code: 'deals.ask_has_no_return' });
    expect(await refused({ saidOn: '2999-01-01' })).toMatchObject({ code: 'deals.in_the_future' });
    await api.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2020-01-01', rate: '7' } });
    const abroad = await api.call(deals.create, { body: { title: 'Abroad', currency: 'USD' } });
    const body = { ...give, valueMinor: 100 };
    const ledger = await api.call(addConcession, { params: { id: abroad.id }, body });
    expect(ledger).toMatchObject({ currency: 'USD', totals: { currency: 'USD', givenMinor: 100 } });
    expect(
      await api.refused(addConcession, { params: { id: abroad.id }, body: { ...body, saidOn: '2019-01-01' } }),
    ).toMatchObject({ code: 'settings.no_rate' });
  });

  it('shows the walk-away point only to who may edit the deal or manages it', async () => {
    const workspace = await buildWorkspace(db);
    const team = await buildTeam(db, workspace);
    const [seller, mate, manager, analyst] = [
      await buildUser(db, workspace, { role: 'seller', team }),
      await buildUser(db, workspace, { role: 'seller', team }),
      await buildUser(db, workspace, { role: 'salesManager', team }),
      await buildUser(db, workspace, { role: 'analyst' }),
    ];
    const deal = await server.as(seller).call(deals.create, { body: { title: 'Line 2' } });
    const params = { id: deal.id };
    const body = { lowestTotalMinor: 777_123, lowestMarginBp: 1_234, note: 'Not below' };
    await server.as(seller).call(setWalkAway, { params, body });
    expect(await server.as(seller).refused(setWalkAway, { params, body })).toMatchObject({
      status: 409,
      current: { version: 1 },
    });
    const again = await server.as(seller).call(setWalkAway, { params, body: { ...body, version: 1 } });
    expect(again.walkAway).toEqual({ ...body, version: 2 });
    for (const user of [seller, manager])
      expect(await server.as(user).call(getLedger, { params })).toMatchObject({ seesWalkAway: true, walkAway: body });
    for (const user of [mate, analyst]) {
      expect(await server.as(user).call(getLedger, { params })).toMatchObject({ seesWalkAway: false, walkAway: null });
      expect((await server.as(user).refused(setWalkAway, { params, body: { ...body, version: 2 } })).status).toBe(403);
      expect(
        (await server.as(user).refused(addConcession, { params, body: { side: 'ask', kind: 'price', text: 'x' } })).status,
      ).toBe(403);
      const timeline = JSON.stringify(await server.as(user).call(listTimeline, { params, query: {} }));
      expect(timeline).toContain('deal.walkAwaySet');
      expect(timeline).not.toMatch(/777123|1234|Not below/);
    }
    const stranger = server.as((await buildWorkspace(db)).owner);
    expect((await stranger.refused(getLedger, { params })).status).toBe(404);
    expect((await stranger.refused(setWalkAway, { params, body })).status).toBe(404);
  });
});
