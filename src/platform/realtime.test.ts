import { get, type IncomingMessage } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { buildApiKey, buildUser, buildWorkspace, openSession } from '../../test/build.ts';
import { testServer } from '../../test/http.ts';
import { deals } from '../modules/deals/contract.ts';
import { authenticate } from '../modules/identity/access/service.ts';
import { whyRefused } from '../modules/identity/keys/service.ts';
import { updateUser } from '../modules/identity/members/contract.ts';
import { endOtherSessions } from '../modules/identity/session/contract.ts';
import { buildApp } from './http.ts';
import { createLogger } from './logger.ts';
import { LiveUpdates } from './realtime.ts';

const server = await testServer();
const live = new LiveUpdates({ connectionString: server.url });
const app = await buildApp({
  db: server.db,
  env: server.env,
  logger: createLogger('silent'),
  routes: [],
  authenticate,
  whyRefused,
});
live.register(app, server.db, authenticate);
await live.start();
const address = await app.listen({ port: 0, host: '127.0.0.1' });
afterAll(async () => {
  await live.stop();
  await app.close();
});

class Stream {
  text = '';
  isOver = false;
  private readonly response: IncomingMessage;

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8').on('data', (text: string) => (this.text += text));
    response.on('end', () => (this.isOver = true));
  }

  static async open(headers: Record<string, string>): Promise<Stream> {
    const response = await new Promise<IncomingMessage>((done) => get(`${address}/api/v1/live`, { headers }, done));
    expect(response.statusCode).toBe(200);
    return new Stream(response);
  }

  close(): void {
    this.response.destroy();
  }
}

test('whoever sees all is told which record changed, others only of which kind, other workspaces nothing', async () => {
  const workspace = await buildWorkspace(server.db);
  const seller = await buildUser(server.db, workspace, { role: 'seller' });
  const other = await buildWorkspace(server.db);
  const streams = await Promise.all([workspace.owner, seller, other.owner].map(({ cookie }) => Stream.open({ cookie })));
  const { id } = await server.as(workspace.owner).call(deals.create, { body: { title: 'x' } });
  await expect.poll(() => streams[1]?.text).toContain('deal');
  await expect.poll(() => streams[0]?.text).toContain(id);
  expect(streams[1]?.text).not.toContain(id);
  expect(streams[2]?.text).not.toContain('deal');
  streams.forEach((stream) => stream.close());
});

test('a stream ends at once with its session, its user or its key; others go on', async () => {
  const workspace = await buildWorkspace(server.db);
  const seller = await buildUser(server.db, workspace, { role: 'seller' });
  const elsewhere = await openSession(server.db, workspace.owner.authUserId, workspace.id);
  const key = await buildApiKey(server.db, seller);
  const owners = await Stream.open({ cookie: workspace.owner.cookie });
  const second = await Stream.open({ cookie: elsewhere });
  const sellers = await Stream.open({ cookie: seller.cookie });
  const byKey = await Stream.open({ authorization: `Bearer ${key}` });
  await server.as(workspace.owner).call(endOtherSessions, {});
  await expect.poll(() => second.isOver).toBe(true);
  expect([owners.isOver, sellers.isOver, byKey.isOver]).toEqual([false, false, false]);
  await server.as(workspace.owner).call(updateUser, { params: { id: seller.id }, body: { version: 1, isActive: false } });
  await expect.poll(() => sellers.isOver && byKey.isOver).toBe(true);
  expect(owners.isOver).toBe(false);
  owners.close();
});
