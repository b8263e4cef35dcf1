import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import { listProcesses } from '../../process/contract.ts';
import { listTimeline } from '../../timeline/contract.ts';
import { deals } from '../contract.ts';
import { getGuide } from '../guide/contract.ts';
import {
  addObjection,
  listObjections,
  removeObjection,
  replyToObjection,
  restoreObjection,
  updateObjection,
} from './contract.ts';

const server = await testServer();
const { db } = server;

describe('objections', () => {
  it('are kept with stage, person and what was said to and fro, until they are closed', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const boss = await api.call(contacts.create, { body: { name: '周总' } });
    const deal = await api.call(deals.create, { body: { title: 'Line 2' } });
    const params = { id: deal.id };
    const added = await api.call(addObjection, { params, body: { kind: 'price', said: '比别家贵 12%', contactId: boss.id } });
    expect(added).toMatchObject({
      status: 'open',
      closedAs: null,
      contact: { id: boss.id, title: '周总' },
      stage: { id: deal.stage?.id, name: deal.stage?.title },
      replies: [],
      by: { id: owner.id },
      version: 1,
    });
    const part = { ...params, partId: added.id };
    const answered = await api.call(replyToObjection, { params: part, body: { version: 1, text: '按五年总成本看更便宜' } });
    expect(answered).toMatchObject({ status: 'answered', version: 2, replies: [{ side: 'us', text: '按五年总成本看更便宜' }] });
    const doubted = await api.call(replyToObjection, { params: part, body: { version: 2, side: 'customer', text: '还是贵' } });
    expect(doubted).toMatchObject({ status: 'open', replies: [{ side: 'us' }, { side: 'customer', text: '还是贵' }] });
    const closed = await api.call(updateObjection, {
      params: part,
      body: { version: 3, closedAs: 'solved', steps: ['listen', 'understand'] },
    });
    expect(closed).toMatchObject({ status: 'closed', closedAs: 'solved', steps: ['listen', 'understand'] });
    expect(closed.closedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    const open = await api.call(updateObjection, { params: part, body: { version: 4, closedAs: null } });
    expect(open).toMatchObject({ status: 'open', closedAs: null, closedOn: null });
    const { data } = await api.call(listTimeline, { params, query: { only: 'events' } });
    expect(data.map(({ kind }) => kind).slice(0, 5)).toEqual([
      'deal.objectionReopened',
      'deal.objectionClosed',
      'deal.objectionDoubted',
      'deal.objectionAnswered',
      'deal.objectionAdded',
    ]);
  });

  it('hold the criterion of stage 3 up only while one is not closed', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { data: processes } = await api.call(listProcesses, {});
    const processId = processes.find(({ key }) => key === 'quickOrder')?.id ?? '';
    const deal = await api.call(deals.create, { body: { title: 'Line 2', processId } });
    const params = { id: deal.id };
    const state = async () =>
      (await api.call(getGuide, { params })).criteria.find(({ where }) => where.place === 'objections')?.state;
    expect(await state()).toBe('met');
    const { id } = await api.call(addObjection, { params, body: { kind: 'timing', said: 'Not this year' } });
    expect(await state()).toBe('unmet');
    await api.call(updateObjection, { params: { ...params, partId: id }, body: { version: 1, closedAs: 'accepted' } });
    expect(await state()).toBe('met');
  });

  it('are taken off and brought back, and refuse who has not seen the last change', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await api.call(deals.create, { body: { title: 'Line 2' } });
    const params = { id: deal.id };
    const { id } = await api.call(addObjection, { params, body: { kind: 'trust', said: 'Never heard of you' } });
    const part = { ...params, partId: id };
    await api.call(updateObjection, { params: part, body: { version: 1, said: 'Who else uses it?' } });
    const stale = { status: 409, code: 'stale_version', current: { version: 2, said: 'Who else uses it?' } };
    expect(await api.refused(updateObjection, { params: part, body: { version: 1, kind: 'need' } })).toMatchObject(stale);
    expect(await api.refused(replyToObjection, { params: part, body: { version: 1, text: 'Late' } })).toMatchObject(stale);
    expect(await api.refused(removeObjection, { params: part, query: { version: 1 } })).toMatchObject(stale);
    await api.call(removeObjection, { params: part, query: { version: 2 } });
    expect((await api.call(listObjections, { params })).data).toEqual([]);
    expect(await api.refused(updateObjection, { params: part, body: { version: 3, kind: 'need' } })).toMatchObject({
      status: 409,
      current: null,
    });
    expect(await api.call(restoreObjection, { params: part })).toMatchObject({ said: 'Who else uses it?' });
    expect((await api.call(listObjections, { params })).data).toHaveLength(1);
    const tomorrow = '2999-01-01';
    expect(
      (await api.refused(addObjection, { params, body: { kind: 'need', said: 'x', raisedOn: tomorrow } })).errors,
    ).toMatchObject([{ pointer: '/body/raisedOn', code: 'deals.in_the_future' }]);
    expect((await api.refused(addObjection, { params, body: { kind: 'need', said: 'x', contactId: deal.id } })).status).toBe(400);
  });

  it('are seen by whoever sees the deal, and written by whoever may edit it', async () => {
    const workspace = await buildWorkspace(db);
    const [seller, mate] = [await buildUser(db, workspace), await buildUser(db, workspace)];
    const deal = await server.as(seller).call(deals.create, { body: { title: 'Line 2' } });
    const params = { id: deal.id };
    const { id } = await server.as(seller).call(addObjection, { params, body: { kind: 'price', said: 'Too dear' } });
    const part = { ...params, partId: id };
    expect((await server.as(mate).call(listObjections, { params })).data).toHaveLength(1);
    const stranger = (await buildWorkspace(db)).owner;
    for (const [user, status] of [
      [mate, 403],
      [stranger, 404],
    ] as const) {
      const api = server.as(user);
      expect((await api.refused(addObjection, { params, body: { kind: 'price', said: 'x' } })).status).toBe(status);
      expect((await api.refused(updateObjection, { params: part, body: { version: 1, said: 'x' } })).status).toBe(status);
      expect((await api.refused(replyToObjection, { params: part, body: { version: 1, text: 'x' } })).status).toBe(status);
      expect((await api.refused(removeObjection, { params: part })).status).toBe(status);
      expect((await api.refused(restoreObjection, { params: part })).status).toBe(status);
    }
    expect((await server.as(stranger).refused(listObjections, { params })).status).toBe(404);
    const own = await server.as(stranger).call(deals.create, { body: { title: 'Own' } });
    const across = { id: own.id, partId: id };
    expect((await server.as(stranger).refused(updateObjection, { params: across, body: { version: 1, said: 'x' } })).status).toBe(
      404,
    );
  });
});
