import { describe, expect, test } from 'vitest';
import { getSession, switchWorkspace } from '../src/modules/identity/contract.ts';
import { buildApiKey, buildTeam, buildUser, buildWorkspace } from './build.ts';
import { testServer } from './http.ts';

const server = await testServer();

describe('the test harness', () => {
  test('calls as a signed-in user, in that user’s workspace', async () => {
    const workspace = await buildWorkspace(server.db, { currency: 'USD' });
    const team = await buildTeam(server.db, workspace, { name: 'East' });
    const seller = await buildUser(server.db, workspace, { role: 'seller', team });
    const session = await server.as(seller).call(getSession, {});
    expect(session).toMatchObject({
      actor: 'user',
      user: { id: seller.id, role: 'seller', team: { name: 'East' } },
      workspace: { currency: 'USD' },
    });
  });

  test('calls with an API key', async () => {
    const { owner } = await buildWorkspace(server.db);
    const session = await server.withKey(await buildApiKey(server.db, owner, 'analyst')).call(getSession, {});
    expect(session).toMatchObject({ actor: 'key', user: { id: owner.id, role: 'analyst' } });
  });

  test('gives the problem of a refusal', async () => {
    expect(await server.anonymous.refused(getSession, {})).toMatchObject({ status: 401, code: 'unauthorized' });
    const { owner } = await buildWorkspace(server.db);
    const other = await buildWorkspace(server.db);
    expect(await server.as(owner).refused(switchWorkspace, { body: { workspaceId: other.id } })).toMatchObject({ status: 404 });
  });

  test('throws where a refusal was not expected', async () => {
    await expect(server.anonymous.call(getSession, {})).rejects.toThrow(/unauthorized/);
  });

  test('serves the OpenAPI document', async () => {
    const { status, json } = await server.anonymous.get('/api/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(json.paths)).toContain('/api/v1/session');
  });
});
