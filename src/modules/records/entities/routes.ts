import { DomainError } from '../../../platform/errors.ts';
import { on, type Route } from '../../../platform/route.ts';
import { bulkRoutes } from '../bulk/routes.ts';
import { exportRecords } from '../export/service.ts';
import { countRecords, listRecords } from '../listing/service.ts';
import type { Entity, Input } from './rules.ts';
import { createRecords, getRecord, setRemoved, updateRecord } from './service.ts';

/** The routes of an entity. `instead` replaces some of them by the module's own use cases. */
export function entityRoutes(entity: Entity, instead: readonly Route[] = []): Route[] {
  const own = new Set(instead.map((route) => `${route.endpoint.method} ${route.endpoint.path}`));
  const all = [...readRoutes(entity), ...writeRoutes(entity), ...bulkRoutes(entity)];
  return [...instead, ...all.filter(({ endpoint }) => !own.has(`${endpoint.method} ${endpoint.path}`))];
}

function readRoutes(entity: Entity): Route[] {
  const { endpoints } = entity;
  return [
    on(endpoints.count, ({ db, scope, query }) => countRecords(db, scope, entity, query)),
    on(endpoints.export, ({ db, scope, query, reply }) => exportRecords(db, scope, entity, query, reply)),
    on(endpoints.exportChosen, ({ db, scope, body, reply }) => exportRecords(db, scope, entity, body, reply)),
    { endpoint: endpoints.list, handle: ({ db, scope, query }) => listRecords(db, scope, entity, query ?? {}) },
    { endpoint: endpoints.get, handle: ({ db, scope, params }) => getRecord(db, scope, entity, idOf(params), { deleted: true }) },
  ];
}

function writeRoutes(entity: Entity): Route[] {
  const { endpoints } = entity;
  return [
    {
      endpoint: endpoints.create,
      handle: async ({ db, scope, body }) => {
        const [id] = await createRecords(db, scope, entity, [inputOf(body)]);
        return getRecord(db, scope, entity, id ?? '');
      },
    },
    {
      endpoint: endpoints.update,
      handle: ({ db, scope, params, body }) => updateRecord(db, scope, entity, idOf(params), inputOf(body)),
    },
    {
      endpoint: endpoints.remove,
      handle: async ({ db, scope, params }) => {
        await setOne(db, scope, entity, idOf(params), true);
        return { ok: true };
      },
    },
    {
      endpoint: endpoints.restore,
      handle: async ({ db, scope, params }) => {
        await setOne(db, scope, entity, idOf(params), false);
        return getRecord(db, scope, entity, idOf(params));
      },
    },
  ];
}

async function setOne(
  db: Parameters<typeof setRemoved>[0],
  scope: Parameters<typeof setRemoved>[1],
  entity: Entity,
  id: string,
  removed: boolean,
): Promise<void> {
  const { refused } = await setRemoved(db, scope, entity, [id], removed);
  const [first] = refused;
  if (first?.params) throw new DomainError(first.code, { status: 409, params: { ...first.params } });
  if (first) throw new DomainError(first.code, { params: { object: entity.object, action: 'delete' } });
}

/** The body has passed the entity's schema; its keys are the entity's own. */
function inputOf(body: unknown): Input {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function idOf(params: unknown): string {
  return typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : '';
}
