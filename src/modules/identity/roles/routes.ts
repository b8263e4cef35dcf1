import { on } from '../../../platform/route.ts';
import * as roleContract from './contract.ts';
import * as roles from './service.ts';

const done = { ok: true } as const;

export const routes = [
  on(roleContract.listRoles, ({ db, scope }) => roles.listRoles(db, scope)),
  on(roleContract.createRole, ({ db, scope, body }) => roles.createRole(db, scope, body)),
  on(roleContract.updateRole, ({ db, scope, params, body }) => roles.updateRole(db, scope, params.id, body)),
  on(roleContract.retireRole, ({ db, scope, params, body }) => roles.retireRole(db, scope, params.id, body).then(() => done)),
  on(roleContract.listRoleChanges, async ({ db, scope, params }) => ({
    data: await roles.listRoleChanges(db, scope, params.id),
  })),
];
