import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './db.ts';
import { identifier } from './scope-sql.ts';

/** An index on a value inside a table's JSON. */
export interface CustomIndex {
  table: string;
  /** SQL of the value. */
  value: string;
}

/** More would cost every write more than they save reads; a field beyond them is filtered without. */
export const maxCustomIndexes = 40;

/** The same name wherever the same value of the same table is meant. */
function nameOf({ table, value }: CustomIndex): string {
  return `${table}_custom_${createHash('sha256').update(value).digest('hex').slice(0, 12)}_ix`;
}

/**
 * Makes the index, in the order of lists (value, id), without holding writers up, unless it is there or the table has enough.
 * Not within a transaction. It leaves out the rows without a value, so that a field of few records costs little; the planner
 * takes no statistics from such an index, and how common a value is decides its plan, so they are asked for beside it.
 */
export async function ensureCustomIndex(db: Database, index: CustomIndex): Promise<void> {
  const { table, value } = index;
  const name = nameOf(index);
  const plain = db.withoutPlugins();
  const { rows } = await sql<{ name: string; isValid: boolean }>`select c.relname as name, i.indisvalid as "isValid"
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = ${table}::regclass and starts_with(c.relname, ${`${table}_custom_`})`.execute(plain);
  const known = rows.find((row) => row.name === name);
  if (known?.isValid || (!known && rows.length >= maxCustomIndexes)) return;
  // An attempt that was cut short leaves an index that is kept up but never used.
  if (known) await dropIndex(db, name);
  await sql`create index concurrently if not exists ${sql.id(identifier(name))} on ${sql.id(identifier(table))}
    (workspace_id, (${sql.raw(value)}), id) where ${sql.raw(value)} is not null and deleted_at is null`.execute(plain);
  await sql`create statistics if not exists ${sql.id(statisticsOf(name))} on (${sql.raw(value)}) from ${sql.id(table)}`.execute(
    plain,
  );
  await sql`analyze ${sql.id(table)}`.execute(plain);
}

/** Drops the index if it holds nothing, which it says itself at once. */
export async function dropUnusedIndex(db: Database, index: CustomIndex): Promise<void> {
  const { table, value } = index;
  const { rows } =
    await sql`select 1 from ${sql.id(identifier(table))} where ${sql.raw(value)} is not null and deleted_at is null limit 1`.execute(
      db.withoutPlugins(),
    );
  if (rows.length === 0) await dropIndex(db, nameOf(index));
}

function statisticsOf(name: string): string {
  return identifier(name.replace(/_ix$/, '_st'));
}

/** Without holding anybody up. */
async function dropIndex(db: Database, name: string): Promise<void> {
  await sql`drop statistics if exists ${sql.id(statisticsOf(name))}`.execute(db.withoutPlugins());
  await sql`drop index concurrently if exists ${sql.id(identifier(name))}`.execute(db.withoutPlugins());
}
