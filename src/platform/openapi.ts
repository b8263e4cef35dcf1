import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { languages } from './languages.ts';
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

/** The OpenAPI 3.1 document of all routes, made from their contracts. */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const { endpoint } of routes) {
    const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chengdan',
      version,
      license: { name: 'Apache-2.0' },
      description: 'Every change of the product goes through these endpoints; the screens use them too.',
    },
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'chengdan.session_token' },
      },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline', cycles: 'ref' });
  return json;
}

function operationOf(endpoint: Endpoint): Json {
  const operation: Json = {
    operationId: operationId(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    parameters: [
      ...parametersOf(endpoint, 'params', 'path'),
      ...parametersOf(endpoint, 'query', 'query'),
      ...headersOf(endpoint),
    ],
    responses: responsesOf(endpoint),
  };
  if (endpoint.access !== 'session') operation['security'] = [];
  if (endpoint.consumes)
    operation['requestBody'] = {
      required: true,
      content: { [endpoint.consumes]: { schema: { type: 'string', format: 'binary' } } },
    };
  else if (endpoint.body)
    operation['requestBody'] = { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } };
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
  }));
}

function headersOf({ method, access }: Endpoint): Json[] {
  const language = { name: 'X-Language', in: 'header', required: false, schema: { type: 'string', enum: languages } };
  if (method === 'GET' || access !== 'session') return [language];
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

function responsesOf(endpoint: Endpoint): Json {
  const type = endpoint.mode === 'stream' ? 'text/csv' : 'application/json';
  const codes = [
    'invalid_input',
    ...(endpoint.access === 'session' ? ['unauthorized', 'forbidden', 'not_found'] : []),
    ...(endpoint.errors ?? []),
  ];
  return {
    [String(endpoint.status)]: { description: 'Done', content: { [type]: { schema: schemaOf(endpoint.reply, 'output') } } },
    default: {
      description: `A problem: ${codes.join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}
