import { sql } from 'kysely';
import type { Database } from './db.ts';

/**
 * Lets the planner count the tables again, after work that wrote many rows at once. The database does so by itself, but
 * only about a minute later; until then it plans a report over 100,000 new rows as if there were none.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  await sql`analyze`.execute(db);
}
