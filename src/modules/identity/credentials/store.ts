import { CompiledQuery } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Tx } from '../../../platform/tx.ts';

export async function findSignIn(db: Db, email: string): Promise<{ id: string; passwordHash: string | null } | undefined> {
  return db
    .selectFrom('auth.user as s')
    .leftJoin('auth.account as a', (join) => join.onRef('a.userId', '=', 's.id').on('a.providerId', '=', 'credential'))
    .select(['s.id', 'a.password as passwordHash'])
    .where('s.email', '=', email)
    .executeTakeFirst();
}

export async function findPasswordHash(db: Db, authUserId: string): Promise<string | null> {
  const row = await db
    .selectFrom('auth.account')
    .select('password')
    .where('userId', '=', authUserId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

export interface NewSignIn {
  name: string;
  email: string;
  /** Null for somebody who signs in without a password. */
  passwordHash: string | null;
  /** True when the person has shown that the mailbox is theirs (an invitation that was mailed). */
  isVerified: boolean;
}

/** Inserts the sign-in with its password; undefined when the address has one already. */
export async function insertSignIn(tx: Tx, signIn: NewSignIn): Promise<string | undefined> {
  const id = uuidv7();
  const inserted = await tx
    .insertInto('auth.user')
    .values({ id, name: signIn.name, email: signIn.email, emailVerified: signIn.isVerified })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return undefined;
  if (signIn.passwordHash === null) return id;
  await tx
    .insertInto('auth.account')
    .values({ id: uuidv7(), userId: id, accountId: id, providerId: 'credential', password: signIn.passwordHash })
    .execute();
  return id;
}

export async function updatePassword(tx: Tx, authUserId: string, passwordHash: string): Promise<void> {
  await tx
    .updateTable('auth.account')
    .set({ password: passwordHash, updatedAt: new Date().toISOString() })
    .where('userId', '=', authUserId)
    .where('providerId', '=', 'credential')
    .execute();
}

/** Devices on which no code is asked for: a new password asks for it again. */
export async function deleteDevices(db: Db, authUserId: string): Promise<void> {
  await db.deleteFrom('auth.rememberedDevice').where('userId', '=', authUserId).execute();
}

export async function findEmail(tx: Tx, authUserId: string): Promise<string> {
  return (await tx.selectFrom('auth.user').select('email').where('id', '=', authUserId).executeTakeFirstOrThrow()).email;
}

// One person in all their workspaces: bound to the person instead.
const emailOf = 'update users set email = $2, version = version + 1, updated_at = now() where auth_user_id = $1';

export async function updateEmail(tx: Tx, authUserId: string, email: string): Promise<void> {
  const updatedAt = new Date().toISOString();
  await tx.updateTable('auth.user').set({ email, emailVerified: false, updatedAt }).where('id', '=', authUserId).execute();
  await tx.executeQuery(CompiledQuery.raw(emailOf, [authUserId, email]));
}

// A person signs in before it is known to which workspace: bound to the person instead.
const placesOf = `select u.workspace_id as "workspaceId", u.id as "userId", coalesce(u.language, w.language) as language,
  coalesce(s.is_only, false) and u.role <> 'owner' as "isByProviderOnly"
  from users u join workspaces w on w.id = u.workspace_id
  left join single_sign_on s on s.workspace_id = u.workspace_id
  where u.auth_user_id = $1 and u.is_active order by u.last_seen_at desc nulls last, u.created_at, u.id`;

export interface Place {
  workspaceId: string;
  userId: string;
  language: string;
  /** The workspace lets in only whom its provider names. */
  isByProviderOnly: boolean;
}

/** Where a person is an active user, the last used workspace first. */
export async function listPlaces(db: Db, authUserId: string): Promise<Place[]> {
  return (await db.executeQuery<Place>(CompiledQuery.raw(placesOf, [authUserId]))).rows;
}
