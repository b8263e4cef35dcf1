import { type Kysely, sql, type RawBuilder } from 'kysely';
import { identifier } from './scope-sql.ts';

/** Text that people sort by: Chinese by pinyin, Latin as usual. Use it as the type of names and titles. */
export const sortedText = sql.raw('text collate "zh-x-icu"');

/**
 * Creates the table of an entity in a migration: the columns every record has, the keys that keep it inside its
 * workspace and equal to its row in `records`, and the indexes its lists need. `columns` are the entity's own.
 */
export async function createEntityTable(db: Kysely<unknown>, table: string, columns: RawBuilder<unknown>): Promise<void> {
  const name = identifier(table);
  const id = (suffix: string) => sql.id(`${name}_${suffix}`);
  await sql`create table ${sql.id(name)} (
    workspace_id uuid not null,
    id uuid not null,
    owner_id uuid,
    team_id uuid not null,
    version int not null default 1,
    created_by uuid,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    custom jsonb not null default '{}',
    ${columns},
    constraint ${id('pk')} primary key (workspace_id, id),
    constraint ${id('record_fk')} foreign key (workspace_id, id) references records (workspace_id, id) on delete cascade,
    constraint ${id('rights_fk')} foreign key (workspace_id, id, owner_id, team_id)
      references records (workspace_id, id, owner_id, team_id) on update cascade on delete cascade
  )`.execute(db);
  await sql`create index ${id('updated_ix')} on ${sql.id(name)} (workspace_id, updated_at desc, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index ${id('created_ix')} on ${sql.id(name)} (workspace_id, created_at, id) where deleted_at is null`.execute(
    db,
  );
  await sql`create index ${id('owner_ix')} on ${sql.id(name)} (workspace_id, owner_id, updated_at desc, id desc) where deleted_at is null`.execute(
    db,
  );
  await sql`create index ${id('team_ix')} on ${sql.id(name)} (workspace_id, team_id, updated_at desc, id desc) where deleted_at is null`.execute(
    db,
  );
}

/** A foreign key to another table inside the workspace, with the index it needs. */
export async function addReference(db: Kysely<unknown>, table: string, column: string, target: string): Promise<void> {
  const [from, key, to] = [identifier(table), identifier(column), identifier(target)];
  const base = `${from}_${key.replace(/_id$/, '')}`;
  await sql`alter table ${sql.id(from)} add constraint ${sql.id(`${base}_fk`)} foreign key (workspace_id, ${sql.id(key)}) references ${sql.id(to)} (workspace_id, id)`.execute(
    db,
  );
  await sql`create index ${sql.id(`${base}_ix`)} on ${sql.id(from)} (workspace_id, ${sql.id(key)})`.execute(db);
}
