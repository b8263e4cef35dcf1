import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { composition } from '../../test/build.ts';
import { openApiOf } from './openapi.ts';
import { exampleOf } from './openapi-example.ts';

const document = openApiOf(composition.routes, '1.2.3');
interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  responses: Record<
    string,
    { content: Record<string, { schema: object; example?: { code: string; status: number; detail: string } | undefined }> }
  >;
}
const components = document['components'] as Record<string, Record<string, unknown>>;
/** A part of an operation, or the component that it refers to. */
function whole<Part>(part: Part | { $ref: string }): Part {
  if (typeof part !== 'object' || part === null || !('$ref' in part)) return part as Part;
  const [, , place = '', name = ''] = part.$ref.split('/');
  return components[place]?.[name] as Part;
}
const operations = Object.values(document['paths'] as Record<string, Record<string, Operation>>).flatMap((methods) =>
  Object.values(methods).map((operation) => ({
    ...operation,
    parameters: operation.parameters.map(whole),
    responses: Object.fromEntries(Object.entries(operation.responses).map(([status, reply]) => [status, whole(reply)])),
  })),
);

describe('openApiOf', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  test('says once what many routes have alike', () => {
    const texts = ['parameters', 'responses'].flatMap((place) =>
      Object.values(components[place] ?? {}).map((part) => JSON.stringify(part)),
    );
    expect(new Set(texts).size).toBe(texts.length);
    expect(JSON.stringify(document['paths']).split('problem+json')).toHaveLength(1);
  });

  test('names every route once, and says what it does', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(composition.routes.length);
    expect(operations.filter(({ summary }) => !summary)).toEqual([]);
  });

  test.each(
    composition.routes
      .filter(({ endpoint }) => endpoint.body && !endpoint.consumes)
      .map(({ endpoint }) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const),
  )('gives a body that %s accepts', (_name, endpoint) => {
    const path = (document['paths'] as Record<string, Record<string, Operation>>)[
      `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    ];
    const example = path?.[endpoint.method.toLowerCase()]?.requestBody?.content['application/json']?.example;
    expect(example).toBeDefined();
    expect(endpoint.body?.safeParse(example).error?.issues).toBeUndefined();
  });

  test.each(
    composition.routes
      .filter(({ endpoint }) => endpoint.mode !== 'stream')
      .map(({ endpoint }) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const),
  )('shows what %s answers', (_name, endpoint) => {
    const path = (document['paths'] as Record<string, Record<string, Operation>>)[
      `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    ];
    const reply = path?.[endpoint.method.toLowerCase()]?.responses[String(endpoint.status)];
    const example = reply?.content['application/json']?.example;
    expect(example).toBeDefined();
    expect(endpoint.reply.safeParse(example).error?.issues).toBeUndefined();
  });

  test('offers an idempotency key only where it is heeded', () => {
    const has = (id: string) =>
      operations.find(({ operationId }) => operationId === id)?.parameters.some(({ name }) => name === 'Idempotency-Key');
    expect([has('postAccounts'), has('getAccounts'), has('postApiKeys')]).toEqual([true, false, false]);
  });

  test('names the limit of keys on every route that takes one', () => {
    const limited = operations.filter(({ responses }) => '429' in responses).map(({ operationId }) => operationId);
    expect(limited).toEqual(expect.arrayContaining(['getAccounts', 'postSession']));
  });

  test('gives the refusals of every route with their codes and an example', () => {
    for (const { operationId, responses } of operations) {
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['400', 'default']));
      for (const [status, { content }] of Object.entries(responses)) {
        const example = content['application/problem+json']?.example;
        if (!example) continue;
        expect(example.detail, `${operationId} ${example.code}`).not.toMatch(/errors\.|^$/);
        if (status !== 'default') expect(example.status, operationId).toBe(Number(status));
      }
    }
  });
});

describe('exampleOf', () => {
  test.each([
    [{ type: 'string', format: 'date' }, '2027-01-15'],
    [{ anyOf: [{ type: 'null' }, { type: 'integer', minimum: 5 }] }, 5],
    [{ type: 'object', required: ['a'], properties: { a: { type: 'boolean' }, b: { type: 'string' } } }, { a: true }],
    [{ type: 'array', minItems: 1, items: { enum: ['x', 'y'] } }, ['x']],
    [{ type: 'string', pattern: '^\\d+\\.\\d$' }, '12.5'],
  ])('of %j', (schema, expected) => expect(exampleOf(schema)).toEqual(expected));
});
