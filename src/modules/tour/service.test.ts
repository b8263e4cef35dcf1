import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { deals } from '../deals/contract.ts';
import { moveDeal } from '../deals/moves/contract.ts';
import { inviteUser } from '../identity/members/contract.ts';
import { openScreen } from '../menu/contract.ts';
import { loadStarts } from '../process/loading/service.ts';
import { getTour, updateTour } from './contract.ts';

const server = await testServer();
const { db } = server;

const statesFor = async (user: TestUser): Promise<string[]> =>
  (await server.as(user).call(getTour, {})).steps.map(({ key, state }) => `${key} ${state}`);

/** Moves a new deal of the person's to the next stage. */
async function moveOne(user: TestUser): Promise<void> {
  const api = server.as(user);
  const deal = await api.call(deals.create, { body: { title: 'To be moved' } });
  const [start] = await loadStarts(db, user.scope);
  const next = start?.stages[1]?.id ?? '';
  await api.call(moveDeal, { params: { id: deal.id }, body: { version: deal.version, toStageId: next, nextStep: step } });
}
const step = { text: 'Call', dueAt: '2030-01-02T02:00:00.000Z' };

describe('tour', () => {
  it('ticks what the data of the workspace say', async () => {
    const workspace = await buildWorkspace(db);
    const { owner } = workspace;
    expect(await statesFor(owner)).toEqual(['workspace done', 'invite open', 'data open', 'process open', 'move open']);
    await server.as(owner).call(inviteUser, { body: { email: 'bo@acme.test', role: 'seller', sendsMail: false } });
    await server.as(owner).call(openScreen, { body: { screen: 'process' } });
    await moveOne(owner);
    expect(await statesFor(owner)).toEqual(['workspace done', 'invite done', 'data open', 'process done', 'move done']);
    const seller = await buildUser(db, workspace);
    expect(await statesFor(seller)).toEqual(['process open', 'move open']);
    await moveOne(seller);
    expect(await statesFor(seller)).toEqual(['process open', 'move done']);
    const manager = await buildUser(db, workspace, { role: 'salesManager' });
    await server.as(manager).call(openScreen, { body: { screen: 'insights' } });
    expect(await statesFor(manager)).toEqual(['process open', 'move open', 'figures done']);
  });

  it('is passed over step by step and put away, by each for themselves', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    const skipped = await api.call(updateTour, { body: { version: 1, skipped: ['invite', 'data'] } });
    expect(skipped).toMatchObject({ version: 2, isClosed: false });
    expect(skipped.steps.filter(({ state }) => state === 'skipped').map(({ key }) => key)).toEqual(['invite', 'data']);
    expect(await api.refused(updateTour, { body: { version: 1, isClosed: true } })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { version: 2 },
    });
    expect(await api.call(updateTour, { body: { version: 2, isClosed: true } })).toMatchObject({ isClosed: true, version: 3 });
    const admin = await buildUser(db, workspace, { role: 'admin' });
    expect(await server.as(admin).call(getTour, {})).toMatchObject({ isClosed: false, version: 1 });
    expect(await server.as((await buildWorkspace(db)).owner).call(getTour, {})).toMatchObject({ isClosed: false, version: 1 });
  });

  it('refuses a step that is not the role’s, and whoever is not signed in', async () => {
    const workspace = await buildWorkspace(db);
    const seller = await buildUser(db, workspace);
    expect(await server.as(seller).refused(updateTour, { body: { version: 1, skipped: ['invite'] } })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect(await server.anonymous.refused(getTour, {})).toMatchObject({ status: 401 });
    expect(await server.anonymous.refused(updateTour, { body: { version: 1 } })).toMatchObject({ status: 401 });
  });
});
