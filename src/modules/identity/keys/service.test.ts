import { describe, expect, test } from 'vitest';
import { dayInZone } from '../../../platform/days.ts';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { scopeFromApiKey } from '../access/service.ts';
import { getSession } from '../contract.ts';
import { updateUser } from '../members/contract.ts';
import { createTeam } from '../teams/contract.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './contract.ts';

const server = await testServer();

describe('createApiKey', () => {
  test('shows the key once, keeps its hash, and works in the maker’s name', async () => {
    const { owner } = await buildWorkspace(server.db);
    const made = await server.as(owner).call(createApiKey, { body: { name: 'ci' } });
    expect(made).toMatchObject({ role: 'owner', user: { id: owner.id } });
    expect(made.key.startsWith(made.prefix)).toBe(true);
    const listed = await server.as(owner).get('/api/v1/api-keys');
    expect(listed.text).not.toContain(made.key);
    expect(
      JSON.stringify(await server.db.selectFrom('apiKeys').selectAll().where('workspaceId', '=', owner.workspaceId).execute()),
    ).not.toContain(made.key);
    expect(await server.withKey(made.key).call(getSession, {})).toMatchObject({ actor: 'key', user: { id: owner.id } });
    expect((await server.as(owner).call(listApiKeys, {})).data[0]?.lastUsedAt).not.toBeNull();
  });

  test('never gives more than its maker has', async () => {
    const workspace = await buildWorkspace(server.db);
    const [admin, seller] = [
      await buildUser(server.db, workspace, { role: 'admin' }),
      await buildUser(server.db, workspace, { role: 'seller' }),
    ];
    expect(await server.as(admin).refused(createApiKey, { body: { name: 'k', role: 'owner' } })).toMatchObject({
      status: 403,
      code: 'identity.role_above_own',
    });
    expect(await server.as(seller).refused(createApiKey, { body: { name: 'k', role: 'admin' } })).toMatchObject({ status: 403 });
    expect(await server.as(admin).call(createApiKey, { body: { name: 'k', role: 'analyst' } })).toMatchObject({
      role: 'analyst',
    });
  });

  test('a key makes no key, which could outlive it, and grants nothing its role lacks', async () => {
    const { owner } = await buildWorkspace(server.db);
    const { key } = await server.as(owner).call(createApiKey, { body: { name: 'k', role: 'analyst' } });
    for (const role of ['owner', 'analyst'] as const)
      expect(await server.withKey(key).refused(createApiKey, { body: { name: 'more', role } })).toMatchObject({
        status: 403,
        code: 'identity.needs_session',
      });
    expect(await server.withKey(key).refused(createTeam, { body: { name: 'X' } })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });

  test('follows its person down: demotion takes the key’s rights along', async () => {
    const workspace = await buildWorkspace(server.db);
    const admin = await buildUser(server.db, workspace, { role: 'admin' });
    const { key } = await server.as(admin).call(createApiKey, { body: { name: 'k' } });
    await server.withKey(key).call(createTeam, { body: { name: 'Before' } });
    await server.db
      .updateTable('users')
      .set({ role: 'seller' })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', admin.id)
      .execute();
    expect(await server.withKey(key).refused(createTeam, { body: { name: 'After' } })).toMatchObject({ status: 403 });
    expect((await scopeFromApiKey(server.db, `Bearer ${key}`))?.rights('user', 'edit')).toBe('none');
  });

  test('does not hand out a role that its person has lost', async () => {
    const workspace = await buildWorkspace(server.db);
    const second = await buildUser(server.db, workspace, { role: 'owner' });
    const { key } = await server.as(second).call(createApiKey, { body: { name: 'k', role: 'owner' } });
    await server.as(workspace.owner).call(updateUser, { params: { id: second.id }, body: { version: 1, role: 'admin' } });
    const body = { version: 2, role: 'owner' as const };
    expect(await server.withKey(key).refused(updateUser, { params: { id: second.id }, body })).toMatchObject({ status: 403 });
    expect(await server.withKey(key).call(getSession, {})).toMatchObject({ user: { role: 'admin' } });
  });

  test('refuses a time that has passed; an expired key is refused', async () => {
    const { owner } = await buildWorkspace(server.db);
    const past = new Date(Date.now() - 1000).toISOString();
    expect(await server.as(owner).refused(createApiKey, { body: { name: 'k', expiresAt: past } })).toMatchObject({
      errors: [{ pointer: '/body/expiresAt' }],
    });
    const { key } = await server
      .as(owner)
      .call(createApiKey, { body: { name: 'k', expiresAt: new Date(Date.now() + 60_000).toISOString() } });
    await server.withKey(key).call(getSession, {});
    await server.db.updateTable('apiKeys').set({ expiresAt: past }).where('workspaceId', '=', owner.workspaceId).execute();
    const expired = await server.withKey(key).refused(getSession, {});
    expect(expired).toMatchObject({ status: 401, code: 'key_expired', endedAt: past });
    expect(expired.detail).toContain(`This API key expired on ${dayInZone(past, owner.scope.timeZone)}.`);
    const last = key.endsWith('A') ? 'B' : 'A';
    expect(await server.withKey(key.slice(0, -1) + last).refused(getSession, {})).toMatchObject({ code: 'unauthorized' });
    expect((await server.as(owner).call(listApiKeys, {})).data).toMatchObject([{ state: 'expired' }]);
  });
});

describe('revokeApiKey', () => {
  test('the next request is refused; others’ keys are hidden from sellers, not from admins', async () => {
    const workspace = await buildWorkspace(server.db);
    const [a, b] = [await buildUser(server.db, workspace), await buildUser(server.db, workspace)];
    const made = await server.as(a).call(createApiKey, { body: { name: 'a' } });
    expect((await server.as(b).call(listApiKeys, {})).data).toEqual([]);
    expect(await server.as(b).refused(revokeApiKey, { params: { id: made.id } })).toMatchObject({ status: 404 });
    expect((await server.as(workspace.owner).call(listApiKeys, {})).data).toHaveLength(1);
    const foreign = await buildWorkspace(server.db);
    expect(await server.as(foreign.owner).refused(revokeApiKey, { params: { id: made.id } })).toMatchObject({ status: 404 });
    await server.withKey(made.key).call(getSession, {});
    await server.as(workspace.owner).call(revokeApiKey, { params: { id: made.id } });
    const revoked = await server.withKey(made.key).with({ 'x-language': 'zh-Hans' }).refused(getSession, {});
    expect(revoked).toMatchObject({
      status: 401,
      code: 'key_revoked',
      detail: expect.stringMatching(/已于 \d{4}-\d\d-\d\d 吊销/),
    });
  });
});
