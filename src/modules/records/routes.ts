import { on, type Route } from '../../platform/route.ts';
import * as audit from './audit/contract.ts';
import { listAudit } from './audit/service.ts';
import { undoBulkChange } from './bulk/undo/contract.ts';
import { undoBulkChange as undo } from './bulk/undo/service.ts';
import * as custom from './custom-fields/contract.ts';
import { listCustomFields } from './custom-fields/registry/service.ts';
import {
  archiveCustomField,
  createCustomField,
  purgeCustomField,
  restoreCustomField,
  updateCustomField,
} from './custom-fields/service.ts';
import * as names from './names/contract.ts';
import { getName } from './names/service.ts';
import { publicLinkRoutes } from './public-links/routes.ts';
import * as search from './search/contract.ts';
import { searchRecords } from './search/service.ts';
import * as similar from './similar/contract.ts';
import { listSimilar } from './similar/service.ts';
import { shareRoutes } from './shares/routes.ts';
import { viewRoutes } from './views/routes.ts';

export const routes: Route[] = [
  on(search.searchRecords, async ({ db, scope, query }) => ({
    data: await searchRecords(db, scope, query.q, query.kinds?.split(',') ?? null, query.limit),
  })),
  on(similar.listSimilar, async ({ db, scope, query }) => ({ data: await listSimilar(db, scope, query) })),
  on(names.getName, ({ db, scope, params }) => getName(db, scope, params.id)),
  on(audit.listAudit, ({ db, scope, params, query }) => listAudit(db, scope, params.id, query.limit, query.cursor ?? null)),
  on(custom.listCustomFields, async ({ db, scope, query }) => ({
    data: await listCustomFields(db, scope, query.object ?? null, query.archived === 'true'),
  })),
  on(custom.createCustomField, ({ db, scope, body }) => createCustomField(db, scope, body)),
  on(custom.updateCustomField, ({ db, scope, params, body }) => updateCustomField(db, scope, params.id, body)),
  on(custom.restoreCustomField, ({ db, scope, params }) => restoreCustomField(db, scope, params.id)),
  on(custom.purgeCustomField, async ({ db, scope, params }) => {
    await purgeCustomField(db, scope, params.id);
    return { ok: true as const };
  }),
  on(custom.archiveCustomField, async ({ db, scope, params }) => {
    await archiveCustomField(db, scope, params.id);
    return { ok: true as const };
  }),
  on(undoBulkChange, ({ db, scope, params }) => undo(db, scope, params.id)),
  ...viewRoutes,
  ...shareRoutes,
  ...publicLinkRoutes,
];
