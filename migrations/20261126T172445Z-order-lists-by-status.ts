import { type Kysely, sql } from 'kysely';

/**
 * Lists by status, and by a field that the workspace added, are read from an index in their order as all others are: with the
 * id behind the value. Most records share a few of the values, which were all read and sorted before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index deals_by_status_ix on deals (workspace_id, status, id) where deleted_at is null`.execute(db);
  await sql`create index leads_by_status_ix on leads (workspace_id, status, id) where deleted_at is null`.execute(db);
  const { rows } = await sql<{ name: string; definition: string }>`select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where starts_with(c.relname, t.relname || '_custom_') and c.relname like '%\\_ix'
      and pg_get_expr(i.indpred, i.indrelid) like '%deleted_at IS NULL%' and i.indnkeyatts = 2`.execute(db);
  for (const { name, definition } of rows) {
    const [, head, condition] = /^(.*)\) (WHERE .*)$/s.exec(definition) ?? [];
    if (head === undefined || condition === undefined) continue;
    await sql`drop index ${sql.id(name)}`.execute(db);
    await sql.raw(`${head}, id) ${condition}`).execute(db);
  }
}
