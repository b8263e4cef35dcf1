import { z } from 'zod';
import type { QueryOf } from '../../../../platform/endpoint.ts';
import { DomainError } from '../../../../platform/errors.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx, type Tx } from '../../../../platform/tx.ts';
import { systemScope } from '../../access/service.ts';
import { createSignIn, findSignInId } from '../../credentials/service.ts';
import type { Member } from '../../members/contract.ts';
import { attachSignIn, createUsers, findUserByEmail, getUser, updateUser } from '../../members/service.ts';
import { enter } from '../../session/service.ts';
import { beginStep, takeStep, type Visit } from '../../steps/service.ts';
import type { beginSingleSignOn, finishSingleSignOn } from '../contract.ts';
import { authorizationUrl, redeem } from '../provider/service.ts';
import { type ClaimedPerson, grantOf, type Granted, localPath, personOf, type Refusal } from '../rules.ts';
import { activeSettings, type ActiveSettings, redirectUriOf } from '../service.ts';
import * as store from '../store.ts';

const stepSeconds = 15 * 60;

const Waiting = z.object({
  workspaceId: z.string(),
  returnTo: z.string(),
  ticket: z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), redirectUri: z.string() }),
});

const refuse = (code: Refusal | 'sso_off' | 'sso_lost' | 'sso_denied' | 'sso_unknown' | 'sso_elsewhere' | 'sso_inactive') =>
  new DomainError(`identity.${code}`, { status: code === 'sso_off' ? 404 : 403 });

/** Where to send the browser to sign in at the workspace's provider. A short name that is not known and one without single sign-on answer alike. */
export async function begin(visit: Visit, query: QueryOf<typeof beginSingleSignOn>): Promise<string> {
  const workspace = await store.findWorkspace(visit.db, query.workspace);
  const scope = workspace && (await systemScope(visit.db, workspace.id));
  const settings = scope && (await activeSettings(visit.db, scope));
  if (!settings) throw refuse('sso_off');
  const { scopes } = settings;
  const { url, ticket } = await authorizationUrl(visit.env, settings, { scopes, redirectUri: redirectUriOf(visit) });
  const data = { workspaceId: scope.workspaceId, returnTo: localPath(query.return), ticket };
  await beginStep(visit, 'singleSignOn', { data, seconds: stepSeconds, comesFromElsewhere: true });
  return url.href;
}

/**
 * Lets in whom the provider has named, and answers where to go on. Everything is checked before anything is made, and what is made
 * is made in one transaction: a broken answer leaves nothing behind.
 */
export async function finish(visit: Visit, query: QueryOf<typeof finishSingleSignOn>): Promise<string> {
  const step = await takeStep(visit, 'singleSignOn');
  if (!step) throw refuse('sso_lost');
  const { workspaceId, returnTo, ticket } = Waiting.parse(step.data);
  if (query.error !== undefined && query.state === ticket.state)
    throw query.error === 'access_denied' ? refuse('sso_denied') : new DomainError('identity.sso_bad_answer');
  const scope = await systemScope(visit.db, workspaceId);
  const settings = await activeSettings(visit.db, scope);
  if (!settings) throw refuse('sso_off');
  const { search } = new URL(visit.request.url, 'http://localhost');
  const claimed = settings.claim?.split('.').slice(0, 1) ?? [];
  const needed = ['email', 'email_verified', ...claimed];
  const claims = await redeem(visit.env, settings, ticket, { search, needed });
  const person = personOf(claims, settings);
  if (typeof person === 'string') throw refuse(person);
  const granted = grantOf(claims, settings);
  if (typeof granted === 'string') throw refuse(granted);
  const authUserId = await inTx(visit.db, (tx) => admit(tx, scope, settings, person, granted));
  await enter(visit, authUserId, { proof: 'singleSignOn', isRemembered: false, workspaceId });
  return returnTo;
}

/** The user that somebody is here: known by the provider's name for them, else by their address, else new where that is allowed. */
async function admit(
  tx: Tx,
  scope: Scope,
  settings: ActiveSettings,
  person: ClaimedPerson,
  granted: Granted | null,
): Promise<string> {
  const { issuer } = settings;
  const knownId = await store.findPerson(tx, scope, issuer, person.subject);
  const user = knownId === undefined ? await findUserByEmail(tx, scope, person.email) : await getUser(tx, scope, knownId);
  if (!user && !settings.makesUsers) throw refuse('sso_unknown');
  if (user && !user.isActive) throw refuse('sso_inactive');
  const found = user ?? (await addUser(tx, scope, settings, person, granted));
  if (knownId === undefined) await store.insertPerson(tx, scope, { issuer, subject: person.subject, userId: found.id });
  if (user && granted) await regrant(tx, scope, user, granted);
  return signInOf(tx, scope, found, person);
}

async function addUser(
  tx: Tx,
  scope: Scope,
  settings: ActiveSettings,
  person: ClaimedPerson,
  granted: Granted | null,
): Promise<Member> {
  const { role, roleId, teamId } = granted ?? settings;
  const team = teamId ?? settings.teamId;
  const { name, email } = person;
  const [id = ''] = await createUsers(tx, scope, [{ name, email, role, roleId, ...(team === null ? {} : { teamId: team }) }]);
  return getUser(tx, scope, id);
}

/** The role and team of today's claims. The last owner stays owner: the workspace would be nobody's. */
async function regrant(tx: Tx, scope: Scope, user: Member, { role, roleId, teamId }: Granted): Promise<void> {
  const isSameRole = user.role === role && user.roleId === roleId;
  const isSameTeam = teamId === null || user.team.id === teamId;
  if (isSameRole && isSameTeam) return;
  const wish = roleId === null ? { role } : { roleId };
  const { id, version } = user;
  const changes = { version, ...(isSameRole ? {} : wish), ...(teamId === null ? {} : { teamId }) };
  await updateUser(tx, scope, id, changes).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'identity.last_owner') throw error;
  });
}

/** The sign-in of a user; one without a password is made. An address that signs in to another workspace is taken over by nobody. */
async function signInOf(tx: Tx, scope: Scope, user: Member, { name, email }: ClaimedPerson): Promise<string> {
  const own = await store.findSignIn(tx, scope, user.id);
  if (own !== null) return own;
  if ((await findSignInId(tx, email)) !== undefined) throw refuse('sso_elsewhere');
  const authUserId = await createSignIn(tx, { name, email, passwordHash: null, isVerified: true });
  await attachSignIn(tx, scope, user.id, authUserId, { email });
  return authUserId;
}
