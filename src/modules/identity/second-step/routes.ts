import { on, onPublic } from '../../../platform/route.ts';
import { describeSession } from '../access/service.ts';
import { resetMember } from '../members/resetting/service.ts';
import { finishSignIn, ownSession } from '../session/service.ts';
import * as contract from './contract.ts';
import * as secondStep from './service.ts';

const done = { ok: true } as const;

export const routes = [
  on(contract.getSecondStep, async ({ db, request, scope }) =>
    secondStep.getSecondStep(db, await ownSession(db, request, scope)),
  ),
  on(contract.beginSecondStep, async ({ db, env, request, scope, body }) => {
    const own = await ownSession(db, request, scope);
    const { user } = await describeSession(db, scope);
    return secondStep.beginSetUp(db, env, own, user.email ?? user.name, body.password);
  }),
  on(contract.confirmSecondStep, async ({ db, request, scope, body }) => ({
    recoveryCodes: await secondStep.confirmSetUp(db, scope, await ownSession(db, request, scope), body.code),
  })),
  on(contract.renewRecoveryCodes, async ({ db, request, scope, body }) => ({
    recoveryCodes: await secondStep.renewCodes(db, await ownSession(db, request, scope), body.password),
  })),
  on(contract.turnOffSecondStep, async ({ db, request, scope, body }) => {
    await secondStep.turnOff(db, scope, await ownSession(db, request, scope), body.password);
    return done;
  }),
  onPublic(contract.finishSignIn, (visit) => finishSignIn(visit, visit.body)),
  on(contract.resetSecondStep, ({ db, scope, params }) => resetMember(db, scope, params.id).then(() => done)),
];
