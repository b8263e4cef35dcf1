import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getTracing, type OpenSpan } from './spans.ts';

/** What asks every few seconds, and the stream of live updates, which has no end. */
const untraced = new Set(['/api/health', '/api/ready', '/metrics', '/api/v1/live']);

/**
 * Puts a span around every request: method, template of the route and status. Addresses, parameters and bodies stay out.
 * Added only where there is tracing.
 */
export function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, OpenSpan>();
  const within = (request: FastifyRequest, done: () => void): void => {
    const span = spans.get(request);
    if (span) span.within(done);
    else done();
  };
  const end = (request: FastifyRequest): void => {
    spans.get(request)?.end();
    spans.delete(request);
  };
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, headers } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = { 'http.request.method': method, 'http.route': route, 'chengdan.request_id': request.id };
    const tracing = untraced.has(route) ? null : getTracing();
    const span = tracing?.begin({ name: `${method} ${route}`, kind: 'server', carrier: headers, attributes });
    if (span) spans.set(request, span);
    within(request, done);
  });
  // A body arrives in events of the connection, which know nothing of the request.
  app.addHook('preHandler', (request, _reply, done) => within(request, done));
  app.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span?.fail(String(reply.statusCode));
    within(request, done);
    end(request);
  });
  app.addHook('onRequestAbort', (request, done) => {
    spans.get(request)?.fail('aborted');
    end(request);
    done();
  });
}
