import { nameOf, ownPath, sampleBody, type Filled } from './fill.ts';
import type { Caller, RawReply, TestServer } from './http.ts';
import { type Operation, type Schema, withValue } from './openapi.ts';

/** Values that programs stumble over, as they stand in JSON text. */
const nasty: readonly string[] = [
  'null',
  '""',
  '[]',
  '{}',
  'true',
  '0',
  '-1',
  '1e308',
  '1e400',
  '9007199254740993',
  '2147483648',
  '0.1',
  '"\\u0000"',
  '"\\ud800"',
  JSON.stringify('x'.repeat(70_000)),
  JSON.stringify("'; drop table users; --"),
  JSON.stringify('%_\\'),
  '"2024-02-30"',
  '"0000-01-01"',
  '"9999-12-31"',
  '"275760-09-13T00:00:00.000Z"',
  '"0001-01-01T00:00:00.000Z"',
  '"00000000-0000-0000-0000-000000000000"',
  '"Asia/Atlantis"',
  '"constructor"',
  '"999999999999999.999999"',
  '{"rel":"today","offset":1000000,"unit":"year"}',
  '[[[[[[[[[[]]]]]]]]]]',
  '[null]',
  '[{}]',
  '{"__proto__":{}}',
];

const filters: readonly string[] = [
  '{"field":"id","op":"eq","value":"x"}',
  '{"field":"createdAt","op":"lt","value":{"rel":"now","offset":-1000000,"unit":"year"}}',
  '{"field":"createdAt","op":"eq","value":"0000-01-01"}',
  '{"field":"createdAt","op":"gte","value":"9999-12-31"}',
  '{"field":"custom.seats","op":"gt","value":1e15}',
  '{"field":"custom.seats","op":"eq","value":"9999999999999999"}',
  '{"field":"constructor","op":"eq","value":1}',
  '{"field":"__proto__","op":"isEmpty"}',
  '{"field":"owner","op":"eq","value":{"me":true}}',
  '{"field":"amountMinor","op":"eq","value":9007199254740993}',
  '{"field":"name","op":"contains","value":"%_\\\\"}',
  '{"not":{"not":{"not":{"field":"id","op":"isEmpty"}}}}',
  '{"and":[]}',
  '{"or":[{}]}',
  '[]',
  '"x"',
  'null',
];

const cursors = [
  '',
  'x',
  '====',
  'W10',
  ...[[], ['x'], ['-updated_at,-id', 'x', 'y'], [null, null], ['2024-01-01', '1']].map(encoded),
];

function encoded(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Every place of a body, objects and lists included. */
function placesOf(schema: Schema, path: (string | number)[] = [], depth = 0): (string | number)[][] {
  if (depth > 4) return [];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap((one) => placesOf(one, path, depth + 1));
  if (schema.items) return [path, ...placesOf(schema.items, [...path, 0], depth + 1)];
  return [path, ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => placesOf(one, [...path, name], depth + 1))];
}

/** The text of a body with a piece of JSON at a place. */
function withText(body: unknown, path: (string | number)[], text: string): string {
  return JSON.stringify(withValue(body, path, '@@here@@') ?? null).replace('"@@here@@"', () => text);
}

interface Attempt {
  url: string;
  body?: string;
}

/** Bad requests of an operation, all of them that its parameters and its body suggest. */
function attemptsOf(operation: Operation, { ids }: Filled): Attempt[] {
  const path = ownPath(operation, ids) ?? operation.path.replace(/\{\w+\}/g, '00000000-0000-0000-0000-000000000000');
  const base = baseOf(operation, ids);
  const text = base === undefined ? {} : { body: JSON.stringify(base) };
  const inPath = operation.parameters
    .filter((one) => one.in === 'path')
    .flatMap(({ name }) =>
      ['x', '%00', '%F0%9F', encodeURIComponent("' or 1=1"), '00000000-0000-0000-0000-000000000000', '..%2f..%2f'].map(
        (value) => ({
          url: operation.path.replace(`{${name}}`, value).replace(/\{\w+\}/g, '00000000-0000-0000-0000-000000000000'),
          ...text,
        }),
      ),
    );
  const inQuery = operation.parameters
    .filter((one) => one.in === 'query')
    .flatMap(({ name }) => {
      const special = name === 'filter' ? filters : name === 'cursor' ? cursors : [];
      return [...special, ...nasty.filter((value) => value.length < 1000).map((value) => value.replace(/^"|"$/g, ''))].map(
        (value) => ({
          url: `${path}?${name}=${encodeURIComponent(value)}`,
          ...text,
        }),
      );
    });
  const inBody = operation.body
    ? placesOf(operation.body).flatMap((place) => nasty.map((value) => ({ url: path, body: withText(base, place, value) })))
    : [];
  return [...inPath, ...inQuery, ...inBody];
}

function baseOf(operation: Operation, ids: Filled['ids']): unknown {
  try {
    return sampleBody(operation, ids, 9, true);
  } catch {
    return {};
  }
}

function send(caller: Caller, operation: Operation, { url, body }: Attempt, number: number): Promise<RawReply> {
  // As from another address each time, so that the limit on sign-in does not hide what is behind it.
  const from = caller.with({ 'x-forwarded-for': `10.0.${Math.floor(number / 200) % 250}.${(number % 200) + 1}` });
  if (operation.upload) return from.with({ 'content-type': operation.upload }).raw(operation.method, url, Buffer.from('x'));
  return from.raw(operation.method, url, body);
}

/** Ends the caller's own session or takes their rights away. */
const selfHarm =
  /^(DELETE \/api\/v1\/sessions?|POST \/api\/v1\/me\/password|POST \/api\/v1\/session\/(?:workspace|viewing)|POST \/api\/v1\/workspaces)/;

/**
 * Sends bad requests to every operation, some of all there are (others each time a route is added; a fixed choice otherwise),
 * and answers each that was not refused properly: with a server's fault, or without a problem document.
 */
export async function tryBadInput(
  server: TestServer,
  filled: Filled,
  operations: readonly Operation[],
  perOperation: number,
): Promise<{ problems: string[]; count: number }> {
  const problems: string[] = [];
  let count = 0;
  for (const [index, operation] of operations.entries()) {
    if (selfHarm.test(nameOf(operation))) continue;
    const all = attemptsOf(operation, filled);
    const step = Math.max(1, Math.ceil(all.length / perOperation));
    for (let at = index % step; at < all.length; at += step) {
      const attempt = all[at] ?? { url: '' };
      const caller = operation.isPublic ? server.anonymous : filled.caller;
      const reply = await send(caller, operation, attempt, count++);
      // A refusal that names no place comes from the database, which should not have been asked.
      const isPage = operation.isPage && reply.text.startsWith('<!doctype html>');
      const isProblem =
        reply.status < 400 ||
        isPage ||
        (reply.json?.code !== undefined && (reply.status !== 400 || reply.json.errors !== undefined));
      if (reply.status >= 500 || !isProblem)
        problems.push(
          `${nameOf(operation)} ${attempt.url.slice(0, 200)} ${attempt.body?.slice(0, 200) ?? ''}: ${reply.status} ${reply.text.slice(0, 160)}`,
        );
    }
  }
  return { problems, count };
}
