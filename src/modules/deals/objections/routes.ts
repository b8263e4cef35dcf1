import { on, type Route } from '../../../platform/route.ts';
import { listAnswers as listAnswersEndpoint } from '../answers/contract.ts';
import { listAnswers } from '../answers/service.ts';
import * as contract from './contract.ts';
import { addObjection, listObjections, removeObjection, replyToObjection, restoreObjection, updateObjection } from './service.ts';

const done = { ok: true as const };

export const objectionRoutes: Route[] = [
  on(contract.listObjections, async ({ db, scope, params }) => ({ data: await listObjections(db, scope, params.id) })),
  on(listAnswersEndpoint, async ({ db, scope, params }) => ({
    data: await listAnswers(db, scope, params.id, params.partId),
  })),
  on(contract.addObjection, ({ db, scope, params, body }) => addObjection(db, scope, params.id, body)),
  on(contract.updateObjection, ({ db, scope, params, body }) => updateObjection(db, scope, params.id, params.partId, body)),
  on(contract.replyToObjection, ({ db, scope, params, body }) => replyToObjection(db, scope, params.id, params.partId, body)),
  on(contract.removeObjection, async ({ db, scope, params, query }) => {
    await removeObjection(db, scope, params.id, params.partId, query.version);
    return done;
  }),
  on(contract.restoreObjection, ({ db, scope, params }) => restoreObjection(db, scope, params.id, params.partId)),
];
