import type { Database, Db } from '../../../platform/db.ts';
import type { BodyOf, ReplyOf } from '../../../platform/endpoint.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import { isLanguage } from '../../../platform/languages.ts';
import { publicLink, requireMail, sendMail } from '../../../platform/mail.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { hashOf, newToken } from '../access/rules.ts';
import { describeSession, systemScope } from '../access/service.ts';
import { Role, type SessionInfo } from '../contract.ts';
import { checkCredentials, createSignIn, findSignInId, hashPassword } from '../credentials/service.ts';
import type { acceptInvitation, Invitation, inviteUser, NewInvitation, openInvitation } from '../members/contract.ts';
import { attachSignIn, createUsers, findUserByEmail, getUser, teamOrRoot } from '../members/service.ts';
import { grantRole, type RoleRef } from '../roles/service.ts';
import { signIn } from '../session/service.ts';
import type { Visit } from '../steps/service.ts';
import * as store from './store.ts';

const validDays = 7;

function invitationOf(row: store.InvitationRow): Invitation {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });
  const { id, email, createdAt, expiresAt } = row;
  return {
    id,
    email,
    createdAt,
    expiresAt,
    role: Role.parse(row.role),
    roleId: row.roleId,
    roleName: row.roleName,
    team: { id: row.teamId, name: row.teamName },
    user: named(row.userId, row.userName),
    invitedBy: named(row.invitedBy, row.inviterName),
  };
}

/** Invitations that can still be accepted, the newest first. */
export async function listInvitations(db: Db, scope: Scope): Promise<Invitation[]> {
  permit(scope, 'invitation', 'view');
  return (await store.listOpen(db, scope)).map(invitationOf);
}

/** Whether the person at work is not alone: somebody was invited, whatever became of it, or another can sign in. */
export async function hasColleague(db: Db, scope: Scope): Promise<boolean> {
  permit(scope, 'invitation', 'create');
  return store.hasColleague(db, scope);
}

interface Invited extends RoleRef {
  email: string | null;
  userId: string | null;
  teamId: string;
}

/** Whom an invitation is for: a user who exists without a sign-in, or somebody new. */
async function invitedBy(tx: Tx, scope: Scope, input: NewInvitation): Promise<Invited> {
  const email = input.email ?? null;
  const known = input.userId === undefined ? await findUserByEmail(tx, scope, email) : await getUser(tx, scope, input.userId);
  if (known?.canSignIn) {
    const code = input.userId === undefined ? 'identity.email_taken' : 'identity.has_sign_in';
    throw new DomainError(code, {
      status: 409,
      fields: [{ pointer: input.userId === undefined ? '/body/email' : '/body/userId', code }],
    });
  }
  const held = known && (await grantRole(tx, scope, known));
  if (known && held) return { email: email ?? known.email, userId: known.id, ...held, teamId: known.team.id };
  const granted = await grantRole(tx, scope, input);
  if (!granted) throw invalidField('/body/role', 'required');
  return { email, userId: null, ...granted, teamId: await teamOrRoot(tx, scope, input.teamId) };
}

/** Invites somebody. The link is answered once; only its hash is kept. */
export async function inviteNewUser(
  db: Database,
  env: Env,
  scope: Scope,
  body: BodyOf<typeof inviteUser>,
): Promise<ReplyOf<typeof inviteUser>> {
  permit(scope, 'invitation', 'create');
  return inTx(db, async (tx) => {
    const invited = await invitedBy(tx, scope, body);
    const isSent = body.sendsMail && invited.email !== null;
    if (isSent) requireMail(env);
    const token = newToken();
    const path = `/invitation?token=${token}`;
    await store.revokeEarlier(tx, scope, invited.email, invited.userId);
    const expiresAt = new Date(Date.now() + validDays * 86_400_000).toISOString();
    const id = await store.insertInvitation(tx, scope, { ...invited, tokenHash: hashOf(token), expiresAt });
    if (isSent && invited.email !== null) await mailInvitation(tx, scope, { to: invited.email, url: publicLink(env, path) });
    await appendEvents(tx, scope, [
      { kind: 'invitation.created', subjectKind: 'invitation', subjectId: id, data: { role: invited.role } },
    ]);
    const row = await store.findOpen(tx, scope, id);
    if (!row) throw new DomainError('internal');
    return { ...invitationOf(row), path, isSent };
  });
}

async function mailInvitation(tx: Tx, scope: Scope, { to, url }: { to: string; url: string }): Promise<void> {
  const { workspace, user } = scope.userId === null ? { workspace: null, user: null } : await describeSession(tx, scope);
  const language = workspace?.language ?? scope.language;
  const words = (key: string) =>
    translate(language, `identity:mail.invitation.${key}`, {
      workspace: workspace?.name ?? '',
      name: user?.name ?? '',
      days: validDays,
    });
  await sendMail(
    tx,
    {
      to,
      language,
      subject: words('subject'),
      paragraphs: [words('text'), words('expiry')],
      button: { label: words('button'), url },
    },
    scope,
  );
}

/** Withdraws an invitation: its link stops working at once. */
export async function revokeInvitation(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'invitation', 'delete');
  await inTx(db, async (tx) => {
    if (!(await store.revoke(tx, scope, id))) throw new DomainError('not_found');
    await appendEvents(tx, scope, [{ kind: 'invitation.revoked', subjectKind: 'invitation', subjectId: id }]);
  });
}

async function getOffer(db: Db, token: string): Promise<store.Offer> {
  const offer = await store.findOffer(db, hashOf(token));
  if (!offer) throw new DomainError('identity.link_expired');
  return offer;
}

/** What the page of an invitation shows to whoever holds its link. */
export async function showInvitation(db: Db, token: string): Promise<ReplyOf<typeof openInvitation>> {
  const { workspaceName, inviterName, email, userName, role, roleName, language } = await getOffer(db, token);
  return {
    workspaceName,
    invitedBy: inviterName,
    email,
    name: userName,
    role: Role.parse(role),
    roleName,
    language: isLanguage(language) ? language : 'en',
    hasSignIn: email !== null && (await findSignInId(db, email)) !== undefined,
  };
}

/** Accepts an invitation and signs in. Of two who accept the same link at once, one is in and the other is told it is over. */
export async function acceptOffer(visit: Visit, body: BodyOf<typeof acceptInvitation>): Promise<SessionInfo> {
  const { db } = visit;
  const offer = await getOffer(db, body.token);
  const email = offer.email ?? body.email;
  if (email === undefined) throw invalidField('/body/email', 'required');
  const { name, password } = body;
  const known = (await findSignInId(db, email)) === undefined ? null : await checkCredentials(db, email, password);
  const passwordHash = await hashPassword(password);
  await inTx(db, async (tx) => {
    if (!(await store.takeOffer(tx, hashOf(body.token)))) throw new DomainError('identity.link_expired');
    const scope = await systemScope(tx, offer.workspaceId);
    const authUserId = known ?? (await createSignIn(tx, { name, email, passwordHash, isVerified: offer.email !== null }));
    const userId = await seat(tx, scope, offer, { name, email, authUserId });
    await store.setAcceptedUser(tx, scope, offer.id, userId);
    await appendEvents(tx, scope, [
      { kind: 'invitation.accepted', subjectKind: 'invitation', subjectId: offer.id, data: { userId } },
    ]);
  });
  return signIn(visit, { email, password }, offer.workspaceId);
}

/**
 * The user that the sign-in becomes: the one invited, one of the same address who had none, or a new one. An address that was
 * only typed on the page proves nothing: whoever holds such a link does not become the user who has it.
 */
async function seat(
  tx: Tx,
  scope: Scope,
  offer: store.Offer,
  person: { name: string; email: string; authUserId: string },
): Promise<string> {
  const userId = offer.userId ?? (await findUserByEmail(tx, scope, offer.email))?.id;
  if (userId !== undefined) {
    await attachSignIn(tx, scope, userId, person.authUserId, { name: person.name, email: person.email });
    return userId;
  }
  const [id] = await createUsers(tx, scope, [
    { ...person, role: Role.parse(offer.role), roleId: offer.roleId, teamId: offer.teamId },
  ]);
  return id ?? '';
}
