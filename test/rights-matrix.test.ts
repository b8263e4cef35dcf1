import { describe, expect, test } from 'vitest';
import { modules } from '../src/modules.ts';
import { roles, type Role } from '../src/modules/identity/contract.ts';
import { allEntities, type Entity } from '../src/modules/records/entities/rules.ts';
import { levels, type Level } from '../src/platform/levels.ts';
import { levelOf, registerPolicies, type ObjectRights, type Policy } from '../src/platform/rights.ts';
import { buildTeam, buildUser, buildWorkspace, type TestUser, type TestWorkspace } from './build.ts';
import { documentOf, sampleBody } from './fill.ts';
import { testServer, type Caller, type TestServer } from './http.ts';
import { plural, readIds } from './ids.ts';
import { isUuid, knownQueries, sample, type Operation } from './openapi.ts';

/** Whose a record is, seen from the person who asks; each level adds one. */
const places = ['own', 'team', 'below', 'elsewhere'] as const;
type Place = (typeof places)[number];
const reachOf: Record<Level, readonly Place[]> = {
  none: [],
  own: ['own'],
  team: ['own', 'team'],
  teamTree: ['own', 'team', 'below'],
  all: places,
};

const policies: readonly Policy[] = modules.flatMap(({ policy }) => (policy ? [policy] : []));
const declared: Policy = Object.assign({}, ...policies);
const entities = allEntities();
const server = await testServer();
const operations = await documentOf(server);

interface World {
  workspace: TestWorkspace;
  /** The person who asks, one per role, all of one team. */
  askers: Map<Role, TestUser>;
  owners: Record<Exclude<Place, 'own'>, TestUser>;
}

async function buildWorld(chosen: readonly Role[]): Promise<World> {
  const workspace = await buildWorkspace(server.db);
  const team = await buildTeam(server.db, workspace);
  const below = await buildTeam(server.db, workspace, { parentId: team });
  const elsewhere = await buildTeam(server.db, workspace);
  const askers = new Map<Role, TestUser>();
  for (const role of chosen) askers.set(role, await buildUser(server.db, workspace, { role, team }));
  const owners = {
    team: await buildUser(server.db, workspace, { team }),
    below: await buildUser(server.db, workspace, { team: below }),
    elsewhere: await buildUser(server.db, workspace, { team: elsewhere }),
  };
  return { workspace, askers, owners };
}

interface Made {
  id: string;
  title: string;
  version: number;
}
type Records = Record<Place, Made>;

/** Amounts of which every sum says what is in it. */
const amounts: Record<Place, number> = { own: 100, team: 1000, below: 10_000, elsewhere: 100_000 };

/** Texts that name something of the workspace's own, so that no other value stands there. */
const named: ReadonlySet<string> = new Set(['taxClass']);

/** One record of the entity for each place, made by the owner of the workspace and given away. */
async function buildRecords(world: World, entity: Entity, asker: TestUser, what = entity.object): Promise<Records> {
  const ids = await readIds(server.db, world.workspace.id);
  const operation = operations.find(({ method, path }) => method === 'POST' && path === `/api/v1/${entity.plural}`);
  if (!operation) throw new Error(`no route creates ${entity.plural}`);
  const money = Object.entries(entity.fields).filter(([, field]) => field.kind === 'money' && !field.readOnly);
  // Texts differ from place to place, so that a list of the values in use tells whose records it read.
  const plain = Object.entries(entity.fields).filter(
    ([key, field]) => field.kind === 'text' && !field.readOnly && !field.unique && !named.has(key),
  );
  const made = new Map<Place, Made>();
  for (const place of places) {
    const owner = place === 'own' ? asker : world.owners[place];
    // Names are unique for some kinds, so that each person who asks has their own.
    const title = `matrix ${what} of ${asker.role}: ${place}`;
    const sums = money.map(([key]) => [key, amounts[place]]);
    const values = Object.fromEntries([...plain.map(([key, { max = 200 }]) => [key, `${key} ${place}`.slice(0, max)]), ...sums]);
    const body = {
      ...(sampleBody(operation, ids, 1, false) as object),
      ...values,
      [entity.titleField]: title,
      ownerId: owner.id,
    };
    const reply = await server.as(world.workspace.owner).post(operation.path, body);
    expect(reply.status, `POST ${operation.path}: ${reply.text}`).toBe(201);
    made.set(place, { id: reply.json.id, title, version: reply.json.version });
  }
  return Object.fromEntries(made) as Records;
}

/** What hangs on records and is counted elsewhere: a task for each owner, and deals that are won, for the reports. */
async function buildDetails(world: World, records: Map<Entity, Records>, asker: TestUser): Promise<Records[]> {
  const caller = server.as(world.workspace.owner);
  const dealEntity = entities.find(({ object }) => object === 'deal');
  if (!dealEntity) throw new Error('no deals');
  const won = await buildRecords(world, dealEntity, asker, 'won deal');
  for (const made of [...records.values(), won]) {
    for (const place of places) {
      const assigneeId = place === 'own' ? asker.id : world.owners[place].id;
      const task = {
        recordId: made[place].id,
        kind: 'task',
        subject: `matrix task ${place}`,
        assigneeId,
        dueAt: '2026-03-02T08:00:00.000Z',
      };
      const reply = await caller.post('/api/v1/activities', task);
      expect(reply.status, reply.text).toBe(201);
    }
  }
  for (const place of places) {
    const body = { version: won[place].version, proof: { kind: 'purchaseOrder', note: 'x' }, waive: { reason: 'for the test' } };
    const reply = await caller.post(`/api/v1/deals/${won[place].id}/win`, body);
    expect(reply.status, reply.text).toBe(200);
  }
  return [won];
}

/** Routes that read something of one record: the record itself, its timeline, its files … */
const readsOf = (entity: Entity): Operation[] =>
  operations.filter(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      // Who sees a record is told to those who look after it: it speaks about rights, and has a test of its own.
      !path.endsWith('/access') &&
      (path.startsWith('/api/v1/records/{id}') || path.startsWith(`/api/v1/${entity.plural}/{id}`)) &&
      parameters.filter((one) => one.in === 'path').length === 1,
  );

const placesIn = (records: Records, text: string): Place[] =>
  places.filter((place) => text.includes(records[place].id) || text.includes(records[place].title));

/** Asks every path on which records of the entity can be read, and says where it saw something else than the level allows. */
async function checkReads(
  caller: Caller,
  entity: Entity,
  records: Records,
  view: Level,
  exported: Level,
  reach = reachOf[view],
): Promise<string[]> {
  const base = `/api/v1/${entity.plural}`;
  const wrong: string[] = [];
  const compare = (path: string, status: number, seen: readonly Place[], allowed: readonly Place[], level: Level): void => {
    if (level === 'none' ? status === 403 || seen.length === 0 : status === 200 && seen.join() === allowed.join()) return;
    wrong.push(
      `${entity.object} with ${level}: ${path} answers ${status} and shows [${seen.join()}] instead of [${allowed.join()}]`,
    );
  };
  for (const path of [`${base}?limit=200`, `/api/v1/search?q=matrix&limit=50&kinds=${entity.object}`]) {
    const reply = await caller.get(path);
    compare(path, reply.status, reply.status === 200 ? placesIn(records, reply.text) : [], reach, view);
  }
  const csv = await caller.get(`${base}/export`);
  compare(`${base}/export`, csv.status, csv.status === 200 ? placesIn(records, csv.text) : [], reachOf[exported], exported);
  const count = await caller.get(`${base}/count`);
  const expected = view === 'none' ? undefined : reach.length;
  if (count.json.count !== expected)
    wrong.push(`${entity.object} with ${view}: count is ${String(count.json.count)} instead of ${String(expected)}`);
  for (const operation of readsOf(entity)) {
    for (const place of places) {
      const reply = await caller.get(operation.path.replace('{id}', records[place].id));
      // Whoever is told that a draft has no document yet has been shown that there is a draft.
      const isSeen = reply.status === 200 || reply.status === 409;
      // Without any right on the kind, "you may not" is as good as "there is none"; otherwise a record out of reach does not exist.
      const isRight = reach.includes(place) ? isSeen : reply.status === 404 || (view === 'none' && reply.status === 403);
      if (!isRight) wrong.push(`${entity.object} with ${view}: GET ${operation.path} of ${place} answers ${reply.status}`);
    }
  }
  return wrong;
}

const rank = (level: Level): number => levels.indexOf(level);

describe('the policies', () => {
  test('give every role a level of view that no other right on the object exceeds', () => {
    const wrong = Object.entries(declared).flatMap(([object, byRole]) =>
      Object.entries(byRole).flatMap(([role, rights]) =>
        Object.entries(rights)
          .filter(
            ([action, level]) => action !== 'create' && action !== 'import' && level && rank(level) > rank(rights.view ?? 'none'),
          )
          .map(([action]) => `${role} may ${action} more of ${object} than view`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('know every entity', () =>
    expect(entities.map(({ object }) => object).filter((object) => !(object in declared))).toEqual([]));
});

describe('every level on every read path', async () => {
  const world = await buildWorld(['seller']);
  const [asker] = world.askers.values();
  if (!asker) throw new Error('nobody asks');
  const records = new Map<Entity, Records>();
  for (const entity of entities) records.set(entity, await buildRecords(world, entity, asker));
  const caller = server.as(asker);

  /** Gives the asker's role these rights on every entity, on top of what the policies say. */
  const setRights = (rights: ObjectRights): void => {
    const override = entities.map(({ object }) => [
      object,
      { ...declared[object], seller: { ...declared[object]?.['seller'], ...rights } },
    ]);
    registerPolicies([...policies, Object.fromEntries(override)]);
  };

  describe.each(levels)('level %s', (level) => {
    test.each(entities.map((entity) => [entity.object, entity] as const))('%s', async (_object, entity) => {
      const made = records.get(entity);
      if (!made) throw new Error('no records');
      setRights({ view: level, export: level });
      const wrong = await checkReads(caller, entity, made, level, level);
      registerPolicies(policies);
      expect(wrong).toEqual([]);
    });
  });

  test.each(entities.map((entity) => [entity.object, entity] as const))('a shared %s', async (object, entity) => {
    const made = records.get(entity);
    if (!made) throw new Error('no records');
    const share = async (place: Place, endsAt: string | null): Promise<void> => {
      const body = { userId: asker.id };
      const reply = await server.as(world.workspace.owner).post(`/api/v1/records/${made[place].id}/shares`, body);
      expect(reply.status, reply.text).toBe(201);
      const ended = { endsAt, untilOn: endsAt?.slice(0, 10) ?? null };
      const where = server.db.updateTable('recordShares').set(ended).where('workspaceId', '=', world.workspace.id);
      await where.where('recordId', '=', made[place].id).execute();
    };
    await share('elsewhere', '2999-01-01T00:00:00.000Z');
    await share('below', '2020-01-01T00:00:00.000Z');
    setRights({ view: 'own', export: 'own' });
    const wrong = await checkReads(caller, entity, made, 'own', 'own', ['own', 'elsewhere']);
    // A share gives nothing to whoever may see none of them.
    setRights({ view: 'none', export: 'none' });
    wrong.push(...(await checkReads(caller, entity, made, 'none', 'none')));
    registerPolicies(policies);
    await server.db.deleteFrom('recordShares').where('workspaceId', '=', world.workspace.id).execute();
    expect(wrong, object).toEqual([]);
  });

  test('an export never goes further than its own level', async () => {
    const wrong: string[] = [];
    for (const level of levels) {
      setRights({ view: 'all', export: level });
      for (const [entity, made] of records) wrong.push(...(await checkReads(caller, entity, made, 'all', level)));
    }
    registerPolicies(policies);
    expect(wrong).toEqual([]);
  });

  test('sums, counts, boards and reports say what they would say if what is out of reach did not exist', async () => {
    // What speaks about rights themselves, or about people, whom everybody sees; and what is the owner's and the admins' alone, or
    // theirs who may edit the record.
    const aboutRights =
      /^\/api\/v1\/(session|roles|sessions|invitations|webhooks|webhook-events|demo|public-links|viewings|single-sign-on|approval-(subjects|rules)|price-books|promotions|margin-guards)$/;
    const sums = operations.filter(({ method, path, parameters, isPublic }) => {
      const isPlain = method === 'GET' && !isPublic && !parameters.some((one) => one.in === 'path');
      return isPlain && !aboutRights.test(path);
    });
    expect(sums.length).toBeGreaterThan(20);
    const year = new Date().getUTCFullYear();
    const queryValues: Record<string, string> = { ...knownQueries, q: 'matrix', from: `${year}-01-01`, to: `${year}-12-31` };
    const details = await buildDetails(world, records, asker);
    const ids = await readIds(server.db, world.workspace.id);
    /** The addresses of a route: one for each row that a required id could mean (every stage of the board), else one. */
    const addressesOf = ({ path, parameters }: Operation): string[] => {
      const needed = parameters.filter(({ in: place, required }) => place === 'query' && required);
      const meant = needed.find(({ schema }) => isUuid(schema));
      const rows = meant ? (ids.byTable.get(ids.tableOf(plural(meant.name.replace(/Id$/, ''))) ?? '') ?? []) : [''];
      return rows.map((id) => {
        const context = { id: () => id, isFull: false, number: 1 };
        const query = needed.map(({ name, schema }) => [name, String(queryValues[name] ?? sample(schema, name, context))]);
        return `${path}?${new URLSearchParams(query).toString()}`;
      });
    };
    const addresses = sums.flatMap(addressesOf);
    const read = async (): Promise<Map<string, string>> => {
      const replies = new Map<string, string>();
      const refused: string[] = [];
      for (const address of addresses) {
        const { status, text } = await caller.get(address);
        if (status !== 200) refused.push(`${address}: ${text}`);
        // The filter by which a number's records are listed names the reach itself, where figures reach less far than records.
        const isApart = /"(lastSeenAt|instance|asOf|generatedAt|deals|drill)":(null|"(\\.|[^"\\])*")/g;
        replies.set(address, text.replace(isApart, ''));
      }
      expect(refused, 'reading routes that refuse the sample').toEqual([]);
      return replies;
    };
    const narrow: Exclude<Level, 'none' | 'all'>[] = ['teamTree', 'team', 'own'];
    const limited = new Map<Level, Map<string, string>>();
    for (const level of narrow) {
      setRights({ view: level, export: level });
      limited.set(level, await read());
    }
    setRights({ view: 'all', export: 'all' });
    const wrong: string[] = [];
    for (const [level, gone] of [
      ['teamTree', 'elsewhere'],
      ['team', 'below'],
      ['own', 'team'],
    ] as const) {
      const ids = [...records.values(), ...details].map((made) => made[gone].id);
      await server.db.deleteFrom('events').where('workspaceId', '=', world.workspace.id).where('subjectId', 'in', ids).execute();
      await server.db.deleteFrom('records').where('workspaceId', '=', world.workspace.id).where('id', 'in', ids).execute();
      const without = await read();
      for (const [path, text] of limited.get(level) ?? []) {
        if (text !== without.get(path)) wrong.push(`${path} with ${level} ${firstDifference(text, without.get(path) ?? '')}`);
      }
    }
    registerPolicies(policies);
    expect(wrong).toEqual([]);
  });
});

/** Where two replies part, with a little of what stands before. */
function firstDifference(said: string, right: string): string {
  const at = Array.from(said).findIndex((letter, index) => letter !== right[index]);
  const near = (text: string): string => text.slice(Math.max(0, at - 120), at + 240);
  return `says …${near(said)}… instead of …${near(right)}…`;
}

describe('every role, as the policies say', async () => {
  const world = await buildWorld(roles);
  const cases = [...world.askers].flatMap(([role, asker]) =>
    entities.map((entity) => [role, entity.object, asker, entity] as const),
  );

  test.each(cases)('%s on %s', async (role, object, asker, entity) => {
    const records = await buildRecords(world, entity, asker);
    const caller = server.as(asker);
    const level = (action: string): Level => levelOf(role, object, action);
    const mine = { ...records };
    const wrong = await checkOwnReads(caller, entity, mine, level('view'), level('export'));
    wrong.push(...(await checkWrites(server, world, caller, entity, records, level)));
    expect(wrong).toEqual([]);
  });
});

/** As `checkReads`, among the records of all the other cases: counts are left to the levels above. */
async function checkOwnReads(caller: Caller, entity: Entity, records: Records, view: Level, exported: Level): Promise<string[]> {
  const wrong = await checkReads(caller, entity, records, view, exported);
  return wrong.filter((text) => !text.includes(': count is '));
}

/** Tries to edit and to delete each record, and to make one: allowed within reach, refused beyond. */
async function checkWrites(
  { as }: TestServer,
  world: World,
  caller: Caller,
  entity: Entity,
  records: Records,
  level: (action: string) => Level,
): Promise<string[]> {
  const wrong: string[] = [];
  const view = reachOf[level('view')];
  const expectStatus = (what: string, place: Place, action: string, status: number): void => {
    const isAllowed = reachOf[level(action)].includes(place);
    const isRight = isAllowed ? status === 200 : view.includes(place) ? status === 403 : status === 403 || status === 404;
    if (!isRight) wrong.push(`${what} of ${place} answers ${status} with ${action} ${level(action)} and view ${level('view')}`);
  };
  for (const place of places) {
    const url = `/api/v1/${entity.plural}/${records[place].id}`;
    const edited = await caller.patch(url, {
      version: records[place].version,
      [entity.titleField]: `${records[place].title} edited`,
    });
    expectStatus('PATCH', place, 'edit', edited.status);
    const removed = await caller.delete(url);
    expectStatus('DELETE', place, 'delete', removed.status);
    if (removed.status === 200) await as(world.workspace.owner).post(`${url}/restore`);
  }
  const path = `/api/v1/${entity.plural}`;
  const operation = operations.find((one) => one.method === 'POST' && one.path === path);
  const sampled = operation ? sampleBody(operation, await readIds(server.db, world.workspace.id), 9, false) : {};
  const body = { ...(sampled as object), [entity.titleField]: `made by ${records.own.title}` };
  const made = await caller.post(path, body);
  const mayCreate = level('create') !== 'none';
  if (made.status !== (mayCreate ? 201 : 403))
    wrong.push(`POST ${path} answers ${made.status} with create ${level('create')}: ${made.text.slice(0, 200)}`);
  return wrong;
}

describe('what is written on a record shows on its account and contact as far as the record itself is seen', async () => {
  const world = await buildWorld(roles);
  const owner = server.as(world.workspace.owner);
  const mirrors = entities.flatMap((entity) =>
    entity.columns
      .filter(({ key, field }) => entity.alsoAbout?.includes(key) && !field.readOnly)
      .map((column) => ({ entity, column })),
  );
  const cases = [...world.askers].flatMap(([role, asker]) =>
    mirrors.map((mirror) => [role, mirror.entity.object, mirror.column.key, asker, mirror] as const),
  );

  test.each(cases)('%s: %s on its %s', async (role, object, _key, asker, { entity, column }) => {
    const target = entities.find((one) => one.object === column.field.target);
    if (!target) throw new Error('no target');
    const shown = (await buildRecords(world, target, asker, `${target.object} with ${object}`)).own;
    const records = await buildRecords(world, entity, asker, `${object} of a ${target.object}`);
    for (const place of places) {
      const { id, version } = records[place];
      const linked = await owner.patch(`/api/v1/${entity.plural}/${id}`, { version, [column.property]: shown.id });
      expect(linked.status, linked.text).toBe(200);
      for (const kind of ['note', 'task']) {
        const made = await owner.post('/api/v1/activities', { recordId: id, kind, subject: `${kind} on ${place}`, body: 'x' });
        expect(made.status, made.text).toBe(201);
      }
    }
    const caller = server.as(asker);
    const seen = async (path: string) => {
      const reply = await caller.get(path);
      const found = places.filter((place) => reply.text.includes(` on ${place}`));
      return reply.status === 200 ? found : [];
    };
    const seesTarget = levelOf(role, target.object, 'view') !== 'none';
    const allowed = seesTarget ? reachOf[levelOf(role, object, 'view')] : [];
    expect(await seen(`/api/v1/records/${shown.id}/timeline?limit=100&only=activities`)).toEqual(allowed);
    expect(await seen(`/api/v1/tasks?recordId=${shown.id}&assigneeId=all&limit=100`)).toEqual(allowed);
  });
});
