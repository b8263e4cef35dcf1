import { type Kysely, sql } from 'kysely';

/** What a quote comes to a year, as it was sent or accepted; a draft gets it with its next save. Both values of a contract can be sorted by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table quotes add column acv_minor bigint`.execute(db);
  await sql`update quotes q set acv_minor = s.acv from (
      select workspace_id, quote_id, sum(round(net * 12 / months)) as acv from (
        select r.workspace_id, r.quote_id, sum((line->'amounts'->>'netMinor')::numeric) as net,
          greatest(12, (line->'charge'->>'count')::int * case line->'charge'->>'period' when 'month' then 1 when 'quarter' then 3 else 12 end) as months
        from quote_revisions r
        join quotes of on of.workspace_id = r.workspace_id and of.id = r.quote_id and of.revision = r.number
        left join quote_decisions d on d.workspace_id = r.workspace_id and d.revision_id = r.id and d.outcome = 'accepted'
        cross join jsonb_array_elements(coalesce(d.chosen, r.frozen)::jsonb->'lines') line
        where line->'charge'->>'kind' = 'recurring' and (line->'amounts'->>'isCounted')::boolean
        group by r.workspace_id, r.quote_id, months) by_term
      group by workspace_id, quote_id) s
    where q.workspace_id = s.workspace_id and q.id = s.quote_id`.execute(db);
  await sql`create index quotes_net_minor_ix on quotes (workspace_id, net_minor, id) where deleted_at is null`.execute(db);
  // Empty ones come last in either direction, so that one index cannot serve both.
  await sql`create index quotes_acv_minor_ix on quotes (workspace_id, acv_minor, id) where deleted_at is null`.execute(db);
  await sql`create index quotes_acv_minor_desc_ix on quotes (workspace_id, acv_minor desc nulls last, id desc) where deleted_at is null`.execute(
    db,
  );
}
