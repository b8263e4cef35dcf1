import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { z, ZodError } from 'zod';
import type { Database } from './db.ts';
import type { Env } from './env.ts';
import { refusalOfDatabase } from './database-error.ts';
import { DomainError } from './errors.ts';
import { negotiateLanguage } from './i18n.ts';
import { once, type StoredReply } from './idempotency.ts';
import { isStorable, readJson } from './json-body.ts';
import type { Language } from './languages.ts';
import { newRequestId } from './logger.ts';
import { faultsOf } from './faults.ts';
import { problemOf } from './problems.ts';
import { type KeyLimiter, keyLimiter, rateLimitStore } from './rate-limit.ts';
import type { Context, Route } from './route.ts';
import { type Scope, speaking } from './scope.ts';
import { serialiserOf } from './serialise.ts';
import { traceRequests } from './tracing/requests.ts';
import { annotate, getTracing } from './tracing/spans.ts';

export interface AppOptions {
  db: Database;
  env: Env;
  logger: FastifyBaseLogger;
  routes: readonly Route[];
  /** Makes the scope of a request from its cookie or key; null when there is none or it is no longer good. */
  authenticate: (db: Database, request: FastifyRequest) => Promise<Scope | null>;
  /** Why it has none, asked where a route wants one. */
  whyRefused: (db: Database, request: FastifyRequest) => Promise<DomainError>;
}

const prefix = '/api/v1';
const unsafe = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/** Builds the HTTP application from the routes of all modules. It does not listen: the caller does, or a test injects. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    genReqId: newRequestId,
    trustProxy: ['loopback', ...options.env.TRUSTED_PROXIES],
    bodyLimit: 1_048_576,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 400 },
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  });
  if (getTracing()) traceRequests(app);
  await app.register(cookie);
  await app.register(rateLimit, { global: false, store: rateLimitStore(options.db) });
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(new DomainError('not_found'), request, reply));
  // Uploads are read as streams by their own handlers.
  app.addContentTypeParser(['application/octet-stream', 'text/csv'], (_request, _payload, done) => done(null, undefined));
  app.removeContentTypeParser('application/json');
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson);
  // The route, not the address: what people look for stays out of the log.
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, id: requestId } = request;
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.debug({ requestId, method, route: routeOptions.url ?? null, status: reply.statusCode, milliseconds }, 'answered');
  });
  const served = { ...options, limitKey: keyLimiter(app, options.env.API_KEY_LIMIT) };
  for (const route of options.routes) addRoute(app, served, route);
  return app;
}

function parseJson(_request: FastifyRequest, text: string | Buffer, done: (error: Error | null, value?: unknown) => void): void {
  try {
    done(null, readJson(String(text)));
  } catch (error) {
    done(error instanceof Error ? error : new Error('unreadable', { cause: error }));
  }
}

interface Served extends AppOptions {
  limitKey: KeyLimiter;
}

function addRoute(app: FastifyInstance, options: Served, route: Route): void {
  const { endpoint } = route;
  app.route({
    method: endpoint.method,
    url: prefix + endpoint.path,
    ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
    config: endpoint.access === 'publicLimited' || endpoint.isLimited ? { rateLimit: { max: 20, timeWindow: '1 minute' } } : {},
    handler: async (request, reply) => {
      const context = await contextOf(options, route, request, reply);
      if (endpoint.mode !== 'json') {
        await route.handle(context);
        return reply;
      }
      const stored = await answer(options, route, context);
      return reply.code(stored.status).type('application/json; charset=utf-8').send(stored.body);
    },
  });
}

async function answer(options: AppOptions, route: Route, context: Context<Route['endpoint']>): Promise<StoredReply> {
  const { endpoint } = route;
  const work = async () => ({ status: endpoint.status, body: serialiserOf(endpoint.reply)(await route.handle(context)) });
  const key = context.request.headers['idempotency-key'];
  if (!unsafe.has(endpoint.method) || typeof key !== 'string' || endpoint.access !== 'session' || endpoint.isSecret)
    return work();
  if (key.length === 0 || key.length > 200)
    throw new DomainError('invalid_input', {
      fields: [{ pointer: '/headers/idempotency-key', code: 'too_long', params: { maximum: '200' } }],
    });
  const body = { params: context.params, body: context.body };
  return once(options.db, context.scope, { key, route: `${endpoint.method} ${endpoint.path}`, body }, work);
}

async function contextOf(
  options: Served,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Context<Route['endpoint']>> {
  const { endpoint } = route;
  if (unsafe.has(endpoint.method)) refuseForeignOrigin(options.env, request);
  const person = await options.authenticate(options.db, request);
  if (endpoint.access === 'session' && !person) throw await options.whyRefused(options.db, request);
  if (person) {
    languageOfRequest.set(request, person.language);
    annotate({ 'chengdan.workspace_id': person.workspaceId, 'chengdan.actor': person.actor.kind });
  }
  if (endpoint.access === 'session' && person?.isHeldBack && !endpoint.isForHeldBack)
    throw new DomainError('second_step_required');
  if (person?.actor.kind === 'key') await options.limitKey(request, reply, person.actor.id ?? '');
  const scope = person && speaking(person, languageOf(request));
  if (scope?.viewing && endpoint.access === 'session' && unsafe.has(endpoint.method) && !endpoint.isOpenToViewers)
    throw new DomainError('viewing_only');
  if (endpoint.body && !endpoint.consumes) refuseOtherType(request);
  const parsed = {
    params: parse(endpoint.params, storable(request.params, 'params'), 'params'),
    query: parse(endpoint.query ?? nothing, storable(request.query, 'query'), 'query'),
    body: endpoint.consumes ? undefined : parse(endpoint.body, request.body, 'body'),
  };
  // A public handler's context has no scope in its type; a session's always has one here.
  return { db: options.db, env: options.env, language: languageOf(request), request, reply, scope, ...parsed } as Context<
    Route['endpoint']
  >;
}

const nothing = z.strictObject({});

/** Addresses may hold characters that the database does not take (`%00`). */
function storable(values: unknown, root: string): unknown {
  const bad = Object.entries(values ?? {}).filter(([key, value]) => !isStorable(key) || !isStorable(String(value)));
  if (bad.length === 0) return values;
  throw new DomainError('invalid_input', { fields: bad.map(([key]) => ({ pointer: `/${root}/${key}`, code: 'invalid_text' })) });
}

function refuseOtherType(request: FastifyRequest): void {
  const type = request.headers['content-type'];
  if (type !== undefined && !/^application\/json\b/i.test(type)) throw otherType();
}

function otherType(): DomainError {
  return new DomainError('invalid_input', { status: 415, fields: [{ pointer: '/headers/content-type', code: 'not_json' }] });
}

/** A browser names the page a write comes from; another site's is refused (cookies are also `SameSite=Lax`). */
function refuseForeignOrigin(env: Env, request: FastifyRequest): void {
  const origin = request.headers.origin;
  if (!origin || request.headers.authorization) return;
  const own = [`http://${request.headers.host ?? ''}`, `https://${request.headers.host ?? ''}`];
  if (env.PUBLIC_URL) own.push(new URL(env.PUBLIC_URL).origin);
  if (!own.includes(origin)) throw new DomainError('forbidden', { params: { object: 'origin', action: 'write' } });
}

function parse(schema: z.ZodType | undefined, value: unknown, root: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new DomainError('invalid_input', { fields: faultsOf(result.error, root) });
}

const languageOfRequest = new WeakMap<FastifyRequest, Language>();

/** The language of the reader: what the screen asks for, then the user's own, then what the browser accepts. */
export function languageOf(request: FastifyRequest): Language {
  const asked = request.headers['x-language'];
  return negotiateLanguage(
    typeof asked === 'string' ? asked : null,
    languageOfRequest.get(request) ?? null,
    request.headers['accept-language'],
  );
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asDomainError(error);
  // What the database refuses should have been refused before it was asked.
  if (refusal.status < 500 && refusal.cause !== undefined) request.log.warn({ err: error, requestId: request.id }, 'refused');
  if (refusal.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
  const problem = problemOf(refusal, languageOf(request), request.id);
  return reply.code(refusal.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof ZodError) return new DomainError('invalid_input', { fields: faultsOf(error, 'body') });
  const refusal = refusalOfDatabase(error);
  if (refusal) return refusal;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 429) return new DomainError('rate_limited');
  if (status === 413) return new DomainError('too_large');
  // An address that cannot be decoded, or whose parameters are too long.
  if (status === 400 || status === 414)
    return new DomainError('invalid_input', { fields: [{ pointer: '/path', code: 'invalid_text' }] });
  if (status === 415) return otherType();
  return new DomainError('internal', { cause: error });
}
