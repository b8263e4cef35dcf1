import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import * as contract from './contract.ts';
import { accountEntity, contactEntity } from './entity.ts';
import * as relations from './relations/contract.ts';
import { createRelation, listRelations, removeRelation } from './relations/service.ts';
import { listSuggestions } from './service.ts';

export const routes: Route[] = [
  on(contract.listSuggestions, async ({ db, scope, query }) => ({
    data: await listSuggestions(db, scope, query.field, query.q ?? ''),
  })),
  ...entityRoutes(accountEntity),
  ...entityRoutes(contactEntity),
  on(relations.listRelations, async ({ db, scope, params }) => ({ data: await listRelations(db, scope, params.id) })),
  on(relations.createRelation, ({ db, scope, params, body }) => createRelation(db, scope, params.id, body)),
  on(relations.removeRelation, async ({ db, scope, params }) => {
    await removeRelation(db, scope, params.id);
    return { ok: true as const };
  }),
];
