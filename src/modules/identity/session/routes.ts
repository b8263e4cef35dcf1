import { on } from '../../../platform/route.ts';
import * as contract from './contract.ts';
import * as session from './service.ts';

const done = { ok: true } as const;

export const routes = [
  on(contract.listSessions, async ({ db, request, scope }) => ({
    data: await session.listSessions(db, await session.ownSession(db, request, scope)),
  })),
  on(contract.endSession, async ({ db, request, scope, params }) => {
    await session.endSession(db, await session.ownSession(db, request, scope), params.id);
    return done;
  }),
  on(contract.endOtherSessions, async ({ db, request, scope }) => {
    await session.endOtherSessions(db, await session.ownSession(db, request, scope));
    return done;
  }),
  on(contract.changeEmail, async (visit) => {
    const own = await session.ownSession(visit.db, visit.request, visit.scope);
    await session.changeEmail(visit, visit.scope, own, visit.body.email, visit.body.password);
    return done;
  }),
  on(contract.changePassword, async ({ db, request, scope, body }) => {
    await session.changePassword(db, await session.ownSession(db, request, scope), body.currentPassword, body.newPassword);
    return done;
  }),
];
