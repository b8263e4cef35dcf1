import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Database, Db } from '../../../platform/db.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError } from '../../../platform/errors.ts';
import { translate } from '../../../platform/i18n.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { isLanguage, type Language } from '../../../platform/languages.ts';
import { publicLink, requireMail, sendMail } from '../../../platform/mail.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { cookiePrefix } from '../access/rules.ts';
import { secretOf } from '../access/service.ts';
import { InstantsAsDates } from './rules.ts';
import * as store from './store.ts';

const day = 86_400;

/** Opens a session for somebody whose proof has been checked (password, code, passkey, another's word); for this server alone. */
const opener = {
  id: 'opener',
  endpoints: {
    openSession: createAuthEndpoint(
      '/open-session',
      { method: 'POST', body: z.object({ userId: z.string(), isRemembered: z.boolean() }), metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { userId, isRemembered } = ctx.body;
        const user = await ctx.context.internalAdapter.findUserById(userId);
        if (!user) throw new APIError('UNAUTHORIZED');
        const session = await ctx.context.internalAdapter.createSession(userId, !isRemembered);
        await setSessionCookie(ctx, { session, user }, !isRemembered);
        return { token: session.token };
      },
    ),
  },
} satisfies BetterAuthPlugin;

function makeAuth(db: Database, env: Env, secret: string) {
  return betterAuth({
    secret,
    baseURL: env.PUBLIC_URL ?? 'http://localhost',
    database: { db: db.withPlugin(new InstantsAsDates()), type: 'postgres', transaction: true, schemaName: 'auth' },
    advanced: {
      cookiePrefix,
      useSecureCookies: env.PUBLIC_URL?.startsWith('https:') ?? false,
      // The tables are made by our migrations, which the tests run against.
      database: { generateId: () => uuidv7(), validateSchema: false },
    },
    session: { expiresIn: 30 * day, updateAge: day },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => store.deleteDevices(db, user.id),
      sendResetPassword: ({ user, token }) => mailResetLink(db, env, { id: user.id, email: user.email, token }),
    },
    plugins: [opener],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

type Auth = ReturnType<typeof makeAuth>;
const auths = new WeakMap<Database, Map<string, Promise<Auth>>>();

/** The better-auth of a database; it checks passwords, makes and signs sessions, and knows reset tokens. */
export function authOf(db: Database, env: Env): Promise<Auth> {
  const byAddress = auths.get(db) ?? new Map<string, Promise<Auth>>();
  auths.set(db, byAddress);
  const known = byAddress.get(env.PUBLIC_URL ?? '');
  if (known) return known;
  const made = secretOf(db).then((secret) => makeAuth(db, env, secret));
  byAddress.set(env.PUBLIC_URL ?? '', made);
  return made;
}

export { hashPassword };

/** Where a person is an active user, the last used workspace first. */
export async function listPlaces(db: Db, authUserId: string): Promise<store.Place[]> {
  return store.listPlaces(db, authUserId);
}

/** Id of the sign-in of an email address. */
export async function findSignInId(db: Db, email: string): Promise<string | undefined> {
  return (await store.findSignIn(db, email))?.id;
}

/** Makes the sign-in of an email address; an address that has one is refused, whoever it is. */
export async function createSignIn(tx: Tx, signIn: store.NewSignIn): Promise<string> {
  const id = await store.insertSignIn(tx, signIn);
  if (id === undefined) throw new DomainError('identity.email_taken', { status: 409 });
  return id;
}

/** Id of the sign-in when the password is right; the same refusal for a wrong address and a wrong password. */
export async function checkCredentials(db: Db, email: string, password: string): Promise<string> {
  const signIn = await store.findSignIn(db, email);
  const isRight = signIn?.passwordHash
    ? await verifyPassword({ hash: signIn.passwordHash, password })
    : !(await hashPassword(password));
  if (!signIn || !isRight) throw new DomainError('identity.wrong_credentials', { status: 401 });
  return signIn.id;
}

/** Refuses unless this is the person's password; `pointer` is where it was given. */
export async function requirePassword(tx: Tx, authUserId: string, password: string, pointer: string): Promise<void> {
  const hash = await store.findPasswordHash(tx, authUserId);
  if (hash === null || !(await verifyPassword({ hash, password })))
    throw new DomainError('identity.wrong_password', { fields: [{ pointer, code: 'identity.wrong_password' }] });
}

/** Changes the address a person signs in with, here and in every workspace they belong to; answers the old one. */
export async function replaceEmail(tx: Tx, authUserId: string, password: string, email: string): Promise<string> {
  await requirePassword(tx, authUserId, password, '/body/password');
  const old = await store.findEmail(tx, authUserId);
  try {
    await store.updateEmail(tx, authUserId, email);
  } catch (error) {
    if (violationOf(error)?.kind !== 'unique') throw error;
    const fields = [{ pointer: '/body/email', code: 'identity.email_taken' }];
    throw new DomainError('identity.email_taken', { status: 409, fields, cause: error });
  }
  return old;
}

/** Tells the old address that it signs in here no more, where mail can be sent. */
export async function mailEmailChanged(tx: Tx, env: Env, to: string, language: Language): Promise<void> {
  if (env.SMTP_URL === undefined) return;
  const words = (key: string) => translate(language, `identity:mail.emailChanged.${key}`);
  await sendMail(tx, { to, language, subject: words('subject'), paragraphs: [words('text'), words('ignore')] });
}

/** Changes a password by the one in use, in the caller's transaction. */
export async function replacePassword(tx: Tx, authUserId: string, currentPassword: string, newPassword: string): Promise<void> {
  await requirePassword(tx, authUserId, currentPassword, '/body/currentPassword');
  await store.updatePassword(tx, authUserId, await hashPassword(newPassword));
  await store.deleteDevices(tx, authUserId);
}

/**
 * Asks for a reset link. The address is looked up by the job, so that neither the reply nor its time tells whether it is
 * known here.
 */
export async function requestReset(db: Db, env: Env, email: string): Promise<void> {
  requireMail(env);
  publicLink(env, '/');
  await inTx(db, (tx) => enqueue(tx, 'identity.sendReset', { email }, { key: `identity.sendReset:${email}` }));
}

/** Makes the reset token of an address and mails the link, if the address is known (job `identity.sendReset`). */
export async function sendReset(db: Database, env: Env, email: string): Promise<void> {
  const auth = await authOf(db, env);
  await auth.api.requestPasswordReset({ body: { email } });
}

async function mailResetLink(db: Database, env: Env, to: { id: string; email: string; token: string }): Promise<void> {
  const [place] = await store.listPlaces(db, to.id);
  if (!place) return;
  const language = isLanguage(place.language) ? place.language : 'en';
  const words = (key: string) => translate(language, `identity:mail.reset.${key}`);
  const button = { label: words('button'), url: publicLink(env, `/reset-password?token=${encodeURIComponent(to.token)}`) };
  await inTx(db, (tx) =>
    sendMail(tx, { to: to.email, language, subject: words('subject'), paragraphs: [words('text'), words('ignore')], button }),
  );
}

/** Sets a new password by the token of a link, once; ends every session of the person. */
export async function resetPassword(db: Database, env: Env, token: string, newPassword: string): Promise<void> {
  const auth = await authOf(db, env);
  try {
    await auth.api.resetPassword({ body: { token, newPassword } });
  } catch (error) {
    if (error instanceof APIError) throw new DomainError('identity.link_expired');
    throw error;
  }
}
