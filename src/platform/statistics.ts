import { sql } from 'kysely';
import type { Db } from './db.ts';

/**
 * Lets the planner count the tables again, after work that wrote many rows at once. The database does so by itself, but
 * only about a minute later; until then it plans a report over 100,000 new rows as if there were none. All tables unless
 * some are named; inside a transaction its own rows are counted, and known as soon as it is committed.
 */
export async function refreshStatistics(db: Db, tables: readonly string[] = []): Promise<void> {
  if (tables.length === 0) await sql`analyze`.execute(db);
  else await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}

const freshMs = 600_000;
const known = new WeakMap<Db, Map<string, { at: number; elements: Promise<ReadonlySet<string>> }>>();

/**
 * Elements of an array column that at least this share of a table's rows have, by the planner's own statistics: a hint for
 * choosing a way to read, some minutes old, over all workspaces, and empty while nobody has counted.
 */
export async function findCommonElements(db: Db, table: string, column: string, share: number): Promise<ReadonlySet<string>> {
  const own = known.get(db) ?? new Map<string, { at: number; elements: Promise<ReadonlySet<string>> }>();
  known.set(db, own);
  const key = `${table} ${column} ${share}`;
  const before = own.get(key);
  if (before && Date.now() - before.at < freshMs) return before.elements;
  const elements = readCommonElements(db, table, column, share);
  own.set(key, { at: Date.now(), elements });
  elements.catch(() => own.delete(key));
  return elements;
}

async function readCommonElements(db: Db, table: string, column: string, share: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ element: string }>`select e.element from pg_stats s
    cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e(element, share)
    where s.schemaname = 'public' and s.tablename = ${table} and s.attname = ${column} and e.element is not null and e.share >= ${share}`.execute(
    db,
  );
  return new Set(rows.map(({ element }) => element));
}
