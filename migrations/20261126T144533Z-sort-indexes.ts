import { type Kysely, sql } from 'kysely';

/**
 * Lists are ordered by (column, id), in either direction and with empty values last, from one index each: those that only
 * served one direction go. Every kind of record can be listed by when it was made.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['accounts', 'contacts', 'products', 'competitors', 'deals', 'leads'])
    await sql`create index if not exists ${sql.id(`${table}_created_ix`)} on ${sql.id(table)} (workspace_id, created_at, id) where deleted_at is null`.execute(
      db,
    );
  const gone = [
    'deals_amount_desc_ix',
    'deals_expected_close_desc_ix',
    'deals_next_step_on_desc_ix',
    'deals_closed_ix',
    'deals_won_ix',
    'deals_board_amount_ix',
  ];
  for (const name of gone) await sql`drop index ${sql.id(name)}`.execute(db);
  const living = sql`where deleted_at is null`;
  await sql`create index deals_board_amount_ix on deals (workspace_id, stage_id, base_amount_minor, id) where deleted_at is null and is_on_board`.execute(
    db,
  );
  await sql`create index deals_closed_ix on deals (workspace_id, closed_on, id) ${living}`.execute(db);
  await sql`create index deals_won_ix on deals (workspace_id, won_on, id) ${living}`.execute(db);
  await sql`create index deals_base_amount_ix on deals (workspace_id, base_amount_minor, id) ${living}`.execute(db);
  await sql`create index deals_source_ix on deals (workspace_id, source, id) ${living}`.execute(db);
  await sql`create index deals_last_activity_ix on deals (workspace_id, last_activity_at, id) ${living}`.execute(db);
  await sql`create index deals_promised_ix on deals (workspace_id, promised_on, id) ${living}`.execute(db);
  await sql`create index deals_revisit_ix on deals (workspace_id, revisit_on, id) ${living}`.execute(db);
  await sql`create index deals_stage_entered_ix on deals (workspace_id, stage_entered_at, id) ${living}`.execute(db);
  await sql`create index accounts_employees_ix on accounts (workspace_id, employees, id) ${living}`.execute(db);
  await sql`create index accounts_revenue_ix on accounts (workspace_id, annual_revenue_minor, id) ${living}`.execute(db);
  await sql`create index contacts_job_title_ix on contacts (workspace_id, job_title, id) ${living}`.execute(db);
  await sql`create index leads_company_ix on leads (workspace_id, company, id) ${living}`.execute(db);
  await sql`create index products_price_ix on products (workspace_id, price_minor, id) ${living}`.execute(db);
}
