import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { getNegotiation } from '../../insights/negotiation/contract.ts';
import { addStartingMaterials, materials } from '../../library/contract.ts';
import { deals } from '../contract.ts';
import { addObjection, replyToObjection, updateObjection } from '../objections/contract.ts';
import { loseDeal } from '../outcomes/contract.ts';
import { listAnswers } from './contract.ts';

const server = await testServer();
const { db } = server;

async function shop() {
  const workspace = await buildWorkspace(db);
  const api = server.as(workspace.owner);
  const own = await api.call(materials.create, {
    body: { title: 'Cost per part', objectionKind: 'price', solve: 'Let us count per part.', language: 'en' },
  });
  const deal = await api.call(deals.create, { body: { title: 'Line 2', amountMinor: 1_000_000 } });
  const params = { id: deal.id };
  const objection = await api.call(addObjection, { params, body: { kind: 'price', said: 'Too dear' } });
  return { workspace, api, own, deal, params, part: { id: deal.id, partId: objection.id }, objection };
}

describe('answers to an objection', () => {
  it('are those of its kind that are in use', async () => {
    const { api, own, part } = await shop();
    await api.call(materials.create, { body: { title: 'Off', objectionKind: 'price', isActive: false } });
    await api.call(materials.create, { body: { title: 'Other', objectionKind: 'trust' } });
    await api.call(materials.create, { body: { title: 'A case', kind: 'case', objectionKind: 'price' } });
    const { data } = await api.call(listAnswers, { params: part });
    expect(data).toMatchObject([
      { id: own.id, title: 'Cost per part', solve: 'Let us count per part.', fits: ['language'], used: 0 },
    ]);
    const stranger = server.as((await buildWorkspace(db)).owner);
    expect(await stranger.refused(listAnswers, { params: part })).toMatchObject({ status: 404 });
  });

  it('are remembered with what was said, and counted by how it ended', async () => {
    const { api, own, params, part, objection, deal } = await shop();
    const answered = await api.call(replyToObjection, {
      params: part,
      body: { version: objection.version, text: 'Per part it is less.', materialId: own.id },
    });
    expect(answered.replies).toMatchObject([{ materialId: own.id, side: 'us' }]);
    const doubted = await api.call(replyToObjection, {
      params: part,
      body: { version: answered.version, side: 'customer', text: 'Hm', materialId: own.id },
    });
    expect(doubted.replies[1]).toMatchObject({ materialId: null });
    await runJobs(server);
    expect(await api.call(materials.get, { params: { id: own.id } })).toMatchObject({
      usedCount: 1,
      closedCount: 0,
      solvedBp: null,
    });
    await api.call(updateObjection, { params: part, body: { version: doubted.version, closedAs: 'solved' } });
    const { version } = await api.call(deals.get, { params });
    await api.call(loseDeal, {
      params,
      body: { version, reason: 'price', revisitOn: '2999-01-01' },
    });
    await runJobs(server);
    expect(await api.call(materials.get, { params: { id: own.id } })).toMatchObject({
      usedCount: 1,
      closedCount: 1,
      solvedCount: 1,
      solvedBp: null,
      lostCount: 1,
      version: 1,
    });
    const figures = await api.call(getNegotiation, { query: { from: '2000-01-01', to: '2000-01-31' } });
    expect(figures.answers).toEqual([]);
    const today = objection.raisedOn;
    const now = await api.call(getNegotiation, { query: { from: today, to: today } });
    expect(now.answers).toMatchObject([
      { id: own.id, title: 'Cost per part', kind: 'price', used: 1, solved: 1, lost: 1, solvedShare: null },
    ]);
    expect(deal.id).toBe(params.id);
  });

  it('are refused where the library has no such one', async () => {
    const { api, part, objection, params } = await shop();
    expect(
      await api.refused(replyToObjection, {
        params: part,
        body: { version: objection.version, text: 'x', materialId: params.id },
      }),
    ).toMatchObject({ status: 400, errors: [{ pointer: '/body/materialId', code: 'not_found_reference' }] });
  });
});

describe('addStartingMaterials', () => {
  it('fills an empty library once, in both languages; a new workspace has them by itself', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const first = await api.call(addStartingMaterials, {});
    expect(first.added).toBeGreaterThanOrEqual(20);
    expect((await api.call(addStartingMaterials, {})).added).toBe(0);
    for (const { id } of (await api.call(materials.list, { query: { limit: 100 } })).data)
      await api.call(materials.remove, { params: { id } });
    expect((await api.call(addStartingMaterials, {})).added).toBe(first.added);
    const filter = JSON.stringify({ field: 'objectionKind', op: 'in', value: ['price'] });
    const { data } = await api.call(materials.list, { query: { filter } });
    expect(new Set(data.map(({ language }) => language))).toEqual(new Set(['en', 'zh-Hans']));
    for (const { title, said, listen, understand, solve, patience } of data)
      for (const text of [title, said, listen, understand, solve, patience]) expect(text).not.toMatch(/^$|library:/);
  });

  it('is for whoever may add to the library for everybody, and a seller keeps only the own', async () => {
    const workspace = await buildWorkspace(db);
    const team = await buildTeam(db, workspace, { name: 'East' });
    const seller = server.as(await buildUser(db, workspace, { team }));
    const own = await seller.call(materials.create, { body: { title: 'Mine' } });
    const other = await server.as(workspace.owner).call(materials.create, { body: { title: 'Theirs' } });
    const change = (id: string) => ({ params: { id }, body: { version: 1, title: 'New' } });
    expect(await seller.call(materials.update, change(own.id))).toMatchObject({ title: 'New' });
    expect(await seller.refused(materials.update, change(other.id))).toMatchObject({ status: 403 });
    const analyst = server.as(await buildUser(db, workspace, { role: 'analyst' }));
    expect(await analyst.refused(addStartingMaterials, {})).toMatchObject({ status: 403 });
  });
});
