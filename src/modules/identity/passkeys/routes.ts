import { on, onPublic } from '../../../platform/route.ts';
import { ownSession } from '../session/service.ts';
import * as contract from './contract.ts';
import * as passkeys from './service.ts';

const done = { ok: true } as const;

export const routes = [
  on(contract.listPasskeys, async ({ db, request, scope }) => passkeys.listPasskeys(db, await ownSession(db, request, scope))),
  on(contract.beginPasskey, async (visit) => {
    const own = await ownSession(visit.db, visit.request, visit.scope);
    return passkeys.beginPasskey(visit, visit.scope, own, visit.body.password);
  }),
  on(contract.addPasskey, async (visit) => {
    const own = await ownSession(visit.db, visit.request, visit.scope);
    return passkeys.addPasskey(visit, visit.scope, own, visit.body);
  }),
  on(contract.removePasskey, async ({ db, request, scope, params }) => {
    await passkeys.removePasskey(db, scope, await ownSession(db, request, scope), params.id);
    return done;
  }),
  onPublic(contract.beginPasskeySignIn, (visit) => passkeys.beginPasskeySignIn(visit)),
  onPublic(contract.signInWithPasskey, (visit) => passkeys.signInWithPasskey(visit, visit.body)),
];
