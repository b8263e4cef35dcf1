import { allEntities } from '../src/modules/records/entities/rules.ts';
import { writeKey } from '../src/platform/fields.ts';
import { buildApiKey } from './build.ts';
import { documentOf, fillWorkspace, nameOf, ownPath, sampleBody, type Filled } from './fill.ts';
import type { Caller, RawReply, TestServer } from './http.ts';
import { readRows, uuidsIn, type Ids } from './ids.ts';
import { idPlaces, knownQueries, sample, withValue, type Operation } from './openapi.ts';

/** What a reply may say differently from one moment to the next. */
const volatile = /"(lastSeenAt|lastUsedAt|instance|generatedAt|asOf)":"[^"]*"/g;
/** What an own call may answer and still show that the request was understood and the row found. */
const isUnderstood = (status: number): boolean => status < 400 || status === 403 || status === 409 || status === 422;

/** Two workspaces alike, and everything the walk found wrong: one line for each. */
export interface Mirror {
  server: TestServer;
  operations: Operation[];
  mine: Filled;
  theirs: Filled;
  /** Ids that stand only in the other workspace. */
  foreign: ReadonlySet<string>;
  problems: string[];
}

const shown = (operation: Operation): string => nameOf(operation);

/** Ids of the other workspace in a text, without the one that the request itself named. */
function leaked(mirror: Mirror, text: string, sent = ''): string[] {
  return [...new Set(uuidsIn(text))].filter((id) => mirror.foreign.has(id) && !sent.includes(id));
}

function report(mirror: Mirror, operation: Operation, what: string, reply: RawReply): void {
  mirror.problems.push(`${shown(operation)} ${what}: ${reply.status} ${reply.text.slice(0, 240)}`);
}

function refuseLeak(mirror: Mirror, operation: Operation, what: string, reply: RawReply, sent = ''): void {
  const ids = leaked(mirror, reply.text, sent);
  if (ids.length > 0)
    report(mirror, operation, `${what} shows ids of the other workspace (${ids.slice(0, 3).join(', ')})`, reply);
  if (reply.status >= 500) report(mirror, operation, `${what} fails`, reply);
}

/** The query that an operation cannot do without, and what makes a list wide. */
function queryOf(operation: Operation, ids: Ids): string {
  const query = new URLSearchParams();
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place !== 'query') continue;
    const context = { id: (one: string) => ids.guess(one, operation.path), isFull: false, number: 1 };
    const value = required ? (knownQueries[name] ?? sample(schema, name, context)) : undefined;
    if (value !== undefined) query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    else if (name === 'limit' && schema.maximum !== undefined) query.set(name, String(schema.maximum));
  }
  return query.size > 0 ? `?${query.toString()}` : '';
}

/** Every reading route on own rows, with what it says. */
async function readAll(operations: Operation[], caller: Caller, ids: Ids): Promise<Map<string, RawReply>> {
  const replies = new Map<string, RawReply>();
  for (const operation of operations) {
    const path = operation.method === 'GET' ? ownPath(operation, ids) : undefined;
    if (path !== undefined) replies.set(shown(operation), await caller.get(path + queryOf(operation, ids)));
  }
  return replies;
}

/**
 * Fills one workspace and reads everything; fills another alike and reads again. Whatever differs has looked across: sums and
 * counts too, which name no id.
 */
export async function makeMirror(server: TestServer): Promise<Mirror> {
  const operations = await documentOf(server);
  const mine = await fillWorkspace(server);
  const before = await readAll(operations, mine.caller, mine.ids);
  const theirs = await fillWorkspace(server);
  const own = new Set([...mine.ids.all, mine.workspace.owner.authUserId]);
  const foreign = [...theirs.ids.all, theirs.workspace.owner.authUserId].filter((id) => !own.has(id));
  const mirror: Mirror = { server, operations, mine, theirs, foreign: new Set(foreign), problems: [] };
  for (const operation of operations) {
    const first = before.get(shown(operation));
    if (!first) {
      if (operation.method === 'GET' && !operation.isPublic)
        mirror.problems.push(`${shown(operation)}: test/fill.ts makes nothing that it could read`);
      continue;
    }
    const again = await mine.caller.get((ownPath(operation, mine.ids) ?? '') + queryOf(operation, mine.ids));
    refuseLeak(mirror, operation, 'as it stands', again);
    if (first.status >= 400 && !operation.isPublic) report(mirror, operation, 'refuses to read an own row', first);
    // A page that sends people to the provider of a workspace asks which one, once there are two.
    if (!operation.isPage && first.text.replaceAll(volatile, '') !== again.text.replaceAll(volatile, '')) {
      report(mirror, operation, 'says something else once there is another workspace', again);
    }
  }
  return mirror;
}

/** Ids of the other workspace that a parameter could be tried with: the right kind first, then one of every other. */
function foreignIds({ theirs }: Mirror, operation: Operation, name: string): { id: string; isRightKind: boolean }[] {
  const parts = operation.path.split('/');
  const at = parts.indexOf(`{${name}}`);
  const segment = parts[at - 1] ?? '';
  const right = segment === 'records' ? 'accounts' : theirs.ids.tableOf(segment, parts[at - 3]);
  const tables = operation.method === 'GET' ? [...theirs.ids.byTable.keys()] : ['records', 'users', 'teams'];
  const others = tables.filter((table) => table !== right).map((table) => theirs.ids.first(table));
  const first = right === undefined ? undefined : theirs.ids.forPath(operation.path, right);
  const found = [
    ...(first === undefined ? [] : [{ id: first, isRightKind: true }]),
    ...others.map((id) => ({ id: id ?? '', isRightKind: false })),
  ];
  return [...new Map(found.filter(({ id }) => id !== '').map((one) => [one.id, one])).values()];
}

/** Every route with an id in its path, asked with ids of the other workspace, must say that there is no such thing. */
export async function tryForeignPaths(mirror: Mirror): Promise<void> {
  const { mine, operations } = mirror;
  for (const operation of operations) {
    const names = operation.parameters.filter((one) => one.in === 'path' && one.schema.format === 'uuid').map(({ name }) => name);
    for (const name of names) {
      const ownParts = (ownPath(operation, mine.ids) ?? operation.path).split('/');
      for (const { id, isRightKind } of foreignIds(mirror, operation, name)) {
        const url = operation.path
          .split('/')
          .map((part, index) => (part === `{${name}}` ? id : part.startsWith('{') ? (ownParts[index] ?? id) : part))
          .join('/');
        const what = `with an id of the other workspace as ${name}`;
        const reply = await callWith(mirror, operation, url);
        refuseLeak(mirror, operation, what, reply, id);
        // A part that is named by the id of another record: that record is what does not exist.
        const isNoReference =
          reply.json?.errors?.[0]?.code === 'not_found_reference' && reply.json.errors[0].pointer === `/params/${name}`;
        if (reply.status < 400 || (isRightKind && reply.status !== 404 && !isNoReference)) report(mirror, operation, what, reply);
      }
    }
  }
}

function callWith({ mine }: Mirror, operation: Operation, url: string, caller = mine.caller): Promise<RawReply> {
  const query = operation.method === 'GET' || operation.upload ? queryOf(operation, mine.ids) : '';
  if (operation.upload)
    return caller.with({ 'content-type': operation.upload }).raw(operation.method, url + query, Buffer.from('x'));
  const body = operation.body ? sampleBody(operation, mine.ids, 7, false) : undefined;
  return caller.raw(operation.method, url + query, body);
}

/** Every place of every body that holds an id, given one of the other workspace: nothing may come of it. */
export async function tryForeignBodies(mirror: Mirror): Promise<void> {
  const { mine, theirs, operations } = mirror;
  for (const operation of operations) {
    const url = operation.body ? ownPath(operation, mine.ids) : undefined;
    if (!operation.body || url === undefined || operation.isPublic) continue;
    const base = sampleBody(operation, mine.ids, 8, false);
    for (const { path, name } of idPlaces(operation.body)) {
      const id = theirs.ids.guess(name, operation.path) ?? theirs.ids.first('records') ?? '';
      const reply = await mine.caller.raw(operation.method, url, withValue(base, path, id));
      refuseLeak(mirror, operation, `with an id of the other workspace at ${path.join('.')}`, reply, id);
      const isBulk = path.includes('select') || path[0] === 'ids';
      if (reply.status < 400 && !isBulk)
        report(mirror, operation, `accepts an id of the other workspace at ${path.join('.')}`, reply);
    }
  }
}

/** Lists filtered by something of the other workspace are empty, whatever the field. */
export async function tryForeignQueries(mirror: Mirror): Promise<void> {
  const { mine, theirs, operations } = mirror;
  const links = [
    ...new Set(
      allEntities().flatMap(({ fields }) =>
        Object.entries(fields)
          .filter(([key, field]) => writeKey(key, field) !== key)
          .map(([key]) => key),
      ),
    ),
  ];
  for (const operation of operations) {
    const path = operation.method === 'GET' ? ownPath(operation, mine.ids) : undefined;
    if (path === undefined) continue;
    for (const { name, in: place, schema } of operation.parameters) {
      if (place !== 'query') continue;
      const filters = name === 'filter' ? ['id', 'owner', 'team', ...links] : [];
      const values = filters.map((field) => ({ id: theirs.ids.guess(`${field}Id`, operation.path) ?? '', field }));
      const own = theirs.ids.guess(name, operation.path);
      if (schema.format === 'uuid' || schema.anyOf?.some(({ format }) => format === 'uuid'))
        values.push({ id: own ?? '', field: '' });
      for (const { id, field } of values.filter((one) => one.id !== '')) {
        const value = field ? JSON.stringify({ field, op: 'eq', value: id }) : id;
        const reply = await mine.caller.get(`${path}?${new URLSearchParams({ [name]: value }).toString()}`);
        refuseLeak(mirror, operation, `with ${name}=${value}`, reply, id);
      }
    }
  }
}

/** The other workspace is as it was, and nothing of ours points to it. */
export async function checkRows(mirror: Mirror, before: Map<string, string[]>): Promise<void> {
  const { server, mine, theirs } = mirror;
  const after = await readRows(server.db, theirs.workspace.id);
  for (const [table, rows] of after) {
    if (JSON.stringify(rows) !== JSON.stringify(before.get(table)))
      mirror.problems.push(`table ${table}: rows of the other workspace were changed`);
  }
  for (const [table, rows] of await readRows(server.db, mine.workspace.id)) {
    const found = rows.flatMap((row) => leaked(mirror, row));
    if (found.length > 0)
      mirror.problems.push(`table ${table}: a row of ours points into the other workspace (${found[0] ?? ''})`);
  }
}

/**
 * The same requests on own rows: they must be understood, or the refusals above have shown nothing. Done last and deleting
 * at the very end, because it changes things; with an API key, so that it cannot end its own session.
 */
export async function checkOwnCalls(mirror: Mirror, excused: Record<string, string>): Promise<void> {
  const { mine, operations, server } = mirror;
  const caller = server.withKey(await buildApiKey(server.db, mine.workspace.owner));
  const withIds = operations.filter((one) =>
    one.parameters.some(({ in: place, schema }) => place === 'path' && schema.format === 'uuid'),
  );
  // What is deleted takes what hangs on it along, so records go last.
  const isRecord = ({ path }: Operation): boolean => allEntities().some(({ plural }) => path === `/api/v1/${plural}/{id}`);
  const deletes = withIds.filter(({ method }) => method === 'DELETE');
  const inOrder = [
    ...withIds.filter(({ method }) => method !== 'DELETE'),
    ...deletes.filter((one) => !isRecord(one)),
    ...deletes.filter(isRecord),
  ];
  const used = new Set<string>();
  for (const operation of inOrder) {
    const url = ownPath(operation, mine.ids);
    if (url === undefined) {
      mirror.problems.push(`${shown(operation)}: test/fill.ts makes nothing for its path`);
      continue;
    }
    const reply = await callWith(mirror, operation, url, caller);
    if (isUnderstood(reply.status)) continue;
    if (shown(operation) in excused) used.add(shown(operation));
    else
      report(
        mirror,
        operation,
        'does not understand the sample on an own row, so its refusal of a foreign one shows nothing',
        reply,
      );
  }
  for (const name of Object.keys(excused)) if (!used.has(name)) mirror.problems.push(`${name} needs no excuse any longer`);
}
