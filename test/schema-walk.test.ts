import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { businessTables, readSchema, walkSchema } from '../scripts/walk-schema.ts';
import { testDb } from './db.ts';

const { db } = await testDb();
const schema = await readSchema(db);
/** Replies kept for a repeat are thrown away by age, over all workspaces at once; nothing else reads past the wall. */
const swept = new Set(['idempotency_keys']);
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe('the schema', () => {
  test('has workspace_id first in every primary key, in every foreign key, and an index for each', () => {
    expect(walkSchema(schema).map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  test('is not empty', () => expect(businessTables(schema).length).toBeGreaterThan(20));

  test.each(businessTables(schema).filter((table) => !swept.has(table)))(
    '%s cannot be read, changed or emptied without a workspace',
    async (table) => {
      const name = camelCase(table) as 'records';
      await expect(db.selectFrom(name).selectAll().execute()).rejects.toThrow(/tenant wall/);
      await expect(db.updateTable(name).set({ title: 'x' }).execute()).rejects.toThrow(/tenant wall/);
      await expect(db.deleteFrom(name).execute()).rejects.toThrow(/tenant wall/);
    },
  );
});

describe('walkSchema', () => {
  const good = `(workspace_id uuid not null references workspaces (id), id uuid not null, owner_id uuid,
    constraint planted_pk primary key (workspace_id, id),
    constraint planted_owner_fk foreign key (workspace_id, owner_id) references users (workspace_id, id))`;
  const index = 'create index planted_owner_ix on planted (workspace_id, owner_id)';

  /** What the walk says of a planted table, in a transaction that is given up. */
  async function walkPlanted(...statements: string[]): Promise<string[]> {
    let found: string[] = [];
    const given = db
      .withoutPlugins()
      .transaction()
      .execute(async (tx) => {
        for (const statement of statements) await sql.raw(statement).execute(tx);
        found = walkSchema(await readSchema(tx))
          .filter(({ file }) => file === 'table planted')
          .map(({ text }) => text);
        throw new Error('given up');
      });
    await expect(given).rejects.toThrow('given up');
    return found;
  }

  test('accepts a table as it should be', async () =>
    expect(await walkPlanted(`create table planted ${good}`, index)).toEqual([]));

  test.each<[string, RegExp, string[]]>([
    ['no workspace_id', /has no workspace_id/, ['create table planted (id uuid primary key)']],
    ['a workspace_id that may be empty', /uuid not null/, ['create table planted (workspace_id uuid, id uuid primary key)']],
    [
      'a primary key that begins with the id',
      /must begin with workspace_id/,
      [`create table planted ${good.replace('primary key (workspace_id, id)', 'primary key (id, workspace_id)')}`, index],
    ],
    ['no primary key', /no primary key/, ['create table planted (workspace_id uuid not null, id uuid)']],
    ['a foreign key without index', /planted_owner_fk .* has no index/, [`create table planted ${good}`]],
    ['an index that serves only some rows', /has no index/, [`create table planted ${good}`, `${index} where id is null`]],
    [
      'an index in the wrong order',
      /has no index/,
      [`create table planted ${good}`, 'create index planted_owner_ix on planted (workspace_id, id, owner_id)'],
    ],
    [
      'a key over all workspaces',
      /two workspaces would collide/,
      [`create table planted ${good}`, index, 'create unique index planted_uq on planted (owner_id)'],
    ],
    [
      'floating point money',
      /bigint minor units/,
      [`create table planted ${good}`, index, 'alter table planted add column amount double precision'],
    ],
    [
      'an instant without a zone',
      /timestamptz/,
      [`create table planted ${good}`, index, 'alter table planted add column seen_at timestamp'],
    ],
    [
      'an instant with another name',
      /ends in _at/,
      [`create table planted ${good}`, index, 'alter table planted add column seen timestamptz'],
    ],
  ])('refuses %s', async (_what, expected, statements) => {
    expect(await walkPlanted(...statements)).toContainEqual(expect.stringMatching(expected));
  });

  test('refuses a foreign key without the workspace', async () => {
    const plain = `(workspace_id uuid not null, id uuid not null, owner_id uuid, constraint planted_pk primary key (workspace_id, id))`;
    const found = await walkPlanted(
      'create unique index users_planted_uq on users (id)',
      `create table planted ${plain}`,
      'create index planted_owner_ix on planted (owner_id)',
      'alter table planted add constraint planted_owner_fk foreign key (owner_id) references users (id)',
    );
    expect(found).toEqual([expect.stringMatching(/planted_owner_fk to users does not carry workspace_id/)]);
  });
});
