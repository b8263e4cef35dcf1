import { beforeAll, describe, expect, test } from 'vitest';
import { systemScope, userScope } from '../src/modules/identity/access/service.ts';
import { allEntities, type Entity } from '../src/modules/records/entities/rules.ts';
import { visibleEvents } from '../src/modules/webhooks/visibility/service.ts';
import { choicesOfField, fieldChoicesOf, type FieldRight } from '../src/platform/field-rights.ts';
import type { Field } from '../src/platform/fields.ts';
import { buildUser, buildWorkspace, type TestUser, type TestWorkspace } from './build.ts';
import { documentOf, sampleBody } from './fill.ts';
import { testServer, type Caller } from './http.ts';
import { readIds } from './ids.ts';
import { knownQueries } from './openapi.ts';

const server = await testServer();
const operations = await documentOf(server);

/** One whose check digit is right. */
const creditCode = '91350100M000100Y43';

let count = 100;
/** Tells the secrets of all kinds of record apart. */
const nextNumber = (): number => ++count;

/** A value that stands nowhere else, and the text by which replies are searched for it; none for kinds that say too little. */
function secretOf({ kind }: Field, key: string, number: number): { value: unknown; text: string } | undefined {
  if (key === 'creditCode') return { value: creditCode, text: creditCode };
  const word = `zq${number}secret`;
  switch (kind) {
    case 'text':
    case 'longText':
      return { value: word, text: word };
    case 'url':
      return { value: `https://${word}.example`, text: word };
    case 'emails':
      return { value: [{ value: `person@${word}.example` }], text: `person@${word}` };
    case 'phones':
      return { value: [{ value: `+49 301 7${number} 4321` }], text: `301 7${number}` };
    case 'handles':
      return { value: [{ channel: 'wechat', value: word }], text: word };
    case 'address':
      return { value: { city: word }, text: word };
    case 'money':
    case 'integer':
      return { value: 1300 + number, text: String(1300 + number) };
    case 'date':
      return { value: `1961-02-${10 + (number % 18)}`, text: `1961-02-${10 + (number % 18)}` };
    default:
      return undefined;
  }
}

interface Kept {
  id: string;
  version: number;
  secrets: { key: string; property: string; value: unknown; text: string }[];
}

const entities = allEntities();
const records = new Map<string, Kept>();
let workspace: TestWorkspace;
let asker: TestUser;

/** A record with a value in every field that may be kept, written twice so that its history holds them too. */
async function build(entity: Entity): Promise<Kept> {
  const caller = server.as(workspace.owner);
  const base = `/api/v1/${entity.plural}`;
  const operation = operations.find(({ method, path }) => method === 'POST' && path === base);
  const ids = await readIds(server.db, workspace.id);
  const sampled = operation ? (sampleBody(operation, ids, 1, false) as object) : {};
  const made = await caller.post(base, { ...sampled, [entity.titleField]: `Named ${entity.object}` });
  expect(made.status, made.text).toBe(201);
  const secrets = entity.columns.flatMap(({ key, property, field }) => {
    const secret = choicesOfField(entity.object, key).includes('hidden') ? secretOf(field, key, nextNumber()) : undefined;
    return secret ? [{ key, property, ...secret }] : [];
  });
  const body = Object.fromEntries(secrets.map(({ property, value }) => [property, value]));
  const edited = await caller.patch(`${base}/${made.json.id}`, { version: made.json.version, ...body });
  expect(edited.status, edited.text).toBe(200);
  return { id: made.json.id, version: edited.json.version, secrets };
}

async function keep(entity: Entity, right: FieldRight): Promise<void> {
  const keys = records.get(entity.object)?.secrets.map(({ key }) => [key, right]) ?? [];
  const fields = JSON.stringify({ [entity.object]: Object.fromEntries(keys) });
  const where = server.db.updateTable('roles').set({ fields }).where('workspaceId', '=', workspace.id);
  await where.where('base', '=', 'admin').where('name', 'is', null).execute();
}

beforeAll(async () => {
  workspace = await buildWorkspace(server.db);
  asker = await buildUser(server.db, workspace, { role: 'admin' });
  for (const entity of entities) records.set(entity.object, await build(entity));
});

/** Every address at which something about the record could be read. */
function addressesOf(entity: Entity, id: string, texts: readonly string[]): string[] {
  const base = `/api/v1/${entity.plural}`;
  const reads = operations.filter(({ method, path, isPublic }) => method === 'GET' && !isPublic && !path.includes('/export'));
  const ofRecord = reads
    .filter(
      ({ path, parameters }) =>
        /\/(records|\w+)\/\{id\}/.test(path) && parameters.filter((one) => one.in === 'path').length === 1,
    )
    .filter(({ path }) => path.startsWith('/api/v1/records/{id}') || path.startsWith(`${base}/{id}`))
    .map(({ path }) => path.replace('{id}', id));
  const plain = reads
    .filter(({ parameters }) => !parameters.some((one) => one.in === 'path' || (one.in === 'query' && one.required)))
    .map(({ path }) => path);
  const known = reads
    .filter(({ parameters }) => !parameters.some((one) => one.in === 'path') && parameters.some((one) => one.required))
    .filter(({ parameters }) => parameters.every((one) => !one.required || one.name in knownQueries))
    .map(({ path, parameters }) => {
      const needed = parameters.filter((one) => one.required);
      return `${path}?${new URLSearchParams(needed.map(({ name }) => [name, String(knownQueries[name])])).toString()}`;
    });
  const found = texts.flatMap((text) => [
    `/api/v1/search?limit=50&q=${encodeURIComponent(text)}`,
    `${base}?q=${encodeURIComponent(text)}`,
    `${base}/count?q=${encodeURIComponent(text)}`,
    `/api/v1/records/similar?kind=${entity.object}&name=x&texts=${encodeURIComponent(text)}`,
  ]);
  return [...ofRecord, ...plain, ...known, ...found, `${base}/export`];
}

async function leaks(caller: Caller, kept: Kept, addresses: readonly string[]): Promise<string[]> {
  const replies = await Promise.all(addresses.map((address) => caller.get(address)));
  return replies.flatMap(({ status, text, json }, index) => {
    const address = addresses[index] ?? '';
    const seen = kept.secrets.filter((secret) => text.includes(secret.text));
    // A search that repeats nothing but finds the record gives the value away as well.
    const isAsked = kept.secrets.some((secret) => address.endsWith(`=${encodeURIComponent(secret.text)}`));
    const isFound = isAsked && (text.includes(kept.id) || (status === 200 && json?.count > 0));
    if (seen.length === 0 && !isFound) return [];
    return [`GET ${address} shows ${seen.map(({ key }) => key).join() || 'the record'}`];
  });
}

describe.each(['hidden', 'masked'] as const)('fields that are %s', (right) => {
  test.each(entities.map((entity) => [entity.object, entity] as const))(
    'of %s are kept on every path',
    async (_object, entity) => {
      const kept = records.get(entity.object);
      if (!kept || kept.secrets.length === 0) return;
      const caller = server.as(asker);
      await keep(entity, 'write');
      const before = await leaks(caller, kept, [`/api/v1/${entity.plural}/${kept.id}`, `/api/v1/records/${kept.id}/events`]);
      // The test sees what there is to see: without limits every field shows somewhere.
      for (const { key } of kept.secrets) expect(before.join('\n'), key).toContain(key);
      await keep(entity, right);
      const texts = kept.secrets.map(({ text }) => text);
      expect(await leaks(caller, kept, addressesOf(entity, kept.id, texts))).toEqual([]);
      const base = `/api/v1/${entity.plural}`;
      const wrong: string[] = [];
      const expectStatus = (what: string, status: number, expected: number): void => {
        if (status !== expected) wrong.push(`${what}: ${status} instead of ${expected}`);
      };
      const operation = operations.find(({ method, path }) => method === 'POST' && path === base);
      const ids = await readIds(server.db, workspace.id);
      const sampled = operation ? (sampleBody(operation, ids, 5, false) as object) : {};
      for (const { key, property, value } of kept.secrets) {
        const filter = encodeURIComponent(JSON.stringify({ field: key, op: 'isNotEmpty' }));
        for (const path of [base, `${base}/count`, `${base}/export`])
          expectStatus(`${path} by ${key}`, (await caller.get(`${path}?filter=${filter}`)).status, 400);
        expectStatus(`sort by ${key}`, (await caller.get(`${base}?sort=${key}`)).status, 400);
        const columns = await caller.get(`${base}/export?columns=${key}`);
        expectStatus(`column ${key}`, columns.status, right === 'hidden' ? 400 : 200);
        const edited = await caller.patch(`${base}/${kept.id}`, { version: kept.version, [property]: null });
        expectStatus(`emptying ${key}`, edited.status, 403);
        const bulk = await caller.post(`${base}/bulk-update`, { select: { ids: [kept.id] }, changes: { [property]: null } });
        expectStatus(`emptying ${key} of many`, bulk.status, 403);
        const made = await caller.post(base, { ...sampled, [entity.titleField]: 'New', [property]: value });
        expectStatus(`creating with ${key}`, made.status, 403);
      }
      expect(wrong).toEqual([]);
      const scope = await userScope(server.db, workspace.id, asker.id);
      const events = await server.db
        .selectFrom('events')
        .select(['subjectKind', 'subjectId', 'data'])
        .where('workspaceId', '=', workspace.id)
        .where('subjectId', '=', kept.id)
        .execute();
      const told = async (reader: typeof scope): Promise<string> =>
        JSON.stringify(
          await visibleEvents(
            server.db,
            reader,
            events as { subjectKind: string; subjectId: string; data: Record<string, unknown> }[],
          ),
        );
      const full = await told(await systemScope(server.db, workspace.id));
      for (const { text } of kept.secrets) {
        expect(full).toContain(text);
        expect(await told(scope)).not.toContain(text);
      }
    },
  );
});

test('what names a record, and what figures are made of, is nobody’s to keep', () => {
  for (const { object, titleField, inFigures = [] } of entities) {
    expect(fieldChoicesOf(object)[titleField]).toBeUndefined();
    for (const key of inFigures) expect(choicesOfField(object, key)).toEqual(['read', 'write']);
  }
});
