import { type Kysely, sql } from 'kysely';

/** Which promotions take something off a quote, as it was sent or accepted; a draft gets it with its next save. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table quotes add column promotions text`.execute(db);
  await sql`update quotes q set promotions = s.names from (
      select r.workspace_id, r.quote_id, string_agg(taken->>'name', '; ' order by place) as names
      from quote_revisions r
      join quotes of on of.workspace_id = r.workspace_id and of.id = r.quote_id and of.revision = r.number
      left join quote_decisions d on d.workspace_id = r.workspace_id and d.revision_id = r.id and d.outcome = 'accepted'
      cross join lateral (select coalesce(d.chosen, r.frozen)::jsonb as said) frozen
      cross join jsonb_array_elements(said->'totals'->'promotions') with ordinality as applied (one, place)
      join lateral jsonb_array_elements(said->'promotions') taken on taken->>'id' = one->>'id'
      group by r.workspace_id, r.quote_id) s
    where q.workspace_id = s.workspace_id and q.id = s.quote_id`.execute(db);
}
