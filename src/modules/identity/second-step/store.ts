import { CompiledQuery } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface AppRow {
  secret: string | null;
  pending: string | null;
  onSince: string | null;
  lastCounter: string | number | bigint;
  failures: number;
  failingSince: string | null;
}

const appColumns = ['secret', 'pending', 'onSince', 'lastCounter', 'failures', 'failingSince'] as const;

export async function findApp(db: Db, authUserId: string): Promise<AppRow | undefined> {
  return db.selectFrom('auth.secondStep').select(appColumns).where('userId', '=', authUserId).executeTakeFirst();
}

/** The same, and nobody else takes a code of this person meanwhile. */
export async function lockApp(tx: Tx, authUserId: string): Promise<AppRow | undefined> {
  return tx.selectFrom('auth.secondStep').select(appColumns).where('userId', '=', authUserId).forUpdate().executeTakeFirst();
}

export async function putPending(tx: Tx, userId: string, pending: string): Promise<void> {
  await tx
    .insertInto('auth.secondStep')
    .values({ userId, pending })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ pending }))
    .execute();
}

/** The pending secret becomes the one that is asked for. */
export async function turnOn(tx: Tx, userId: string, secret: string, counter: number): Promise<void> {
  await tx
    .updateTable('auth.secondStep')
    .set({ secret, pending: null, onSince: new Date().toISOString(), lastCounter: counter, failures: 0, failingSince: null })
    .where('userId', '=', userId)
    .execute();
}

export async function takeCounter(tx: Tx, userId: string, counter: number): Promise<void> {
  await tx.updateTable('auth.secondStep').set({ lastCounter: counter }).where('userId', '=', userId).execute();
}

export async function setFailures(tx: Tx, userId: string, failures: number, failingSince: string | null): Promise<void> {
  await tx.updateTable('auth.secondStep').set({ failures, failingSince }).where('userId', '=', userId).execute();
}

export async function putRecoveryCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
  await tx.deleteFrom('auth.recoveryCode').where('userId', '=', userId).execute();
  await tx
    .insertInto('auth.recoveryCode')
    .values(hashes.map((codeHash) => ({ userId, codeHash })))
    .execute();
}

/** Takes a recovery code, once. */
export async function useRecoveryCode(tx: Tx, userId: string, codeHash: string): Promise<boolean> {
  const done = await tx
    .updateTable('auth.recoveryCode')
    .set({ usedAt: new Date().toISOString() })
    .where('userId', '=', userId)
    .where('codeHash', '=', codeHash)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

const meansOf = `select
  (select count(*)::int from auth.recovery_code where user_id = $1 and used_at is null) as codes,
  (select count(*)::int from auth.passkey where user_id = $1) as passkeys`;

/** Recovery codes that are left, and passkeys. */
export async function countMeans(db: Db, userId: string): Promise<{ codes: number; passkeys: number }> {
  const { rows } = await db.executeQuery<{ codes: number; passkeys: number }>(CompiledQuery.raw(meansOf, [userId]));
  return rows[0] ?? { codes: 0, passkeys: 0 };
}

/** Takes the app and its codes away, and the devices that need none. */
export async function removeApp(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('auth.secondStep').where('userId', '=', userId).execute();
  await tx.deleteFrom('auth.recoveryCode').where('userId', '=', userId).execute();
  await tx.deleteFrom('auth.rememberedDevice').where('userId', '=', userId).execute();
}

/** Nothing of a lost device signs in any more: passkeys go, sessions and sign-ins under way end. */
export async function removeRest(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('auth.passkey').where('userId', '=', userId).execute();
  await tx.deleteFrom('auth.signInStep').where('userId', '=', userId).execute();
  await tx.deleteFrom('auth.session').where('userId', '=', userId).execute();
}

/** The session has shown a second step; the person's others, which have not, end. */
export async function raiseSession(tx: Tx, userId: string, sessionId: string): Promise<void> {
  await tx.updateTable('auth.session').set({ proof: 'secondStep' }).where('id', '=', sessionId).execute();
  await tx.deleteFrom('auth.session').where('userId', '=', userId).where('id', '!=', sessionId).execute();
}

// In every workspace of the person: bound to the person instead.
const askedOf = `select w.second_step_for as asked, u.role from users u join workspaces w on w.id = u.workspace_id
  where u.auth_user_id = $1 and u.is_active`;

/** What each workspace of a person asks for, with their role there. */
export async function listAsked(db: Db, userId: string): Promise<{ asked: string; role: string }[]> {
  return (await db.executeQuery<{ asked: string; role: string }>(CompiledQuery.raw(askedOf, [userId]))).rows;
}

export async function putDevice(db: Db, userId: string, tokenHash: string, expiresAt: string): Promise<void> {
  await db.insertInto('auth.rememberedDevice').values({ userId, tokenHash, expiresAt }).execute();
}

export async function isDeviceOf(db: Db, userId: string, tokenHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.rememberedDevice')
    .select('userId')
    .where('tokenHash', '=', tokenHash)
    .where('userId', '=', userId)
    .where('expiresAt', '>', new Date().toISOString())
    .executeTakeFirst();
  return row !== undefined;
}
