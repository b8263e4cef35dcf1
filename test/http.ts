import type { FastifyInstance, InjectOptions } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { registerPages } from '../src/modules.ts';
import { authenticate } from '../src/modules/identity/access/service.ts';
import { whyRefused } from '../src/modules/identity/keys/service.ts';
import { registerApiDocs } from '../src/platform/api-docs.ts';
import type { Database } from '../src/platform/db.ts';
import type { Endpoint, ReplyOf } from '../src/platform/endpoint.ts';
import { readEnv, type Env } from '../src/platform/env.ts';
import { registerHealth } from '../src/platform/health.ts';
import { buildApp } from '../src/platform/http.ts';
import { createLogger } from '../src/platform/logger.ts';
import type { Problem } from '../src/platform/problems.ts';
import type { Route } from '../src/platform/route.ts';
import { composition, type TestUser } from './build.ts';
import { atEnd, testDb, type TestDb } from './db.ts';

/** A reply as it came: `json` is the parsed body, undefined where there is none. */
export interface RawReply {
  status: number;
  text: string;
  // A test looks into replies of every shape; what it reads is checked by its own expectations.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
  headers: Record<string, unknown>;
}

type Parts<P, Q, B> = (P extends z.ZodUndefined ? { params?: undefined } : { params: z.input<P> }) &
  (Q extends z.ZodUndefined ? { query?: undefined } : { query?: z.input<Q> | Record<string, unknown> }) &
  (B extends z.ZodUndefined ? { body?: undefined } : { body: z.input<B> });
export type CallInput<E> = E extends Endpoint<infer P, infer Q, infer B> ? Parts<P, Q, B> : never;

/** A refusal where a test expected success: its text is the whole problem document. */
export class RefusedError extends Error {
  readonly problem: Problem;

  constructor(call: string, problem: Problem) {
    super(`${call} was refused: ${JSON.stringify(problem)}`);
    this.name = 'RefusedError';
    this.problem = problem;
  }
}

interface RawInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The address of an endpoint with its parameters; a filter or another object in the query is written as JSON. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, input: RawInput = {}): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params.get(name))));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined)
      query.set(name, typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value));
  }
  return `/api/v1${path}${query.size > 0 ? `?${query.toString()}` : ''}`;
}

/** Calls the application as one person, one key, or nobody. */
export class Caller {
  private readonly app: FastifyInstance;
  readonly headers: Record<string, string>;

  constructor(app: FastifyInstance, headers: Record<string, string>) {
    this.app = app;
    this.headers = headers;
  }

  /** The same caller with more headers (`Idempotency-Key`, `X-Language`). */
  with(headers: Record<string, string>): Caller {
    return new Caller(this.app, { ...this.headers, ...headers });
  }

  async raw(method: InjectOptions['method'], url: string, body?: unknown): Promise<RawReply> {
    const payload =
      body === undefined ? {} : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) };
    const contentType = body === undefined || this.headers['content-type'] ? {} : { 'content-type': 'application/json' };
    const reply = await this.app.inject({
      method: method ?? 'GET',
      url,
      headers: { ...contentType, ...this.headers },
      ...payload,
    });
    const isJson = String(reply.headers['content-type'] ?? '').includes('json') && reply.body !== '';
    return {
      status: reply.statusCode,
      text: reply.body,
      json: isJson ? JSON.parse(reply.body) : undefined,
      headers: reply.headers,
    };
  }

  get(url: string): Promise<RawReply> {
    return this.raw('GET', url);
  }

  post(url: string, body?: unknown): Promise<RawReply> {
    return this.raw('POST', url, body);
  }

  patch(url: string, body?: unknown): Promise<RawReply> {
    return this.raw('PATCH', url, body);
  }

  put(url: string, body?: unknown): Promise<RawReply> {
    return this.raw('PUT', url, body);
  }

  delete(url: string, body?: unknown): Promise<RawReply> {
    return this.raw('DELETE', url, body);
  }

  /** Calls an endpoint and gives the reply, whose body has passed the contract's own schema. A refusal is thrown. */
  async call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ReplyOf<E>> {
    const url = addressOf(endpoint, input);
    const reply = await this.raw(endpoint.method, url, (input as RawInput).body);
    if (reply.status !== endpoint.status)
      throw new RefusedError(`${endpoint.method} ${url} (${reply.status})`, reply.json ?? reply.text);
    if (endpoint.mode === 'stream') return reply.text as ReplyOf<E>;
    return endpoint.reply.parse(reply.json) as ReplyOf<E>;
  }

  /** Calls an endpoint that must refuse, and gives the problem document; success is thrown. */
  async refused<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Problem> {
    const url = addressOf(endpoint, input);
    const reply = await this.raw(endpoint.method, url, (input as RawInput).body);
    if (reply.status < 400)
      throw new Error(`${endpoint.method} ${url} was not refused: ${reply.status} ${reply.text.slice(0, 400)}`);
    return reply.json;
  }
}

export interface TestServer extends TestDb {
  app: FastifyInstance;
  env: Env;
  /** Calls as somebody signed in. */
  as(user: TestUser): Caller;
  /** Calls with an API key. */
  withKey(key: string): Caller;
  /** Calls as nobody. */
  anonymous: Caller;
}

/**
 * The real application over a database of this file, without a port: `const server = await testServer();` at the top. `source`
 * is the environment, `more` are routes besides the program's own.
 */
export async function testServer(source: Record<string, string> = {}, more: readonly Route[] = []): Promise<TestServer> {
  const { db, url } = await testDb();
  const data = await mkdtemp(join(tmpdir(), 'chengdan-files-'));
  const env = readEnv({ CHENGDAN_DATA: data, LOG_LEVEL: 'silent', ...source });
  const app = await appOf(db, env, [...composition.routes, ...more]);
  atEnd(async () => {
    await app.close();
    await rm(data, { recursive: true, force: true });
  });
  return {
    db,
    url,
    app,
    env,
    as: (user) => new Caller(app, { cookie: user.cookie }),
    withKey: (key) => new Caller(app, { authorization: `Bearer ${key}` }),
    anonymous: new Caller(app, {}),
  };
}

async function appOf(db: Database, env: Env, routes: readonly Route[]): Promise<FastifyInstance> {
  const logger = createLogger('silent');
  const app = await buildApp({ db, env, logger, routes, authenticate, whyRefused });
  registerHealth(app, { db, database: { kind: 'embedded', version: 'test' }, isServing: () => true, jobs: composition.jobs });
  registerApiDocs(app, routes);
  registerPages(app, db, env);
  await app.ready();
  return app;
}
