import { type Kysely, sql } from 'kysely';

/** The second step of a sign-in: authenticator apps, recovery codes, remembered devices, passkeys, and who has to have one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What somebody showed when the session was opened: some workspaces ask for more than a password.
  await sql`alter table auth.session add column proof text not null default 'password',
    add constraint session_proof_ck check (proof in ('password', 'secondStep', 'passkey', 'singleSignOn'))`.execute(db);
  await sql`alter table workspaces add column second_step_for text not null default 'nobody',
    add constraint workspaces_second_step_ck check (second_step_for in ('nobody', 'admins', 'everybody'))`.execute(db);
  await apps(db);
  await devices(db);
  await passkeys(db);
  // Whoever has to set up a second step is told at once, as of any right that goes.
  await sql`create trigger workspaces_access after update of second_step_for on workspaces
    for each statement execute function auth.tell_access()`.execute(db);
}

async function apps(db: Kysely<unknown>): Promise<void> {
  // Both secrets are sealed. `pending` waits for its first code; `last_counter` is the newest code that was taken, which no other may precede.
  await sql`create table auth.second_step (
    user_id uuid not null,
    secret text,
    pending text,
    on_since timestamptz(3),
    last_counter bigint not null default 0,
    failures int not null default 0,
    failing_since timestamptz(3),
    constraint second_step_pk primary key (user_id),
    constraint second_step_user_fk foreign key (user_id) references auth."user" (id) on delete cascade,
    constraint second_step_on_ck check ((secret is null) = (on_since is null))
  )`.execute(db);
  await sql`create table auth.recovery_code (
    user_id uuid not null,
    code_hash text not null,
    used_at timestamptz(3),
    constraint recovery_code_pk primary key (user_id, code_hash),
    constraint recovery_code_user_fk foreign key (user_id) references auth."user" (id) on delete cascade
  )`.execute(db);
}

async function devices(db: Kysely<unknown>): Promise<void> {
  // What waits for its next request: a right password for its code, a passkey for its signature. Of the token there is only the hash.
  await sql`create table auth.sign_in_step (
    token_hash text not null,
    purpose text not null,
    user_id uuid,
    data jsonb not null default '{}',
    attempts int not null default 0,
    expires_at timestamptz(3) not null,
    constraint sign_in_step_pk primary key (token_hash),
    constraint sign_in_step_user_fk foreign key (user_id) references auth."user" (id) on delete cascade
  )`.execute(db);
  await sql`create index sign_in_step_user_ix on auth.sign_in_step (user_id)`.execute(db);
  await sql`create index sign_in_step_expires_ix on auth.sign_in_step (expires_at)`.execute(db);
  await sql`create table auth.remembered_device (
    token_hash text not null,
    user_id uuid not null,
    expires_at timestamptz(3) not null,
    constraint remembered_device_pk primary key (token_hash),
    constraint remembered_device_user_fk foreign key (user_id) references auth."user" (id) on delete cascade
  )`.execute(db);
  await sql`create index remembered_device_user_ix on auth.remembered_device (user_id)`.execute(db);
  await sql`create index remembered_device_expires_ix on auth.remembered_device (expires_at)`.execute(db);
}

async function passkeys(db: Kysely<unknown>): Promise<void> {
  await sql`create table auth.passkey (
    id uuid not null,
    user_id uuid not null,
    name text not null,
    credential_id text not null,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    is_synced boolean not null,
    created_at timestamptz(3) not null default now(),
    last_used_at timestamptz(3),
    constraint passkey_pk primary key (id),
    constraint passkey_credential_uq unique (credential_id),
    constraint passkey_user_fk foreign key (user_id) references auth."user" (id) on delete cascade
  )`.execute(db);
  await sql`create index passkey_user_ix on auth.passkey (user_id, created_at)`.execute(db);
}
