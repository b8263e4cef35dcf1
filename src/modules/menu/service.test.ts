import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { accounts } from '../customers/contract.ts';
import { deals } from '../deals/contract.ts';
import { createImport } from '../exchange/contract.ts';
import { getMenu, openScreen, updateMenu } from './contract.ts';

const server = await testServer();
const { db } = server;

describe('menu', () => {
  it('has nothing in use on the first day, and what was begun from then on', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    expect(await api.call(getMenu, {})).toEqual({ used: [], opened: [], pinned: [], hidden: [], version: 1 });
    await api.call(accounts.create, { body: { name: 'Harbour' } });
    const deal = await api.call(deals.create, { body: { title: 'First' } });
    await api.call(createImport, { body: { name: 'Old lists' } });
    const used = ['accounts', 'deals', 'import', 'process'];
    expect((await api.call(getMenu, {})).used.toSorted()).toEqual(used);
    await api.call(deals.remove, { params: { id: deal.id } });
    expect((await api.call(getMenu, {})).used.toSorted()).toEqual(used);
    expect(await server.as((await buildWorkspace(db)).owner).call(getMenu, {})).toMatchObject({ used: [] });
  });

  it('names to nobody what their role does not see', async () => {
    const workspace = await buildWorkspace(db);
    await server.as(workspace.owner).call(createImport, { body: { name: 'Old lists' } });
    await server.as(workspace.owner).call(accounts.create, { body: { name: 'Harbour' } });
    const support = await buildUser(db, workspace, { role: 'support' });
    expect(await server.as(support).call(getMenu, {})).toMatchObject({ used: ['accounts'] });
  });

  it('keeps what one person opened, once, whatever the version', async () => {
    const workspace = await buildWorkspace(db);
    const seller = await buildUser(db, workspace);
    for (const screen of ['leads', 'leads', 'import']) await server.as(seller).call(openScreen, { body: { screen } });
    expect(await server.as(seller).call(getMenu, {})).toMatchObject({ opened: ['leads', 'import'], version: 1 });
    expect(await server.as(workspace.owner).call(getMenu, {})).toMatchObject({ opened: [] });
    expect(await server.as(seller).refused(openScreen, { body: { screen: 'nowhere' } })).toMatchObject({
      status: 422,
      code: 'menu.unknown_screen',
    });
  });

  it('refuses to open what the role may not, and anybody who is not signed in', async () => {
    const workspace = await buildWorkspace(db);
    const support = await buildUser(db, workspace, { role: 'support' });
    expect(await server.as(support).refused(openScreen, { body: { screen: 'insights' } })).toMatchObject({ status: 403 });
    expect(await server.as(support).refused(openScreen, { body: { screen: 'import' } })).toMatchObject({ status: 403 });
    expect(await server.anonymous.refused(getMenu, {})).toMatchObject({ status: 401 });
    expect(await server.anonymous.refused(updateMenu, { body: { version: 1 } })).toMatchObject({ status: 401 });
  });

  it('is arranged by each for themselves, and set back', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    const first = await api.call(updateMenu, { body: { version: 1, pinned: ['leads'], hidden: ['insights'] } });
    expect(first).toMatchObject({ pinned: ['leads'], hidden: ['insights'], version: 2 });
    expect(await api.refused(updateMenu, { body: { version: 1, pinned: [] } })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { pinned: ['leads'], version: 2 },
    });
    expect(await api.call(updateMenu, { body: { version: 2, hidden: ['leads'] } })).toMatchObject({
      pinned: [],
      hidden: ['leads'],
    });
    await api.call(openScreen, { body: { screen: 'process' } });
    const back = await api.call(updateMenu, { body: { version: 3, pinned: [], hidden: [], forgetsOpened: true } });
    expect(back).toMatchObject({ opened: [], pinned: [], hidden: [], version: 4 });
    expect(await api.refused(updateMenu, { body: { version: 4, pinned: ['nowhere'] } })).toMatchObject({ status: 422 });
  });

  it('takes one of two first changes made at once', async () => {
    const { owner } = await buildWorkspace(db);
    const both = await Promise.all(
      ['leads', 'products'].map((screen) => server.as(owner).patch('/api/v1/menu', { version: 1, pinned: [screen] })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});
