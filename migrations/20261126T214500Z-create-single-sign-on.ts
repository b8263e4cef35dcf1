import { type Kysely, sql } from 'kysely';

const roles = sql`('owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst')`;

/** Single sign-on: whom a workspace trusts to say who somebody is, which role follows from that, and who came that way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The secret is sealed. `claim` is where the provider says groups; what none of the rules names gets the default role, or nothing.
  await sql`create table single_sign_on (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    issuer text not null,
    client_id text not null,
    secret text not null,
    scopes text not null,
    button_text text,
    domains text[] not null,
    makes_users boolean not null,
    trusts_email boolean not null,
    role text not null,
    role_id uuid,
    team_id uuid,
    claim text,
    unmapped text not null,
    is_active boolean not null,
    is_only boolean not null,
    version int not null default 1,
    updated_at timestamptz(3) not null default now(),
    constraint single_sign_on_pk primary key (workspace_id),
    constraint single_sign_on_role_fk foreign key (workspace_id, role_id) references roles (workspace_id, id),
    constraint single_sign_on_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id),
    constraint single_sign_on_role_ck check (role in ${roles}),
    constraint single_sign_on_unmapped_ck check (unmapped in ('default', 'refuse')),
    constraint single_sign_on_only_ck check (is_active or not is_only)
  )`.execute(db);
  await sql`create index single_sign_on_role_ix on single_sign_on (workspace_id, role_id)`.execute(db);
  await sql`create index single_sign_on_team_ix on single_sign_on (workspace_id, team_id)`.execute(db);
  await sql`create table single_sign_on_rules (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    place int not null,
    value text not null,
    role text not null,
    role_id uuid,
    team_id uuid,
    constraint single_sign_on_rules_pk primary key (workspace_id, id),
    constraint single_sign_on_rules_place_uq unique (workspace_id, place),
    constraint single_sign_on_rules_role_fk foreign key (workspace_id, role_id) references roles (workspace_id, id),
    constraint single_sign_on_rules_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id),
    constraint single_sign_on_rules_role_ck check (role in ${roles})
  )`.execute(db);
  await sql`create index single_sign_on_rules_role_ix on single_sign_on_rules (workspace_id, role_id)`.execute(db);
  await sql`create index single_sign_on_rules_team_ix on single_sign_on_rules (workspace_id, team_id)`.execute(db);
  // The provider's own name for somebody, which stays when their address changes.
  await sql`create table single_sign_on_people (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    issuer text not null,
    subject text not null,
    user_id uuid not null,
    created_at timestamptz(3) not null default now(),
    last_used_at timestamptz(3) not null default now(),
    constraint single_sign_on_people_pk primary key (workspace_id, id),
    constraint single_sign_on_people_subject_uq unique (workspace_id, issuer, subject),
    constraint single_sign_on_people_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
  )`.execute(db);
  await sql`create index single_sign_on_people_user_ix on single_sign_on_people (workspace_id, user_id)`.execute(db);
}
