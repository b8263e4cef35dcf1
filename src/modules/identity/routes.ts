import { canSendLinks } from '../../platform/mail.ts';
import { on, onPublic } from '../../platform/route.ts';
import * as contract from './contract.ts';
import { requestReset, resetPassword } from './credentials/service.ts';
import * as handOverContract from './hand-over/contract.ts';
import { findLeaving, handOver } from './hand-over/service.ts';
import { acceptOffer, inviteNewUser, listInvitations, revokeInvitation, showInvitation } from './invitations/service.ts';
import * as keyContract from './keys/contract.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './keys/service.ts';
import * as memberContract from './members/contract.ts';
import { createUser, getUser, listUsers, updateUser } from './members/service.ts';
import { routes as passkeyRoutes } from './passkeys/routes.ts';
import { routes as roleRoutes } from './roles/routes.ts';
import { routes as secondStepRoutes } from './second-step/routes.ts';
import { routes as singleSignOnRoutes } from './single-sign-on/routes.ts';
import { findOffer } from './single-sign-on/service.ts';
import * as sessionContract from './session/contract.ts';
import { routes as sessionRoutes } from './session/routes.ts';
import * as session from './session/service.ts';
import * as teamContract from './teams/contract.ts';
import { createTeam, listTeams, removeTeam, updateTeam } from './teams/service.ts';
import { routes as viewingRoutes } from './viewing/routes.ts';
import * as workspaceContract from './workspace/contract.ts';
import { addWorkspace, changeMe, changeWorkspace, getWorkspace, needsSetup, setUpFirst } from './workspace/service.ts';

const done = { ok: true } as const;

export const routes = [
  onPublic(contract.getSetup, async ({ db, env }) => ({
    isNeeded: await needsSetup(db),
    canSendLinks: canSendLinks(env),
    singleSignOn: await findOffer(db),
  })),
  onPublic(contract.setUp, (visit) => setUpFirst(visit, visit.body)),
  on(workspaceContract.createWorkspace, (visit) => addWorkspace(visit, visit.scope, visit.body)),
  onPublic(contract.signIn, (visit) => session.signIn(visit, visit.body)),
  on(contract.getSession, (visit) => session.getSession(visit, visit.scope)),
  onPublic(contract.signOut, (visit) => session.signOut(visit).then(() => done)),
  on(contract.switchWorkspace, async ({ db, request, scope, body }) =>
    session.switchWorkspace(db, await session.ownSession(db, request, scope), body.workspaceId),
  ),
  onPublic(contract.forgotPassword, ({ db, env, body }) => requestReset(db, env, body.email).then(() => done)),
  onPublic(contract.resetPassword, ({ db, env, body }) => resetPassword(db, env, body.token, body.password).then(() => done)),
  on(sessionContract.updateMe, ({ db, scope, body }) => changeMe(db, scope, body)),
  on(workspaceContract.getWorkspace, ({ db, scope }) => getWorkspace(db, scope)),
  on(workspaceContract.updateWorkspace, ({ db, scope, body }) => changeWorkspace(db, scope, body)),
  ...sessionRoutes,
  ...secondStepRoutes,
  ...passkeyRoutes,
  ...singleSignOnRoutes,
  ...roleRoutes,
  ...viewingRoutes,
  on(memberContract.listUsers, ({ db, scope, query }) => listUsers(db, scope, query)),
  on(memberContract.getUser, ({ db, scope, params }) => getUser(db, scope, params.id)),
  on(memberContract.createUser, ({ db, scope, body }) => createUser(db, scope, body)),
  on(memberContract.updateUser, ({ db, scope, params, body }) => updateUser(db, scope, params.id, body)),
  on(handOverContract.findLeaving, ({ db, scope, params }) => findLeaving(db, scope, params.id)),
  on(handOverContract.handOver, ({ db, scope, params, body }) => handOver(db, scope, params.id, body.toUserId)),
  on(memberContract.inviteUser, ({ db, env, scope, body }) => inviteNewUser(db, env, scope, body)),
  on(memberContract.listInvitations, async ({ db, scope }) => ({ data: await listInvitations(db, scope) })),
  on(memberContract.revokeInvitation, ({ db, scope, params }) => revokeInvitation(db, scope, params.id).then(() => done)),
  onPublic(memberContract.openInvitation, ({ db, body }) => showInvitation(db, body.token)),
  onPublic(memberContract.acceptInvitation, (visit) => acceptOffer(visit, visit.body)),
  on(teamContract.listTeams, async ({ db, scope }) => ({ data: await listTeams(db, scope) })),
  on(teamContract.createTeam, ({ db, scope, body }) => createTeam(db, scope, body)),
  on(teamContract.updateTeam, ({ db, scope, params, body }) => updateTeam(db, scope, params.id, body)),
  on(teamContract.removeTeam, ({ db, scope, params }) => removeTeam(db, scope, params.id).then(() => done)),
  on(keyContract.listApiKeys, async ({ db, scope }) => ({ data: await listApiKeys(db, scope) })),
  on(keyContract.createApiKey, ({ db, scope, body }) => createApiKey(db, scope, body)),
  on(keyContract.revokeApiKey, ({ db, scope, params }) => revokeApiKey(db, scope, params.id).then(() => done)),
];
