import { afterAll, describe, expect, test } from 'vitest';
import { buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { runJobs } from '../../../test/jobs.ts';
import { type ReceivedSpan, startCollector } from '../../../test/otlp.ts';
import { accounts } from '../../modules/customers/contract.ts';
import { createWebhook } from '../../modules/webhooks/contract.ts';
import { createLogger } from '../logger.ts';
import { createTracing, tryCollector } from './otlp.ts';
import { setTracing, traced } from './spans.ts';

const collector = await startCollector();
const lines: string[] = [];
const logger = createLogger('debug', { write: (line) => void lines.push(line) });
const tracing = createTracing({ endpoint: collector.endpoint, share: 1, logger, delayMs: 20 });
setTracing(tracing);
const server = await testServer({ OUTGOING_ALLOW: '127.0.0.0/8' });
afterAll(async () => {
  setTracing(null);
  await tracing.stop();
  collector.close();
});

/** The spans of a trace, once it has one of this name. */
async function spansOf(traceId: string, name: string): Promise<ReceivedSpan[]> {
  const find = () => collector.spans.filter((span) => span.traceId === traceId);
  await expect.poll(() => find().map((span) => span.name)).toContain(name);
  return find();
}

const newTraceId = (): string => crypto.randomUUID().replaceAll('-', '');
const parentId = '00f067aa0ba902b7';
const headerOf = (traceId: string) => ({ traceparent: `00-${traceId}-${parentId}-01` });

describe('a traced request', () => {
  test('continues its caller\u2019s trace, through the database and the jobs it wrote, to the address that a webhook calls', async () => {
    const { owner } = await buildWorkspace(server.db);
    await server.as(owner).call(createWebhook, { body: { url: `${collector.endpoint}/hook/path`, eventKinds: null } });
    const traceId = newTraceId();
    await server
      .as(owner)
      .with(headerOf(traceId))
      .call(accounts.create, { body: { name: 'Unsayable Ltd' } });
    await runJobs(server);
    const spans = await spansOf(traceId, 'job webhooks.deliver');
    const named = (name: string): ReceivedSpan => {
      const found = spans.find((span) => span.name === name);
      if (!found) throw new Error(`no ${name} among ${spans.map((span) => span.name).join(', ')}`);
      return found;
    };
    const request = named('POST /api/v1/accounts');
    expect(request).toMatchObject({ parentId, kind: 2, status: 0 });
    expect(request.attributes).toMatchObject({
      'http.route': '/api/v1/accounts',
      'http.response.status_code': 201,
      'chengdan.workspace_id': owner.workspaceId,
    });
    expect(named('insert accounts')).toMatchObject({ parentId: request.spanId, kind: 3 });
    expect(named('insert accounts').attributes['db.query.text']).toContain('insert into');
    const enqueued = named('enqueue webhooks.fanOut');
    expect(enqueued).toMatchObject({ parentId: request.spanId, kind: 4 });
    expect(spans.some((span) => span.parentId === enqueued.spanId && span.name.startsWith('select'))).toBe(true);
    const fanOut = named('job webhooks.fanOut');
    expect(fanOut).toMatchObject({ parentId: enqueued.spanId, kind: 5 });
    expect(named('enqueue webhooks.deliver').parentId).toBe(fanOut.spanId);
    const deliver = named('job webhooks.deliver');
    expect(deliver.parentId).toBe(named('enqueue webhooks.deliver').spanId);
    const post = named('POST');
    expect(post).toMatchObject({ parentId: deliver.spanId, kind: 3 });
    expect(post.attributes).toEqual({
      'http.request.method': 'POST',
      'server.address': '127.0.0.1',
      'http.response.status_code': 200,
    });
    expect(collector.calls.at(-1)).toMatchObject({ headers: { traceparent: `00-${traceId}-${post.spanId}-01` } });
    expect(collector.resource).toMatchObject({ 'service.name': 'chengdan' });
  });

  test('says neither what was written nor where a webhook goes', () => {
    expect(collector.raw()).toContain('/api/v1/accounts');
    expect(collector.raw()).not.toMatch(/Unsayable|hook\/path/);
  });

  test('has a body read from the connection, and statements that are still its own', async () => {
    const { owner } = await buildWorkspace(server.db);
    const address = await server.app.listen({ port: 0, host: '127.0.0.1' });
    const traceId = newTraceId();
    const reply = await fetch(`${address}/api/v1/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: owner.cookie, ...headerOf(traceId) },
      body: JSON.stringify({ name: 'Over the wire' }),
    });
    expect(reply.status).toBe(201);
    const spans = await spansOf(traceId, 'POST /api/v1/accounts');
    const request = spans.find(({ name }) => name === 'POST /api/v1/accounts');
    expect(spans.find(({ name }) => name === 'insert accounts')?.parentId).toBe(request?.spanId);
  });

  test('has the status of its refusal, and a statement that the database refuses its code alone', async () => {
    const { owner } = await buildWorkspace(server.db);
    const traceId = newTraceId();
    const caller = server.as(owner).with(headerOf(traceId));
    await caller.get(`/api/v1/accounts/${crypto.randomUUID()}`);
    const [request] = (await spansOf(traceId, 'GET /api/v1/accounts/:id')).filter(({ kind }) => kind === 2);
    expect(request).toMatchObject({ status: 0, attributes: { 'http.response.status_code': 404 } });
    const other = newTraceId();
    await traced({ name: 'broken', kind: 'server', carrier: headerOf(other) }, () =>
      server.db.selectFrom('users').selectAll().where('workspaceId', '=', 'Unsayable').execute(),
    ).catch(() => undefined);
    const spans = await spansOf(other, 'broken');
    expect(spans.find(({ name }) => name === 'select users')).toMatchObject({ status: 2, attributes: { 'error.type': '22P02' } });
    expect(collector.raw()).not.toContain('Unsayable');
  });

  test('names its trace in the lines it logs', async () => {
    const traceId = newTraceId();
    await traced({ name: 'logging', kind: 'server', carrier: headerOf(traceId) }, async () => logger.info('inside'));
    logger.info('outside');
    const [inside, outside] = lines.slice(-2).map((line) => JSON.parse(line));
    expect(inside).toMatchObject({ trace_id: traceId, span_id: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(outside).not.toHaveProperty('trace_id');
  });

  test('is not made for what asks every few seconds, nor for statements of nobody', async () => {
    const traceId = newTraceId();
    await server.anonymous.with(headerOf(traceId)).get('/api/ready');
    const after = newTraceId();
    await server.anonymous.with(headerOf(after)).get('/api/v1/accounts');
    await spansOf(after, 'GET /api/v1/accounts');
    expect(collector.spans.filter((span) => span.traceId === traceId)).toEqual([]);
    expect(collector.spans.filter(({ name, parentId: parent }) => name.startsWith('select') && parent === '')).toEqual([]);
  });
});

describe('tryCollector', () => {
  test('is content with a collector that answers, and says what is wrong where none does', async () => {
    await expect(tryCollector(collector.endpoint)).resolves.toBeUndefined();
    await expect(tryCollector('http://127.0.0.1:1')).rejects.toThrow(/ECONNREFUSED/);
  });
});
