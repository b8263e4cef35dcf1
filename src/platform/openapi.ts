import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { DomainError, statusByCode } from './errors.ts';
import { languages } from './languages.ts';
import { exampleOf } from './openapi-example.ts';
import { SharedParts } from './openapi-parts.ts';
import { problemOf } from './problems.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

const problem = {
  type: 'object',
  description: 'RFC 9457 problem document. `code` is stable; `detail` is in the language of the reader.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

interface Shared {
  parameters: SharedParts;
  responses: SharedParts;
}

/** The OpenAPI 3.1 document of all routes, made from their contracts. Refusals and parameters, which would be half of it, stand once. */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  const shared = { parameters: new SharedParts('parameters'), responses: new SharedParts('responses') };
  for (const { endpoint } of routes) {
    const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint, shared) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chengdan',
      version,
      license: { name: 'Apache-2.0' },
      description: [
        'Every change of the product goes through these endpoints; the screens use them too.',
        'Lists are filtered and sorted by one grammar and paged by a cursor. Refusals are problem documents (RFC 9457) in the language of the reader; rely on `code`.',
        'Edits send the `version` they saw and get 409 with the record as it is now. Writes may carry an `Idempotency-Key`: a repeat within 24 hours gets the first reply again.',
        'Sign-in, password and invitation routes take 20 requests a minute from one address, and each API key 6,000 unless the server says otherwise: 429 with `Retry-After`.',
      ].join('\n\n'),
    },
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: problem },
      parameters: shared.parameters.all,
      responses: shared.responses.all,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: Settings → API keys, or `chengdan api-key create`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'chengdan.session_token',
          description: 'Set by `POST /api/v1/session`; with https in PUBLIC_URL its name begins with `__Secure-`.',
        },
      },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline', cycles: 'ref' });
  return json;
}

function operationOf(endpoint: Endpoint, shared: Shared): Json {
  const parameters = [
    ...parametersOf(endpoint, 'params', 'path'),
    ...parametersOf(endpoint, 'query', 'query'),
    ...headersOf(endpoint),
  ];
  const operation: Json = {
    operationId: operationId(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    parameters: parameters.map((parameter) => shared.parameters.refer(String(parameter['name']), parameter)),
    responses: responsesOf(endpoint, shared),
  };
  if (endpoint.access !== 'session') operation['security'] = [];
  if (endpoint.consumes)
    operation['requestBody'] = {
      required: true,
      content: { [endpoint.consumes]: { schema: { type: 'string', format: 'binary' } } },
    };
  else if (endpoint.body) {
    const schema = schemaOf(endpoint.body, 'input');
    const example = endpoint.example ?? exampleOf(schema);
    operation['requestBody'] = { required: true, content: { 'application/json': { schema, example } } };
  }
  return operation;
}

function operationId({ method, path }: Endpoint): string {
  const words = path
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part));
  return [method.toLowerCase(), ...words].join('-').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parametersOf(endpoint: Endpoint, part: 'params' | 'query', place: 'path' | 'query'): Json[] {
  const schema = endpoint[part];
  if (!(schema instanceof z.ZodObject)) return [];
  const json = schemaOf(schema, 'input');
  const properties = (json['properties'] ?? {}) as Record<string, Json>;
  const required = (json['required'] ?? []) as string[];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
    ...(typeof property['description'] === 'string' ? { description: property['description'] } : {}),
  }));
}

function headersOf({ method, access, isSecret }: Endpoint): Json[] {
  const language = { name: 'X-Language', in: 'header', required: false, schema: { type: 'string', enum: languages } };
  // A reply that shows a secret is not kept, so it cannot be given again.
  if (method === 'GET' || access !== 'session' || isSecret) return [language];
  return [
    language,
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'A repeat within 24 hours gets the first reply again.',
      schema: { type: 'string', maxLength: 200 },
    },
  ];
}

/** Codes of refusals that a route of this shape has, by status. */
function refusalsOf({
  method,
  access,
  body,
  consumes,
  errors = [],
  isSecret,
  isLimited,
  params,
}: Endpoint): Map<number, string[]> {
  const isSession = access === 'session';
  const writes = method !== 'GET' && isSession && !isSecret;
  const known: [isSo: boolean, status: number, code: string][] = [
    [true, 400, 'invalid_input'],
    [isSession, 401, 'unauthorized'],
    [isSession, 401, 'key_expired'],
    [isSession, 401, 'key_revoked'],
    [isSession, 403, 'forbidden'],
    [isSession && params !== undefined, 404, 'not_found'],
    [body !== undefined || consumes !== undefined, 413, 'too_large'],
    [body !== undefined, 415, 'invalid_input'],
    [writes, 409, 'conflict'],
    [writes, 422, 'idempotency_mismatch'],
    // Whoever asks by a key has a limit on every route.
    [isSession || access === 'publicLimited' || isLimited === true, 429, 'rate_limited'],
    ...errors.map((code): [boolean, number, string] => [code in statusByCode, statusByCode[code] ?? 422, code]),
  ];
  const codes = new Map<number, string[]>();
  for (const [isSo, status, code] of known) if (isSo) codes.set(status, [...new Set([...(codes.get(status) ?? []), code])]);
  return codes;
}

/** A refusal as the document describes it; `default` holds the module's own codes, each at the status it is sent with. */
function refusalOf(status: number | null, codes: readonly string[]): Json {
  const schema: Json = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] };
  if (codes.includes('stale_version'))
    schema['description'] = '`current` is the record as it is now: merge both sides and send its `version`.';
  const [code = 'internal'] = codes;
  const example = problemOf(
    new DomainError(code, { params: { count: 2 }, ...(status === null ? {} : { status }) }),
    'en',
    'k3Xr0b1sYv9Q',
  );
  return { description: codes.join(', '), content: { 'application/problem+json': { schema, example } } };
}

function responsesOf(endpoint: Endpoint, shared: Shared): Json {
  const types = endpoint.mode === 'stream' ? (endpoint.produces ?? ['text/csv']) : ['application/json'];
  const schema = schemaOf(endpoint.reply, 'output');
  const media = endpoint.mode === 'stream' ? { schema } : { schema, example: exampleOf(schema, { isReply: true }) };
  const success = { description: 'Done', content: Object.fromEntries(types.map((type) => [type, media])) };
  const own = (endpoint.errors ?? []).filter((code) => statusByCode[code] === undefined);
  const refer = (status: number | null, codes: readonly string[]): Json =>
    shared.responses.refer(`${status ?? 'Other'}-${codes[0] ?? ''}`, refusalOf(status, codes));
  const refusals = [...refusalsOf(endpoint)].toSorted(([a], [b]) => a - b);
  return {
    [String(endpoint.status)]: success,
    ...Object.fromEntries(refusals.map(([status, codes]) => [String(status), refer(status, codes)])),
    default: refer(null, [...own, 'internal', 'unavailable']),
  };
}
