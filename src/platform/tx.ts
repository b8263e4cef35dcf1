import { sql, type Transaction } from 'kysely';
import type { Db } from './db.ts';
import type { DB } from './db-types.ts';

export type Tx = Transaction<DB>;

/**
 * Runs `work` in a transaction, reusing the one that `db` may already be. A use case owns its transaction this way and
 * can still be called from another use case's.
 */
export async function inTx<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db);
  return db.transaction().execute(work);
}

/** Runs `work` in a transaction and takes back what it has written there: numbers that it took are the next ones again. */
export async function takenBack(tx: Tx, work: () => Promise<void>): Promise<void> {
  await sql`savepoint trial`.execute(tx);
  try {
    await work();
  } finally {
    await sql`rollback to savepoint trial`.execute(tx);
  }
}

function isTransaction(db: Db): db is Tx {
  return db.isTransaction;
}
