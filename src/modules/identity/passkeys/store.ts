import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Tx } from '../../../platform/tx.ts';

const shown = ['id', 'name', 'createdAt', 'lastUsedAt', 'isSynced'] as const;

export async function listPasskeys(db: Db, userId: string) {
  return db
    .selectFrom('auth.passkey')
    .select([...shown, 'credentialId', 'transports'])
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

export async function findPasskey(db: Db, credentialId: string) {
  return db
    .selectFrom('auth.passkey')
    .select(['id', 'userId', 'publicKey', 'counter'])
    .where('credentialId', '=', credentialId)
    .executeTakeFirst();
}

export interface NewPasskey {
  userId: string;
  name: string;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  isSynced: boolean;
}

export async function insertPasskey(tx: Tx, passkey: NewPasskey) {
  return tx
    .insertInto('auth.passkey')
    .values({ ...passkey, id: uuidv7() })
    .returning(shown)
    .executeTakeFirstOrThrow();
}

export async function deletePasskey(tx: Tx, userId: string, id: string): Promise<boolean> {
  const done = await tx.deleteFrom('auth.passkey').where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Marks a passkey as used; false when another use has counted further meanwhile. */
export async function markUsed(db: Db, id: string, counter: number): Promise<boolean> {
  const done = await db
    .updateTable('auth.passkey')
    .set({ counter, lastUsedAt: new Date().toISOString() })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('counter', '<', counter), eb(eb.val(counter), '=', 0)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A session that was opened by the password alone has now shown a passkey. */
export async function raiseSession(tx: Tx, sessionId: string): Promise<void> {
  await tx
    .updateTable('auth.session')
    .set({ proof: 'passkey' })
    .where('id', '=', sessionId)
    .where('proof', '=', 'password')
    .execute();
}
