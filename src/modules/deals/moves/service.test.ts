import { describe, expect, it } from 'vitest';
import { buildApiKey, buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import type { GateMode } from '../../process/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { listProcesses, setGateMode } from '../../process/service.ts';
import { completeActivity, createActivity, listTimeline } from '../../timeline/contract.ts';
import { deals } from '../contract.ts';
import { getGuide } from '../guide/contract.ts';
import { setDealContact } from '../parts/contract.ts';
import { listHistory, moveDeal, setCriterion } from './contract.ts';

const server = await testServer();
const { db } = server;
const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
const nextStep = { text: 'Send the summary', dueAt: soon };

async function place(mode: GateMode) {
  const workspace = await buildWorkspace(db);
  const { owner } = workspace;
  const [standard] = await listProcesses(db, owner.scope);
  if (!standard) throw new Error('no process');
  if (mode !== 'advise') await setGateMode(db, owner.scope, standard.id, standard.version, mode);
  const stages = (await loadStarts(db, owner.scope))[0]?.stages ?? [];
  return { workspace, owner, id: (index: number) => stages[index]?.id ?? '' };
}

const make = (user: TestUser, more = {}) => server.as(user).call(deals.create, { body: { title: 'Line 2', ...more } });

/** Does what the first gate asks for. */
async function meetFirstGate(user: TestUser, dealId: string, version: number) {
  const api = server.as(user);
  const contact = await api.call(contacts.create, {
    body: { name: '周明', handles: [{ channel: 'wechat', value: 'zhouming' }] },
  });
  await api.call(createActivity, { body: { recordId: dealId, kind: 'call', body: 'Talked', isTwoWay: true } });
  return api.call(deals.update, {
    params: { id: dealId },
    body: { version, primaryContactId: contact.id, interest: 'Visual inspection' },
  });
}

describe('moveDeal', () => {
  it('refuses while required criteria are unmet, naming each in the reader’s language and where it is done', async () => {
    const { owner, id } = await place('require');
    const deal = await make(owner);
    const problem = await server
      .as(owner)
      .refused(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: id(1), nextStep } });
    expect(problem).toMatchObject({ status: 422, code: 'deals.gate_unmet' });
    expect(problem['missing']).toMatchObject([
      { key: 'contact.reachable', name: 'Contact with phone, mail or WeChat', kind: 'fact', where: { place: 'contacts' } },
      { key: 'contact.twoWay', kind: 'activity', where: { place: 'timeline' } },
      { key: 'interest.noted', kind: 'field', where: { place: 'field', field: 'interest' } },
    ]);
    expect(problem.detail).toContain('Two-way contact done');
    const other = await place('require');
    await db.updateTable('users').set({ language: 'zh-Hant' }).where('workspaceId', '=', other.owner.workspaceId).execute();
    const theirs = await make(other.owner);
    const chinese = await server
      .as(other.owner)
      .refused(moveDeal, { params: { id: theirs.id }, body: { version: 1, toStageId: other.id(1), nextStep } });
    expect(chinese.detail).toContain('聯');
    expect(chinese['missing']).toMatchObject([{ name: expect.stringContaining('電話') }, {}, {}]);
  });

  it('lets a deal pass once the criteria hold, with its next step, the tasks of the new stage, history and event', async () => {
    const { owner, id } = await place('require');
    const deal = await make(owner);
    const { version } = await meetFirstGate(owner, deal.id, deal.version);
    const without = await server.as(owner).refused(moveDeal, { params: { id: deal.id }, body: { version, toStageId: id(1) } });
    expect(without.code).toBe('deals.next_step_required');
    const moved = await server
      .as(owner)
      .call(moveDeal, { params: { id: deal.id }, body: { version, toStageId: id(1), nextStep } });
    expect(moved).toMatchObject({
      deal: { version: version + 1, phase: 2, stage: { title: 'Needs' }, nextStepText: 'Send the summary' },
      unmet: [],
      tasksCreated: 3,
    });
    const { data } = await server.as(owner).call(listHistory, { params: { id: deal.id } });
    expect(data).toMatchObject([
      { kind: 'create', from: null, to: { name: 'Contact' } },
      { kind: 'advance', from: { name: 'Contact' }, to: { name: 'Needs' }, actor: { name: owner.name }, waived: [], days: null },
    ]);
    const events = await db
      .selectFrom('events')
      .select('kind')
      .where('workspaceId', '=', owner.workspaceId)
      .where('subjectId', '=', deal.id)
      .where('kind', '=', 'deal.moved')
      .execute();
    expect(events).toHaveLength(1);
  });

  it('asks the gates of every stage it skips', async () => {
    const { owner, id } = await place('require');
    const deal = await make(owner);
    const problem = await server
      .as(owner)
      .refused(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: id(2), nextStep } });
    expect(problem['missing']).toHaveLength(6);
  });

  it('only advises in the first weeks, and asks nothing when off', async () => {
    const advising = await place('advise');
    const deal = await make(advising.owner);
    const moved = await server
      .as(advising.owner)
      .call(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: advising.id(1) } });
    expect(moved.unmet.map(({ key }) => key)).toEqual(['contact.reachable', 'contact.twoWay', 'interest.noted']);
    const off = await place('off');
    const other = await make(off.owner);
    expect(
      (await server.as(off.owner).call(moveDeal, { params: { id: other.id }, body: { version: 1, toStageId: off.id(3) } })).unmet,
    ).toEqual([]);
  });

  it('lets a manager waive what is unmet for a reason that is kept, and nobody else', async () => {
    const { workspace, owner, id } = await place('require');
    const seller = await buildUser(db, workspace);
    const manager = await buildUser(db, workspace, { role: 'salesManager' });
    const deal = await make(seller);
    const body = { version: 1, toStageId: id(1), nextStep, waive: { reason: 'Known from the fair' } };
    expect(await server.as(seller).refused(moveDeal, { params: { id: deal.id }, body })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    const partly = { ...body, waive: { ...body.waive, criterionKeys: ['interest.noted'] } };
    expect((await server.as(manager).refused(moveDeal, { params: { id: deal.id }, body: partly }))['missing']).toHaveLength(2);
    const moved = await server.as(manager).call(moveDeal, { params: { id: deal.id }, body });
    expect(moved.unmet).toHaveLength(3);
    const { data } = await server.as(owner).call(listHistory, { params: { id: deal.id } });
    expect(data[1]).toMatchObject({
      actor: { name: manager.name },
      reason: 'Known from the fair',
      waived: [{ key: 'contact.reachable', name: 'Contact with phone, mail or WeChat' }, {}, {}],
    });
  });

  it('goes back for a reason, without asking a gate, and makes no task twice', async () => {
    const { owner, id } = await place('advise');
    const deal = await make(owner);
    await server.as(owner).call(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: id(1) } });
    expect(
      (await server.as(owner).refused(moveDeal, { params: { id: deal.id }, body: { version: 2, toStageId: id(0) } })).code,
    ).toBe('deals.reason_required');
    const back = await server
      .as(owner)
      .call(moveDeal, { params: { id: deal.id }, body: { version: 2, toStageId: id(0), reason: 'Wrong contact' } });
    expect(back).toMatchObject({ deal: { phase: 1 }, tasksCreated: 0 });
  });

  it('refuses a stage it is in, one of another process, a time to come and an old version', async () => {
    const { owner, id } = await place('advise');
    const deal = await make(owner);
    const move = (body: { toStageId: string; version?: number; happenedAt?: string }) =>
      server.as(owner).refused(moveDeal, { params: { id: deal.id }, body: { version: 1, ...body } });
    const quick = (await loadStarts(db, owner.scope))[1]?.stages[0]?.id ?? '';
    expect((await move({ toStageId: id(0) })).code).toBe('deals.same_stage');
    expect((await move({ toStageId: quick })).code).toBe('deals.unknown_stage');
    expect((await move({ toStageId: id(1), happenedAt: soon })).code).toBe('deals.in_the_future');
    expect(await move({ toStageId: id(1), version: 7 })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { id: deal.id, version: 1 },
    });
  });

  it('lets one of two movers win and answers the other with the deal as it is', async () => {
    const { owner, id } = await place('advise');
    const deal = await make(owner);
    const replies = await Promise.all(
      [1, 2, 1, 2].map((stage) => server.as(owner).post(`/api/v1/deals/${deal.id}/move`, { version: 1, toStageId: id(stage) })),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.json).toMatchObject({ code: 'stale_version', current: { version: 2 } });
    const steps = await db
      .selectFrom('dealStageHistory')
      .select('id')
      .where('workspaceId', '=', owner.workspaceId)
      .where('dealId', '=', deal.id)
      .execute();
    expect(steps).toHaveLength(2);
  });

  it('hides the deal from other teams and workspaces, and refuses who only looks', async () => {
    const { workspace, owner, id } = await place('advise');
    const [teamA, teamB] = [await buildTeam(db, workspace), await buildTeam(db, workspace)];
    const [seller, mate] = [await buildUser(db, workspace, { team: teamA }), await buildUser(db, workspace, { team: teamA })];
    const deal = await make(seller);
    const body = { version: 1, toStageId: id(1) };
    const stranger = (await buildWorkspace(db)).owner;
    for (const outsider of [
      await buildUser(db, workspace, { team: teamB }),
      await buildUser(db, workspace, { role: 'salesManager', team: teamB }),
      stranger,
    ]) {
      expect((await server.as(outsider).refused(moveDeal, { params: { id: deal.id }, body })).status).toBe(404);
      expect((await server.as(outsider).refused(listHistory, { params: { id: deal.id } })).status).toBe(404);
      expect(
        (
          await server
            .as(outsider)
            .refused(setCriterion, { params: { id: deal.id, key: 'needs.confirmed' }, body: { state: 'met', note: 'x' } })
        ).status,
      ).toBe(404);
    }
    for (const looker of [mate, await buildUser(db, workspace, { role: 'analyst' })]) {
      expect((await server.as(looker).refused(moveDeal, { params: { id: deal.id }, body })).status).toBe(403);
    }
    expect((await server.as(owner).call(moveDeal, { params: { id: deal.id }, body })).deal.phase).toBe(2);
  });
});

describe('the next step', () => {
  it('is still to come, wherever it is asked for', async () => {
    const { owner, id } = await place('require');
    const deal = await make(owner);
    const past = { text: 'Long ago', dueAt: '2001-01-01T00:00:00.000Z' };
    const { version } = await meetFirstGate(owner, deal.id, deal.version);
    expect(
      await server.as(owner).refused(moveDeal, { params: { id: deal.id }, body: { version, toStageId: id(1), nextStep: past } }),
    ).toMatchObject({ status: 400, errors: [{ pointer: '/body/nextStep/dueAt', code: 'deals.in_the_past' }] });
    expect((await server.as(owner).refused(deals.create, { body: { title: 'Late', nextStep: past } })).status).toBe(400);
    expect(
      (await server.as(owner).refused(deals.create, { body: { title: 'Early', openedOn: '2099-01-01' } })).errors,
    ).toMatchObject([{ pointer: '/body/openedOn', code: 'deals.in_the_future' }]);
  });
});

describe('what a key does', () => {
  it('is told in the name of its person, in stages and timeline', async () => {
    const { owner, id } = await place('advise');
    const deal = await make(owner);
    const byKey = server.withKey(await buildApiKey(db, owner));
    await byKey.call(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: id(1) } });
    const { data } = await server.as(owner).call(listHistory, { params: { id: deal.id } });
    expect(data.at(-1)?.actor).toMatchObject({ kind: 'key', name: owner.name });
    const entries = (await server.as(owner).call(listTimeline, { params: { id: deal.id } })).data;
    expect(entries.find(({ kind }) => kind === 'deal.moved')?.actor).toMatchObject({ kind: 'key', name: owner.name });
  });
});

describe('handing over', () => {
  it('gives the tasks of the stage to whoever takes over, with a note on the deal', async () => {
    const { owner, workspace, id } = await place('advise');
    const deal = await make(owner);
    const taker = await buildUser(db, workspace, { role: 'support' });
    const move = (toId: string) =>
      server.as(owner).raw('POST', `/api/v1/deals/${deal.id}/move`, {
        version: 1,
        toStageId: id(4),
        handOver: { toId, note: 'They like to be called in the morning.' },
      });
    expect((await move(deal.id)).status).toBe(400);
    expect((await move((await buildWorkspace(db)).owner.id)).status).toBe(400);
    expect((await move(taker.id)).status).toBe(200);
    const guide = await server.as(owner).call(getGuide, { params: { id: deal.id } });
    const care = guide.tasks.filter(({ text }) => ['Call', 'Satisfaction survey (CSAT)', 'Next order, referral'].includes(text));
    expect(care.map(({ assignee }) => assignee?.id)).toEqual([taker.id, taker.id, taker.id]);
    expect(guide.stages[4]).toMatchObject({ role: 'support', customerExpectation: expect.stringContaining('three days') });
    const { data } = await server.as(taker).call(listTimeline, { params: { id: deal.id }, query: { kinds: 'note' } });
    expect(data.map(({ activity }) => activity?.body)).toEqual(['They like to be called in the morning.']);
    expect((await server.as(owner).call(deals.get, { params: { id: deal.id } })).owner?.id).toBe(owner.id);
  });
});

describe('setCriterion', () => {
  it('ticks by hand with evidence, unticks, and takes "unknown" only where it is accepted', async () => {
    const { owner, id } = await place('require');
    const deal = await make(owner);
    const set = (key: string, body: { state: 'met' | 'unknown' | 'unmet'; version?: number; note?: string; fileId?: string }) =>
      server.as(owner).raw('PUT', `/api/v1/deals/${deal.id}/criteria/${key}`, body);
    expect((await set('needs.confirmed', { state: 'met' })).json).toMatchObject({ code: 'deals.evidence_required' });
    expect((await set('needs.confirmed', { state: 'met', fileId: deal.id })).status).toBe(400);
    expect((await set('contact.twoWay', { state: 'met', note: 'trust me' })).json).toMatchObject({
      code: 'deals.criterion_is_automatic',
    });
    expect((await set('needs.confirmed', { state: 'unknown', note: 'will not say' })).json).toMatchObject({
      code: 'deals.unknown_not_accepted',
    });
    expect((await set('nothing', { state: 'met', note: 'x' })).status).toBe(404);
    expect((await set('needs.confirmed', { state: 'met', note: 'Mail of 3 May' })).status).toBe(200);
    expect((await set('needs.timingAndBudget', { state: 'unknown', note: 'Will not say' })).status).toBe(200);
    const { version } = await meetFirstGate(owner, deal.id, deal.version);
    const missing = await server
      .as(owner)
      .refused(moveDeal, { params: { id: deal.id }, body: { version, toStageId: id(2), nextStep } });
    expect(missing['missing']).toMatchObject([{ key: 'decider.named' }]);
    const contact = await server.as(owner).call(contacts.create, { body: { name: 'Boss' } });
    await server.as(owner).call(setDealContact, { params: { id: deal.id, partId: contact.id }, body: { role: 'decisionMaker' } });
    expect(
      (await server.as(owner).call(moveDeal, { params: { id: deal.id }, body: { version, toStageId: id(2), nextStep } })).deal
        .phase,
    ).toBe(3);
    expect((await set('needs.confirmed', { state: 'unmet', version: 1 })).status).toBe(200);
    expect(
      await db.selectFrom('dealCriteria').select('criterionKey').where('workspaceId', '=', owner.workspaceId).execute(),
    ).toEqual([{ criterionKey: 'needs.timingAndBudget' }]);
  });

  it('tells the second of two who tick at once what the first has said', async () => {
    const { owner } = await place('advise');
    const deal = await make(owner);
    const set = (body: object) => server.as(owner).raw('PUT', `/api/v1/deals/${deal.id}/criteria/icp.fits`, body);
    const both = await Promise.all(['Mine', 'Yours'].map((note) => set({ state: 'met', note })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const stale = both.find(({ status }) => status === 409)?.json;
    expect(stale).toMatchObject({ code: 'stale_version', current: { version: 1, by: { name: owner.name }, file: null } });
    expect((await set({ state: 'unmet' })).status).toBe(409);
    expect((await set({ state: 'met', note: 'Again', version: 1 })).status).toBe(200);
    expect((await set({ state: 'unmet', version: 1 })).status).toBe(409);
    expect((await set({ state: 'unmet', version: 2 })).status).toBe(200);
  });

  it('takes a file of the deal as evidence, which then stays until the tick is taken back', async () => {
    const { owner } = await place('advise');
    const [deal, other] = [await make(owner), await make(owner)];
    const api = server.as(owner);
    const upload = async (recordId: string) =>
      (
        await api
          .with({ 'content-type': 'application/octet-stream' })
          .raw('POST', `/api/v1/records/${recordId}/files?name=score.txt`, Buffer.from('82 of 100'))
      ).json.id;
    const [fileId, elsewhere] = [await upload(deal.id), await upload(other.id)];
    const set = (body: object) => api.raw('PUT', `/api/v1/deals/${deal.id}/criteria/icp.fits`, body);
    expect((await set({ state: 'met', fileId: elsewhere })).status).toBe(400);
    expect((await set({ state: 'met', fileId })).status).toBe(200);
    const guide = await api.call(getGuide, { params: { id: deal.id } });
    expect(guide.criteria.find(({ key }) => key === 'icp.fits')?.evidence).toMatchObject({
      note: null,
      file: { id: fileId, name: 'score.txt' },
      by: { id: owner.id },
    });
    expect((await api.delete(`/api/v1/files/${fileId}`)).json).toMatchObject({ status: 409, code: 'timeline.file_in_use' });
    expect((await api.get(`/api/v1/files/${fileId}`)).text).toBe('82 of 100');
    await set({ state: 'unmet', version: 1 });
    expect((await api.delete(`/api/v1/files/${fileId}`)).status).toBe(200);
  });

  it('does not count an activity that is still to be done', async () => {
    const { owner, id } = await place('advise');
    const deal = await make(owner);
    const planned = await server
      .as(owner)
      .call(createActivity, { body: { recordId: deal.id, kind: 'meeting', subject: 'Visit', dueAt: soon } });
    const unmet = async (version: number, stage: number) =>
      (
        await server
          .as(owner)
          .call(moveDeal, { params: { id: deal.id }, body: { version, toStageId: id(stage), reason: 'again' } })
      ).unmet.map(({ key }) => key);
    expect(await unmet(1, 1)).toContain('contact.twoWay');
    await unmet(2, 0);
    await server.as(owner).call(completeActivity, { params: { id: planned.id }, body: {} });
    expect(await unmet(3, 1)).not.toContain('contact.twoWay');
  });
});
