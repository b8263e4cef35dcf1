import { type Kysely, sql } from 'kysely';

/** How a company's quotes look, and the words that new ones begin with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table quote_templates (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    paper text not null default 'a4',
    hides text[] not null default '{}',
    foot jsonb not null default '{}',
    intro jsonb not null default '{}',
    closing jsonb not null default '{}',
    version int not null default 1,
    updated_at timestamptz(3) not null default now(),
    constraint quote_templates_pk primary key (workspace_id),
    constraint quote_templates_paper_ck check (paper in ('a4', 'letter'))
  )`.execute(db);
  await sql`insert into quote_templates (workspace_id) select id from workspaces`.execute(db);
}
