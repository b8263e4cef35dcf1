import { CamelCasePlugin, DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { DB } from './db-types.ts';
import { TenantPlugin } from './tenant-plugin.ts';

const db = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (inner) => new PostgresIntrospector(inner),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [new TenantPlugin(), new CamelCasePlugin()],
});
const id = '00000000-0000-7000-8000-000000000001';

const refused: [string, () => unknown][] = [
  ['a select without a condition', () => db.selectFrom('records').selectAll().compile()],
  ['a select by id alone', () => db.selectFrom('records').selectAll().where('id', '=', id).compile()],
  [
    'a workspace under an or',
    () =>
      db
        .selectFrom('records')
        .selectAll()
        .where((eb) => eb.or([eb('workspaceId', '=', id), eb('id', '=', id)]))
        .compile(),
  ],
  ['a workspace that must differ', () => db.selectFrom('records').selectAll().where('workspaceId', '!=', id).compile()],
  [
    'a workspace that is negated',
    () =>
      db
        .selectFrom('records')
        .selectAll()
        .where((eb) => eb.not(eb('workspaceId', '=', id)))
        .compile(),
  ],
  [
    'a join by id alone',
    () =>
      db
        .selectFrom('records as r')
        .innerJoin('users as u', 'u.id', 'r.ownerId')
        .selectAll('r')
        .where('r.workspaceId', '=', id)
        .compile(),
  ],
  ['an update by id alone', () => db.updateTable('records').set({ title: 'x' }).where('id', '=', id).compile()],
  ['a delete by id alone', () => db.deleteFrom('records').where('id', '=', id).compile()],
  [
    'a subquery that forgets',
    () =>
      db
        .selectFrom('records')
        .selectAll()
        .where('workspaceId', '=', id)
        .where('ownerId', 'in', db.selectFrom('users').select('id'))
        .compile(),
  ],
  [
    'a two-table select with an unqualified column',
    () => db.selectFrom(['records', 'users']).select('records.id').where('records.workspaceId', '=', id).compile(),
  ],
  [
    'a common table expression that forgets',
    () =>
      db
        .with('x', (inner) => inner.selectFrom('users').select('id'))
        .selectFrom('records')
        .selectAll()
        .where('workspaceId', '=', id)
        .compile(),
  ],
];

const allowed: [string, () => unknown][] = [
  ['a bound select', () => db.selectFrom('records').selectAll().where('workspaceId', '=', id).compile()],
  ['a bound alias', () => db.selectFrom('records as r').selectAll().where('r.workspaceId', '=', id).compile()],
  [
    'a join bound through the other table',
    () =>
      db
        .selectFrom('records as r')
        .innerJoin('users as u', (join) => join.onRef('u.workspaceId', '=', 'r.workspaceId').onRef('u.id', '=', 'r.ownerId'))
        .selectAll('r')
        .where('r.workspaceId', '=', id)
        .compile(),
  ],
  ['an update', () => db.updateTable('records').set({ title: 'x' }).where('workspaceId', '=', id).compile()],
  ['a table that is nobody’s', () => db.selectFrom('workspaces').selectAll().compile()],
  ['another schema', () => db.selectFrom('auth.user').selectAll().compile()],
];

describe('TenantPlugin', () => {
  it.each(refused)('refuses %s', (_name, query) => expect(query).toThrow(/tenant wall/));
  it.each(allowed)('lets %s pass', (_name, query) => expect(query).not.toThrow());
});
