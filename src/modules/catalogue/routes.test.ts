import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { competitors, products } from './contract.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db, { currency: 'USD' });
const owner = server.as(workspace.owner);

describe('products', () => {
  it('have a price with its currency and a code of their own', async () => {
    const made = await owner.call(products.create, {
      body: { name: 'GTX Basic', code: 'GTX-B', category: 'GTX', priceMinor: 55_000 },
    });
    expect(made).toMatchObject({ priceMinor: 55_000, currency: 'USD', isActive: true });
    const twice = await owner.refused(products.create, { body: { name: 'Other', code: 'GTX-B' } });
    expect(twice).toMatchObject({ status: 409, errors: [{ pointer: '/body/code', code: 'duplicate' }] });
    expect((await owner.refused(products.create, { body: { name: 'Minus', priceMinor: -1 } })).status).toBe(400);
  });

  it('answer one of two writers who both saw the same version', async () => {
    const made = await owner.call(products.create, { body: { name: 'Race' } });
    const write = (name: string) => owner.raw('PATCH', `/api/v1/products/${made.id}`, { version: made.version, name });
    const replies = await Promise.all([write('One'), write('Two')]);
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)?.json).toMatchObject({ code: 'stale_version', current: { id: made.id } });
  });

  it.each([
    ['admin', 201],
    ['salesManager', 201],
    ['seller', 403],
    ['delivery', 403],
    ['support', 403],
    ['analyst', 403],
  ] as const)('%s creating one gets %i, and everybody sees them', async (role, status) => {
    const user = server.as(await buildUser(server.db, workspace, { role }));
    expect((await user.post('/api/v1/products', { name: `By ${role}` })).status).toBe(status);
    expect((await user.call(products.list, { query: {} })).data.length).toBeGreaterThan(0);
  });

  it('stay in their workspace', async () => {
    const made = await owner.call(products.create, { body: { name: 'Ours' } });
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    expect((await stranger.get(`/api/v1/products/${made.id}`)).status).toBe(404);
  });
});

describe('competitors', () => {
  it('are known once by name', async () => {
    const made = await owner.call(competitors.create, { body: { name: '海康', strengths: '价格' } });
    expect(made.strengths).toBe('价格');
    expect((await owner.refused(competitors.create, { body: { name: '海康' } })).errors?.[0]).toMatchObject({
      pointer: '/body/name',
      code: 'duplicate',
    });
  });

  it('may not be written by a seller', async () => {
    const seller = server.as(await buildUser(server.db, workspace));
    expect((await seller.post('/api/v1/competitors', { name: 'X' })).status).toBe(403);
  });
});
