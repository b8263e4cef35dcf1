import { readyChannels } from '../../../platform/public/code-senders.ts';
import { on, type Route } from '../../../platform/route.ts';
import * as contract from './contract.ts';
import { createPublicLink, listPublicLinks, listPublicLinkVisits, revokePublicLink, updatePublicLink } from './service.ts';

export const publicLinkRoutes: Route[] = [
  on(contract.listPublicLinks, async ({ db, env, scope, query }) => ({
    data: await listPublicLinks(db, scope, query.recordId),
    codeChannels: readyChannels(env),
  })),
  on(contract.createPublicLink, ({ db, env, scope, body }) => createPublicLink(db, scope, env, body)),
  on(contract.updatePublicLink, ({ db, scope, params, body }) => updatePublicLink(db, scope, params.id, body)),
  on(contract.revokePublicLink, ({ db, scope, params }) => revokePublicLink(db, scope, params.id)),
  on(contract.listPublicLinkVisits, async ({ db, scope, params }) => ({
    data: await listPublicLinkVisits(db, scope, params.id),
  })),
];
