import { on, type Route } from '../../../platform/route.ts';
import type { Entity } from '../entities/rules.ts';
import { bulkRemove, bulkUpdate } from './service.ts';

/** The routes that change many records of an entity alike. */
export function bulkRoutes(entity: Entity): Route[] {
  const { endpoints } = entity;
  return [
    on(endpoints.bulkUpdate, ({ db, scope, body }) => bulkUpdate(db, scope, entity, body.select, body.changes, body.skipInvalid)),
    on(endpoints.bulkRemove, ({ db, scope, body }) => bulkRemove(db, scope, entity, body.select, true)),
    on(endpoints.bulkRestore, ({ db, scope, body }) => bulkRemove(db, scope, entity, body.select, false)),
  ];
}
