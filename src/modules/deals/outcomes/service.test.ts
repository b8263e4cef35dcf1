import { describe, expect, it } from 'vitest';
import { addDays, todayIn } from '../../../platform/days.ts';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { competitors } from '../../catalogue/contract.ts';
import type { GateMode } from '../../process/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { listProcesses, setGateMode } from '../../process/service.ts';
import { deals } from '../contract.ts';
import { moveDeal } from '../moves/contract.ts';
import { getParts } from '../parts/contract.ts';
import { completeDeal, holdDeal, loseDeal, reopenDeal, winDeal } from './contract.ts';
import { instantOfOutcome, reopenedStatus } from './rules.ts';

const server = await testServer();
const { db } = server;
const today = todayIn('Asia/Shanghai');
const proof = { kind: 'contract' as const, note: 'HT-2026-17, signed by both' };

async function place(mode: GateMode = 'advise', currency = 'CNY') {
  const workspace = await buildWorkspace(db, { currency });
  const { owner } = workspace;
  const [standard] = await listProcesses(db, owner.scope);
  if (!standard) throw new Error('no process');
  if (mode !== 'advise') await setGateMode(db, owner.scope, standard.id, standard.version, mode);
  const stages = (await loadStarts(db, owner.scope))[0]?.stages ?? [];
  return { workspace, owner, id: (index: number) => stages[index]?.id ?? '' };
}

const make = (user: TestUser, more = {}) =>
  server.as(user).call(deals.create, { body: { title: 'Line 2', amountMinor: 100_000, openedOn: addDays(today, -30), ...more } });

describe('winDeal', () => {
  it('moves to the signing stage with its proof, closes on the business day and plans the delivery', async () => {
    const { owner } = await place();
    const deal = await make(owner);
    const wonOn = addDays(today, -2);
    const {
      deal: won,
      unmet,
      tasksCreated,
    } = await server.as(owner).call(winDeal, { params: { id: deal.id }, body: { version: 1, proof, wonOn } });
    expect(won).toMatchObject({
      status: 'won',
      phase: 4,
      wonOn,
      closedOn: wonOn,
      wonProof: 'contract',
      weightedMinor: 100_000,
      version: 2,
    });
    expect(unmet).toHaveLength(9);
    expect(tasksCreated).toBe(1);
    const [event] = await db
      .selectFrom('events')
      .select(['happenedAt', 'data'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('kind', '=', 'deal.won')
      .execute();
    expect(event).toMatchObject({ data: { wonOn, proof: 'contract' } });
    const [tick] = await db
      .selectFrom('dealCriteria')
      .select(['criterionKey', 'note'])
      .where('workspaceId', '=', owner.workspaceId)
      .execute();
    expect(tick).toEqual({ criterionKey: 'won.proved', note: proof.note });
  });

  it('asks the gates on the way where the process requires, and only the proof in the signing stage', async () => {
    const { owner, id } = await place('require');
    const deal = await make(owner);
    expect(
      (await server.as(owner).refused(winDeal, { params: { id: deal.id }, body: { version: 1, proof } }))['missing'],
    ).toHaveLength(9);
    const nextStep = { text: 'Sign', dueAt: new Date(Date.now() + 86_400_000).toISOString() };
    await server.as(owner).call(moveDeal, {
      params: { id: deal.id },
      body: { version: 1, toStageId: id(3), nextStep, waive: { reason: 'Framework contract' } },
    });
    const { deal: won } = await server.as(owner).call(winDeal, { params: { id: deal.id }, body: { version: 2, proof } });
    expect(won.status).toBe('won');
  });

  it('counts at the rate of the day of winning, and refuses a day without one', async () => {
    const { owner } = await place('advise', 'CNY');
    const rate = (validFrom: string, value: string) => ({
      workspaceId: owner.workspaceId,
      currency: 'USD',
      validFrom,
      rate: value,
    });
    await db
      .insertInto('exchangeRates')
      .values([rate(addDays(today, -5), '7'), rate(today, '8')])
      .execute();
    const deal = await make(owner, { currency: 'USD' });
    expect(deal.baseAmountMinor).toBe(800_000);
    const early = await server
      .as(owner)
      .refused(winDeal, { params: { id: deal.id }, body: { version: 1, proof, wonOn: addDays(today, -9) } });
    expect(early).toMatchObject({ status: 422, code: 'settings.no_rate' });
    const { deal: won } = await server
      .as(owner)
      .call(winDeal, { params: { id: deal.id }, body: { version: 1, proof, wonOn: addDays(today, -3) } });
    expect(won.baseAmountMinor).toBe(700_000);
  });

  it('refuses without amount, evidence, or with a day that cannot be', async () => {
    const { owner } = await place();
    const api = server.as(owner);
    const bare = await api.call(deals.create, { body: { title: 'No amount' } });
    expect((await api.refused(winDeal, { params: { id: bare.id }, body: { version: 1, proof } })).code).toBe(
      'deals.amount_required',
    );
    const deal = await make(owner);
    const win = (body: object) => api.post(`/api/v1/deals/${deal.id}/win`, { version: 1, proof, ...body });
    expect((await win({ proof: { kind: 'purchaseOrder' } })).status).toBe(400);
    // That a quote was accepted is looked up, whatever the note says.
    expect((await win({ proof: { kind: 'quote', note: 'Accepted by phone' } })).json).toMatchObject({
      status: 422,
      code: 'deals.no_quote_proof',
    });
    expect((await win({ wonOn: addDays(today, 2) })).json.code).toBe('deals.in_the_future');
    expect((await win({ wonOn: addDays(today, -31) })).json.code).toBe('deals.closed_before_opened');
    expect((await win({ version: 3 })).status).toBe(409);
  });

  it('lets one of two winners win', async () => {
    const { owner } = await place();
    const deal = await make(owner);
    const replies = await Promise.all(
      [1, 2, 3].map(() => server.as(owner).post(`/api/v1/deals/${deal.id}/win`, { version: 1, proof })),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const wins = await db
      .selectFrom('events')
      .select('id')
      .where('workspaceId', '=', owner.workspaceId)
      .where('kind', '=', 'deal.won')
      .execute();
    expect(wins).toHaveLength(1);
  });
});

describe('loseDeal, holdDeal, reopenDeal', () => {
  it('keeps why and to whom, brings the deal back on the revisit day, and opens it again', async () => {
    const { owner } = await place();
    const api = server.as(owner);
    const rival = await api.call(competitors.create, { body: { name: 'Hik' } });
    const deal = await make(owner);
    const revisitOn = addDays(today, 90);
    const lost = await api.call(loseDeal, {
      params: { id: deal.id },
      body: { version: 1, reason: 'price', competitorId: rival.id, note: '8 % dearer', lostOn: addDays(today, -1), revisitOn },
    });
    expect(lost.deal).toMatchObject({
      status: 'lost',
      phase: 1,
      closedOn: addDays(today, -1),
      lostReason: 'price',
      lostCompetitor: { title: 'Hik' },
      revisitOn,
      weightedMinor: 0,
    });
    const [task] = await db
      .selectFrom('activities')
      .select(['subject', 'dueAt'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('subject', 'like', 'Revisit%')
      .execute();
    expect(task).toEqual({ subject: 'Revisit: Line 2', dueAt: `${revisitOn}T01:00:00.000Z` });
    expect((await api.call(getParts, { params: { id: deal.id } })).competitors).toMatchObject([
      { competitor: { title: 'Hik' }, outcome: 'lostToThem' },
    ]);
    expect((await api.refused(loseDeal, { params: { id: deal.id }, body: { version: 2, reason: 'price' } })).code).toBe(
      'deals.not_open',
    );
    const { deal: open } = await api.call(reopenDeal, { params: { id: deal.id }, body: { version: 2, reason: 'They called' } });
    expect(open).toMatchObject({
      status: 'open',
      closedOn: null,
      lostReason: null,
      lostCompetitor: null,
      revisitOn: null,
      weightedMinor: 10_000,
    });
    const still = await db
      .selectFrom('activities')
      .select(['subject', 'doneAt'])
      .where('workspaceId', '=', owner.workspaceId)
      .where('subject', 'like', 'Revisit%')
      .execute();
    expect(still).toEqual([{ subject: 'Revisit: Line 2', doneAt: expect.any(String) }]);
    expect(await api.refused(reopenDeal, { params: { id: deal.id }, body: { version: 3, reason: 'again' } })).toMatchObject({
      status: 409,
      code: 'deals.already_open',
    });
  });

  it('holds an open deal, and undoes a win with its proof', async () => {
    const { owner } = await place();
    const api = server.as(owner);
    const deal = await make(owner);
    expect(
      (
        await api.refused(holdDeal, {
          params: { id: deal.id },
          body: { version: 1, reason: 'Budget stop', revisitOn: addDays(today, -1) },
        })
      ).code,
    ).toBe('deals.in_the_past');
    const { deal: held } = await api.call(holdDeal, {
      params: { id: deal.id },
      body: { version: 1, reason: 'Budget stop', revisitOn: addDays(today, 30) },
    });
    expect(held).toMatchObject({ status: 'onHold', holdReason: 'Budget stop', weightedMinor: 0 });
    expect((await api.refused(winDeal, { params: { id: deal.id }, body: { version: 2, proof } })).code).toBe('deals.not_open');
    await api.call(reopenDeal, { params: { id: deal.id }, body: { version: 2, reason: 'Budget is back' } });
    await api.call(winDeal, { params: { id: deal.id }, body: { version: 3, proof } });
    const { deal: undone } = await api.call(reopenDeal, {
      params: { id: deal.id },
      body: { version: 4, reason: 'Signed the wrong copy' },
    });
    expect(undone).toMatchObject({
      status: 'open',
      phase: 4,
      wonOn: null,
      closedOn: null,
      wonProof: null,
      weightedMinor: 80_000,
    });
    expect(
      await db.selectFrom('dealCriteria').select('criterionKey').where('workspaceId', '=', owner.workspaceId).execute(),
    ).toEqual([]);
  });

  it('refuses a competitor that is not one', async () => {
    const { owner } = await place();
    const deal = await make(owner);
    const refused = await server
      .as(owner)
      .refused(loseDeal, { params: { id: deal.id }, body: { version: 1, reason: 'competitor', competitorId: deal.id } });
    expect(refused).toMatchObject({ status: 400, errors: [{ pointer: '/body/competitorId', code: 'not_found_reference' }] });
  });
});

describe('completeDeal', () => {
  it('asks the gate of the last stage of a won deal, and takes it off the board', async () => {
    const { owner, id } = await place();
    const api = server.as(owner);
    const deal = await make(owner);
    expect((await api.refused(completeDeal, { params: { id: deal.id }, body: { version: 1 } })).code).toBe('deals.not_won');
    await api.call(winDeal, { params: { id: deal.id }, body: { version: 1, proof } });
    expect((await api.refused(completeDeal, { params: { id: deal.id }, body: { version: 2 } })).code).toBe(
      'deals.not_last_stage',
    );
    const moved = await api.call(moveDeal, { params: { id: deal.id }, body: { version: 2, toStageId: id(4) } });
    expect(moved.unmet.map(({ key }) => key)).toEqual(['delivery.accepted']);
    const [standard] = await listProcesses(db, owner.scope);
    if (standard) await setGateMode(db, owner.scope, standard.id, standard.version, 'require');
    const refused = await api.refused(completeDeal, { params: { id: deal.id }, body: { version: 3 } });
    expect(refused).toMatchObject({
      code: 'deals.gate_unmet',
      missing: [{ key: 'csat.scored' }, { key: 'care.clear' }, { key: 'checkIn.dated', where: { place: 'nextStep' } }],
    });
    const { deal: completed } = await api.call(completeDeal, {
      params: { id: deal.id },
      body: { version: 3, waive: { reason: 'Customer closed down' } },
    });
    expect(completed).toMatchObject({ status: 'completed', wonOn: today });
    const { deal: back } = await api.call(reopenDeal, { params: { id: deal.id }, body: { version: 4, reason: 'Warranty case' } });
    expect(back).toMatchObject({ status: 'won', wonOn: today });
  });
});

describe('rights to outcomes', () => {
  it('are the owner’s and managers’, not a colleague’s, and nobody’s who only looks', async () => {
    const { workspace } = await place();
    const [seller, mate, delivery, analyst] = [
      await buildUser(db, workspace),
      await buildUser(db, workspace),
      await buildUser(db, workspace, { role: 'delivery' }),
      await buildUser(db, workspace, { role: 'analyst' }),
    ];
    const deal = await make(seller);
    const stranger = (await buildWorkspace(db)).owner;
    const bodies = {
      win: { version: 1, proof },
      lose: { version: 1, reason: 'price' },
      hold: { version: 1, reason: 'x', revisitOn: addDays(today, 1) },
      reopen: { version: 1, reason: 'x' },
      complete: { version: 1 },
    };
    for (const [verb, body] of Object.entries(bodies)) {
      for (const user of [mate, delivery, analyst])
        expect([verb, user.role, (await server.as(user).post(`/api/v1/deals/${deal.id}/${verb}`, body)).status]).toEqual([
          verb,
          user.role,
          403,
        ]);
      expect((await server.as(stranger).post(`/api/v1/deals/${deal.id}/${verb}`, body)).status).toBe(404);
    }
    expect((await server.as(seller).call(winDeal, { params: { id: deal.id }, body: { version: 1, proof } })).deal.status).toBe(
      'won',
    );
  });
});

describe('rules of outcomes', () => {
  it.each([
    ['lost', 'open'],
    ['onHold', 'open'],
    ['won', 'open'],
    ['completed', 'won'],
    ['open', null],
  ] as const)('%s reopens to %s', (from, to) => expect(reopenedStatus(from)).toBe(to));
  it('places an outcome of which only the day is known', () => {
    const time = {
      day: '2026-03-05',
      today: '2026-03-10',
      now: 'now',
      dayStart: 'start',
      enteredAt: 'entered',
      enteredDay: '2026-03-01',
    };
    expect(instantOfOutcome(time)).toBe('start');
    expect(instantOfOutcome({ ...time, day: '2026-03-10' })).toBe('now');
    expect(instantOfOutcome({ ...time, enteredDay: '2026-03-05' })).toBe('entered');
  });
});
