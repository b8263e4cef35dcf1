import { expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { listProcesses } from '../../process/contract.ts';
import { deals } from '../contract.ts';
import { moveDeal } from '../moves/contract.ts';
import { createDeals, type NewDeal } from '../creation/service.ts';
import { getStageRates } from './contract.ts';

const server = await testServer();

it('says how often deals that came to a stage were won, from fifty closed ones on, as far as the reader sees deals', async () => {
  const workspace = await buildWorkspace(server.db);
  const [standard] = (await server.as(workspace.owner).call(listProcesses, {})).data;
  const params = { id: standard?.id ?? '' };
  const closed = (status: 'won' | 'lost', phase: number): NewDeal => ({
    values: { title: status, openedOn: '2025-01-01', amountMinor: 1 },
    status,
    phase,
    closedOn: '2025-02-01',
  });
  const some = [...Array(19).fill(closed('won', 4)), ...Array(30).fill(closed('lost', 2))];
  await createDeals(server.db, workspace.owner.scope, some, { history: true });
  expect(await server.as(workspace.owner).call(getStageRates, { params })).toEqual({ closed: 49, data: [], waived: [] });
  await createDeals(server.db, workspace.owner.scope, [closed('won', 4)], { history: true });
  const rates = await server.as(workspace.owner).call(getStageRates, { params });
  expect(rates.data.map(({ won, closed: of }) => [won, of])).toEqual([
    [20, 50],
    [20, 50],
    [20, 20],
    [20, 20],
    [0, 0],
  ]);
  const elsewhere = await buildUser(server.db, workspace, { team: await buildTeam(server.db, workspace) });
  expect(await server.as(elsewhere).call(getStageRates, { params })).toEqual({ closed: 0, data: [], waived: [] });
  const stranger = (await buildWorkspace(server.db)).owner;
  expect((await server.as(stranger).refused(getStageRates, { params })).status).toBe(404);
});

it('counts what managers let pass', async () => {
  const { owner } = await buildWorkspace(server.db);
  const api = server.as(owner);
  const [standard] = (await api.call(listProcesses, {})).data;
  const needs = standard?.published?.stages[1]?.id ?? '';
  for (const title of ['One', 'Two']) {
    const deal = await api.call(deals.create, { body: { title } });
    const waive = { reason: 'Known for years', criterionKeys: title === 'One' ? ['contact.twoWay'] : undefined };
    await api.call(moveDeal, { params: { id: deal.id }, body: { version: 1, toStageId: needs, waive } });
  }
  const { waived } = await api.call(getStageRates, { params: { id: standard?.id ?? '' } });
  expect(waived).toEqual([
    { criterionKey: 'contact.twoWay', count: 2 },
    { criterionKey: 'contact.reachable', count: 1 },
    { criterionKey: 'interest.noted', count: 1 },
  ]);
});
