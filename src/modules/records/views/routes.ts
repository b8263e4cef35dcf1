import { on, type Route } from '../../../platform/route.ts';
import * as contract from './contract.ts';
import { createView, getView, listViews, removeView, restoreView, setDefaultView, updateView } from './service.ts';

export const viewRoutes: Route[] = [
  on(contract.listViews, ({ db, scope, query }) => listViews(db, scope, query.object)),
  on(contract.getView, ({ db, scope, params }) => getView(db, scope, params.id)),
  on(contract.createView, ({ db, scope, body }) => createView(db, scope, body)),
  on(contract.updateView, ({ db, scope, params, body }) => updateView(db, scope, params.id, body)),
  on(contract.removeView, async ({ db, scope, params }) => {
    await removeView(db, scope, params.id);
    return { ok: true as const };
  }),
  on(contract.restoreView, ({ db, scope, params }) => restoreView(db, scope, params.id)),
  on(contract.setDefaultView, ({ db, scope, body }) => setDefaultView(db, scope, body)),
];
