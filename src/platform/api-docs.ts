import Fastify, { type FastifyInstance } from 'fastify';
import { openApiOf } from './openapi.ts';
import type { Route } from './route.ts';
import { version } from './version.ts';

const page = '/api/docs';
const document = '/api/openapi.json';

/** Everything of the page comes from here. It starts itself by a script inside the page, and makes its own styles. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `GET /api/openapi.json` and, for people, `GET /api/docs`. The reference's program is 5 MB of text: it is loaded when somebody
 * first looks, into an application of its own.
 */
export function registerApiDocs(app: FastifyInstance, routes: readonly Route[]): void {
  let json: string | undefined;
  app.get(document, (_request, reply) => {
    json ??= JSON.stringify(openApiOf(routes, version));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(json);
  });
  let reference: Promise<FastifyInstance> | undefined;
  const answer = async (url: string) => {
    reference ??= makeReference();
    const { statusCode, headers, rawPayload } = await (await reference).inject(url);
    return { statusCode, type: headers['content-type'], location: headers.location, body: rawPayload };
  };
  for (const path of [page, `${page}/*`]) {
    app.get(path, async (request, reply) => {
      const { statusCode, type, location, body } = await answer(request.url);
      if (location !== undefined) reply.header('location', location);
      if (type !== undefined) reply.header('content-type', type);
      return reply.code(statusCode).header('content-security-policy', policy).send(body);
    });
  }
}

async function makeReference(): Promise<FastifyInstance> {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const app = Fastify();
  await app.register(plugin, {
    routePrefix: page,
    configuration: {
      url: document,
      telemetry: false,
      withDefaultFonts: false,
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
      showDeveloperTools: 'never',
      pageTitle: 'Chengdan API',
      favicon: '/favicon.svg',
    },
  });
  return app;
}
