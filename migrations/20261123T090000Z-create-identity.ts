import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** Sign-in (schema `auth`, in the shape that better-auth expects), workspaces, teams, users, invitations, API keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await workspaces(db);
  await signIn(db);
  await teams(db);
  await users(db);
  await invitations(db);
  await apiKeys(db);
}

async function workspaces(db: Kysely<unknown>): Promise<void> {
  await sql`create table workspaces (
    id uuid not null,
    name text collate "zh-x-icu" not null,
    slug text not null,
    currency text not null,
    time_zone text not null,
    language text not null,
    revenue_includes_tax boolean,
    version int not null default 1,
    created_at timestamptz(3) not null default now(),
    constraint workspaces_pk primary key (id),
    constraint workspaces_slug_uq unique (slug),
    constraint workspaces_slug_ck check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    constraint workspaces_currency_ck check (currency ~ '^[A-Z]{3}$')
  )`.execute(db);
}

async function signIn(db: Kysely<unknown>): Promise<void> {
  await sql`create schema auth`.execute(db);
  // One row: the key that signs session cookies, the same for every process on this database.
  await sql`create table auth.installation (
    is_only boolean not null default true,
    secret text not null,
    created_at timestamptz(3) not null default now(),
    constraint installation_pk primary key (is_only),
    constraint installation_only_ck check (is_only)
  )`.execute(db);
  await sql`insert into auth.installation (secret) values (${randomBytes(32).toString('base64url')})`.execute(db);
  await sql`create table auth."user" (
    id uuid not null,
    name text not null,
    email text not null,
    email_verified boolean not null default false,
    image text,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint user_pk primary key (id),
    constraint user_email_uq unique (email),
    constraint user_email_lower_ck check (email = lower(email))
  )`.execute(db);
  await sql`create table auth.session (
    id uuid not null,
    user_id uuid not null,
    token text not null,
    expires_at timestamptz(3) not null,
    ip_address text,
    user_agent text,
    active_workspace_id uuid,
    last_seen_at timestamptz(3) not null default now(),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint session_pk primary key (id),
    constraint session_token_uq unique (token),
    constraint session_user_fk foreign key (user_id) references auth."user" (id) on delete cascade,
    constraint session_active_workspace_fk foreign key (active_workspace_id) references workspaces (id) on delete set null
  )`.execute(db);
  await sql`create index session_user_ix on auth.session (user_id)`.execute(db);
  await sql`create index session_active_workspace_ix on auth.session (active_workspace_id)`.execute(db);
  await sql`create index session_expires_ix on auth.session (expires_at)`.execute(db);
  await sql`create table auth.account (
    id uuid not null,
    account_id text not null,
    provider_id text not null,
    user_id uuid not null,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz(3),
    refresh_token_expires_at timestamptz(3),
    scope text,
    password text,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint account_pk primary key (id),
    constraint account_provider_uq unique (provider_id, account_id),
    constraint account_user_fk foreign key (user_id) references auth."user" (id) on delete cascade
  )`.execute(db);
  await sql`create index account_user_ix on auth.account (user_id)`.execute(db);
  await sql`create table auth.verification (
    id uuid not null,
    identifier text not null,
    value text not null,
    expires_at timestamptz(3) not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint verification_pk primary key (id)
  )`.execute(db);
  await sql`create index verification_identifier_ix on auth.verification (identifier)`.execute(db);
  await sql`create index verification_expires_ix on auth.verification (expires_at)`.execute(db);
}

async function teams(db: Kysely<unknown>): Promise<void> {
  // `path` holds the ids from the root team down to the team itself: "the teams below X" is one indexed condition.
  await sql`create table teams (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    parent_id uuid,
    name text collate "zh-x-icu" not null,
    path uuid[] not null,
    version int not null default 1,
    import_id uuid,
    created_at timestamptz(3) not null default now(),
    constraint teams_pk primary key (workspace_id, id),
    constraint teams_parent_fk foreign key (workspace_id, parent_id) references teams (workspace_id, id),
    constraint teams_path_ends_ck check (path[cardinality(path)] = id),
    constraint teams_path_parent_ck check (
      (parent_id is null and cardinality(path) = 1) or (parent_id is not null and path[cardinality(path) - 1] = parent_id)
    )
  )`.execute(db);
  await sql`create unique index teams_root_uq on teams (workspace_id) where parent_id is null`.execute(db);
  await sql`create unique index teams_name_uq on teams (workspace_id, parent_id, lower(name)) where parent_id is not null`.execute(
    db,
  );
  await sql`create index teams_path_ix on teams using gin (path)`.execute(db);
  await sql`create index teams_import_ix on teams (workspace_id, import_id) where import_id is not null`.execute(db);
}

async function users(db: Kysely<unknown>): Promise<void> {
  await sql`create table users (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    auth_user_id uuid,
    name text collate "zh-x-icu" not null,
    email text,
    role text not null,
    team_id uuid not null,
    is_active boolean not null default true,
    language text,
    time_zone text,
    version int not null default 1,
    import_id uuid,
    last_seen_at timestamptz(3),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    constraint users_pk primary key (workspace_id, id),
    constraint users_auth_user_uq unique (workspace_id, auth_user_id),
    constraint users_auth_user_fk foreign key (auth_user_id) references auth."user" (id) on delete set null,
    constraint users_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id),
    constraint users_role_ck check (role in ('owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst'))
  )`.execute(db);
  await sql`create unique index users_email_uq on users (workspace_id, lower(email)) where email is not null`.execute(db);
  await sql`create index users_auth_user_ix on users (auth_user_id)`.execute(db);
  await sql`create index users_team_ix on users (workspace_id, team_id)`.execute(db);
  await sql`create index users_name_ix on users (workspace_id, name, id)`.execute(db);
  await sql`create index users_import_ix on users (workspace_id, import_id) where import_id is not null`.execute(db);
}

async function invitations(db: Kysely<unknown>): Promise<void> {
  await sql`create table invitations (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    token_hash text not null,
    email text,
    user_id uuid,
    role text not null,
    team_id uuid not null,
    invited_by uuid,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    revoked_at timestamptz(3),
    accepted_at timestamptz(3),
    accepted_user_id uuid,
    constraint invitations_pk primary key (workspace_id, id),
    constraint invitations_token_uq unique (token_hash),
    constraint invitations_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id),
    constraint invitations_team_fk foreign key (workspace_id, team_id) references teams (workspace_id, id),
    constraint invitations_invited_by_fk foreign key (workspace_id, invited_by) references users (workspace_id, id),
    constraint invitations_accepted_user_fk foreign key (workspace_id, accepted_user_id) references users (workspace_id, id),
    constraint invitations_role_ck check (role in ('owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst'))
  )`.execute(db);
  await sql`create index invitations_user_ix on invitations (workspace_id, user_id)`.execute(db);
  await sql`create index invitations_team_ix on invitations (workspace_id, team_id)`.execute(db);
  await sql`create index invitations_invited_by_ix on invitations (workspace_id, invited_by)`.execute(db);
  await sql`create index invitations_accepted_user_ix on invitations (workspace_id, accepted_user_id)`.execute(db);
}

async function apiKeys(db: Kysely<unknown>): Promise<void> {
  await sql`create table api_keys (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    id uuid not null,
    name text collate "zh-x-icu" not null,
    user_id uuid not null,
    role text not null,
    key_hash text not null,
    prefix text not null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3),
    constraint api_keys_pk primary key (workspace_id, id),
    constraint api_keys_hash_uq unique (key_hash),
    constraint api_keys_user_fk foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade,
    constraint api_keys_role_ck check (role in ('owner', 'admin', 'salesManager', 'seller', 'delivery', 'support', 'analyst'))
  )`.execute(db);
  await sql`create index api_keys_user_ix on api_keys (workspace_id, user_id)`.execute(db);
}
