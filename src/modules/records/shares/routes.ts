import { on, type Route } from '../../../platform/route.ts';
import { listAccess as listAccessContract } from '../access/contract.ts';
import { listAccess } from '../access/service.ts';
import * as contract from './contract.ts';
import { listShares, shareRecord, unshareRecord } from './service.ts';

export const shareRoutes: Route[] = [
  on(listAccessContract, ({ db, scope, params }) => listAccess(db, scope, params.id)),
  on(contract.listShares, ({ db, scope, params }) => listShares(db, scope, params.id)),
  on(contract.shareRecord, ({ db, scope, params, body }) => shareRecord(db, scope, params.id, body)),
  on(contract.unshareRecord, async ({ db, scope, params }) => {
    await unshareRecord(db, scope, params.id, params.shareId);
    return { ok: true as const };
  }),
];
