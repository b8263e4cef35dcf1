import type { Db } from '../../../platform/db.ts';

export interface Step {
  purpose: string;
  userId: string | null;
  data: object;
  expiresAt: string;
}

export async function putStep(db: Db, tokenHash: string, step: Step): Promise<void> {
  await db
    .insertInto('auth.signInStep')
    .values({ ...step, tokenHash, data: JSON.stringify(step.data) })
    .execute();
}

/** Counts one more try of a step that still waits; undefined when it is over. */
export async function tryStep(
  db: Db,
  tokenHash: string,
  purpose: string,
): Promise<{ userId: string | null; data: unknown; attempts: number } | undefined> {
  return db
    .updateTable('auth.signInStep')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('tokenHash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', new Date().toISOString())
    .returning(['userId', 'data', 'attempts'])
    .executeTakeFirst();
}

/** Takes a step, once: of two at the same time only one gets it. */
export async function takeStep(
  db: Db,
  tokenHash: string,
  purpose: string,
): Promise<{ userId: string | null; data: unknown } | undefined> {
  return db
    .deleteFrom('auth.signInStep')
    .where('tokenHash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', new Date().toISOString())
    .returning(['userId', 'data'])
    .executeTakeFirst();
}

export async function deleteExpired(db: Db): Promise<void> {
  const now = new Date().toISOString();
  await db.deleteFrom('auth.signInStep').where('expiresAt', '<', now).execute();
  await db.deleteFrom('auth.rememberedDevice').where('expiresAt', '<', now).execute();
}
