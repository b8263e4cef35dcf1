import { sql } from 'kysely';
import type { Db } from './db.ts';
import { job } from './jobs.ts';

/** Removes what nothing asks for any more: counts of limits that are over, replies to repeated requests after their day. */
async function sweep(db: Db): Promise<void> {
  await sql`delete from rate_limits where ends_at < now()`.execute(db);
  await sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`.execute(db);
}

export const housekeepingJobs = [job('platform.sweep', (_payload, { db }) => sweep(db), '41 * * * *')];
