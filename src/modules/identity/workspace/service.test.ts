import { afterEach, describe, expect, test } from 'vitest';
import { buildApiKey, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { getSession } from '../contract.ts';
import { updateMe } from '../session/contract.ts';
import { createWorkspace, getWorkspace, updateWorkspace } from './contract.ts';
import { registerPricedChecks } from './service.ts';

const server = await testServer();

describe('changeWorkspace', () => {
  afterEach(() => registerPricedChecks([]));

  test('changes name, zone and the answer about tax, once per version', async () => {
    const { owner } = await buildWorkspace(server.db);
    const changed = await server
      .as(owner)
      .call(updateWorkspace, { body: { version: 1, name: 'New', timeZone: 'Europe/Berlin', revenueIncludesTax: false } });
    expect(changed).toMatchObject({ name: 'New', timeZone: 'Europe/Berlin', revenueIncludesTax: false, version: 2 });
    const stale = await server.as(owner).refused(updateWorkspace, { body: { version: 1, name: 'Newer' } });
    expect(stale).toMatchObject({ status: 409, code: 'stale_version', current: { name: 'New', version: 2 } });
  });

  test('changes the currency only while nothing has a price', async () => {
    const { owner } = await buildWorkspace(server.db, { currency: 'USD' });
    expect(await server.as(owner).call(updateWorkspace, { body: { version: 1, currency: 'EUR' } })).toMatchObject({
      currency: 'EUR',
    });
    registerPricedChecks([async () => true]);
    expect(await server.as(owner).refused(updateWorkspace, { body: { version: 2, currency: 'USD' } })).toMatchObject({
      status: 409,
      code: 'identity.currency_in_use',
    });
    expect(await server.as(owner).call(getWorkspace, {})).toMatchObject({ currency: 'EUR' });
    expect(await server.as(owner).refused(updateWorkspace, { body: { version: 2, currency: 'ZZZ' } })).toMatchObject({
      status: 400,
    });
  });

  test.each(['salesManager', 'seller', 'delivery', 'support', 'analyst'] as const)('refuses a %s', async (role) => {
    const workspace = await buildWorkspace(server.db);
    const user = await buildUser(server.db, workspace, { role });
    expect(await server.as(user).refused(updateWorkspace, { body: { version: 1, name: 'Mine' } })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect((await server.as(workspace.owner).call(getWorkspace, {})).version).toBe(1);
  });
});

describe('addWorkspace', () => {
  const body = { workspaceName: 'Second', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'en' } as const;

  test('makes a workspace the owner then works in', async () => {
    const { owner } = await buildWorkspace(server.db);
    const session = await server.as(owner).call(createWorkspace, { body });
    expect(session).toMatchObject({ user: { role: 'owner' }, workspace: { name: 'Second' } });
    expect(session.workspaces).toHaveLength(2);
    expect((await server.as(owner).call(getSession, {})).workspace.id).toBe(session.workspace.id);
  });

  test('refuses an admin, and an API key', async () => {
    const workspace = await buildWorkspace(server.db);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    expect(await server.as(admin).refused(createWorkspace, { body })).toMatchObject({ status: 403, code: 'forbidden' });
    const key = await buildApiKey(server.db, workspace.owner);
    expect(await server.withKey(key).refused(createWorkspace, { body })).toMatchObject({
      status: 403,
      code: 'identity.needs_session',
    });
  });

  test('finds a free short name', async () => {
    const { owner } = await buildWorkspace(server.db);
    const name = { ...body, workspaceName: 'Twice' };
    const slugs = [];
    for (let time = 0; time < 2; time += 1)
      slugs.push((await server.as(owner).call(createWorkspace, { body: name })).workspace.slug);
    expect(slugs).toEqual(['twice', 'twice-2']);
  });
});

describe('changeMe', () => {
  test('sets my language, in which refusals are then answered; null follows the workspace', async () => {
    const { owner } = await buildWorkspace(server.db, { language: 'en' });
    const me = await server.as(owner).call(updateMe, { body: { version: 1, language: 'zh-Hans', timeZone: 'Asia/Tokyo' } });
    expect(me).toMatchObject({ language: 'zh-Hans', timeZone: 'Asia/Tokyo', version: 2 });
    const stale = await server.as(owner).refused(updateMe, { body: { version: 1, name: 'X' } });
    expect(stale).toMatchObject({ code: 'stale_version', current: { version: 2 } });
    expect(stale.detail).toMatch(/[\u4e00-\u9fff]/);
    expect(await server.as(owner).call(updateMe, { body: { version: 2, language: null } })).toMatchObject({ language: null });
  });

  test('refuses a zone that does not exist, and an API key', async () => {
    const { owner } = await buildWorkspace(server.db);
    expect(await server.as(owner).refused(updateMe, { body: { version: 1, timeZone: 'Mars/Base' } })).toMatchObject({
      errors: [{ pointer: '/body/timeZone', code: 'not_a_time_zone' }],
    });
    const key = await buildApiKey(server.db, owner);
    expect(await server.withKey(key).refused(updateMe, { body: { version: 1, name: 'X' } })).toMatchObject({
      code: 'identity.needs_session',
    });
  });
});
