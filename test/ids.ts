import { sql } from 'kysely';
import { businessTables, readSchema, type Schema } from '../scripts/walk-schema.ts';
import type { Database } from '../src/platform/db.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Tables that a name means, where that is not its plural. */
const aliases: Record<string, string> = {
  owner: 'users',
  assignee: 'users',
  author: 'users',
  person: 'users',
  manager: 'users',
  invitedBy: 'users',
  submitter: 'users',
  delegate: 'users',
  record: 'accounts',
  subject: 'accounts',
  link: 'accounts',
  to: 'accounts',
  from: 'accounts',
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');
export const plural = (name: string): string =>
  /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;

/** Every id of one workspace, as the database has them. */
export class Ids {
  readonly byTable: ReadonlyMap<string, readonly string[]>;
  /** Every UUID that stands anywhere in a row of the workspace. */
  readonly all: ReadonlySet<string>;
  readonly emptyTables: readonly string[];
  readonly workspaceId: string;

  constructor(workspaceId: string, byTable: Map<string, string[]>, all: Set<string>, emptyTables: string[]) {
    this.workspaceId = workspaceId;
    this.byTable = byTable;
    this.all = all;
    this.emptyTables = emptyTables;
  }

  first(table: string): string | undefined {
    return this.byTable.get(table)?.[0];
  }

  last(table: string): string | undefined {
    return this.byTable.get(table)?.at(-1);
  }

  /** An id for a path: what is restored lies in the bin, and there lies the last; the last version of a process is its draft. */
  forPath(path: string, table: string): string | undefined {
    return path.endsWith('/restore') || table === 'process_versions' ? this.last(table) : this.first(table);
  }

  /** The table that a segment of a path means: `api-keys`, or `roles` below `deals` for `deal_roles`. */
  tableOf(segment: string, above = ''): string | undefined {
    const name = snake(segment);
    const below = `${snake(above).replace(/ies$/, 'y').replace(/s$/, '')}_${name}`;
    return (
      [below, name].find((table) => this.byTable.has(table)) ??
      [...this.byTable.keys()].find((table) => table.endsWith(`_${name}`))
    );
  }

  /** An id for a property such as `ownerId` or `stageId`, in a request to `path`. */
  guess(name: string, path: string): string | undefined {
    if (name === 'workspaceId') return this.workspaceId;
    const base = name.replace(/Ids?$/, '');
    const segments = path.split('/').filter((part) => part && !['api', 'v1'].includes(part) && !part.startsWith('{'));
    const own = this.tableOf(segments[0] ?? '');
    if (['id', 'ids', 'parent', ''].includes(base)) return this.first(own ?? '');
    const words = snake(base).split('_');
    const names = words.map((_, index) => words.slice(index).join('_'));
    const tables = [aliases[base], ...names.map(plural), ...names.map((one) => aliases[one])];
    const table = tables.find((one) => one !== undefined && this.byTable.has(one)) ?? this.tableOf(plural(base), segments[0]);
    return table === undefined ? undefined : this.first(table);
  }
}

async function rowsOf(db: Database, table: string, workspaceId: string): Promise<string[]> {
  const rows = await sql<{
    row: string;
  }>`select row_to_json(t)::text as row from ${sql.table(table)} t where workspace_id = ${workspaceId} order by 1`.execute(
    db.withoutPlugins(),
  );
  return rows.rows.map(({ row }) => row);
}

let schemaOfRun: Promise<Schema> | undefined;
const schemaOf = (db: Database): Promise<Schema> => (schemaOfRun ??= readSchema(db));

/** The rows of every business table of a workspace, as text; equal texts mean that nothing was changed. */
export async function readRows(db: Database, workspaceId: string): Promise<Map<string, string[]>> {
  const rows = new Map<string, string[]>();
  for (const table of businessTables(await schemaOf(db))) rows.set(table, await rowsOf(db, table, workspaceId));
  return rows;
}

export const uuidsIn = (text: string): string[] => text.match(uuid) ?? [];

/** Reads the ids of a workspace. The newest rows come last, so that "first" is the same thing from one reading to the next. */
export async function readIds(db: Database, workspaceId: string): Promise<Ids> {
  const byTable = new Map<string, string[]>();
  const all = new Set<string>([workspaceId]);
  const empty: string[] = [];
  for (const [table, rows] of await readRows(db, workspaceId)) {
    for (const row of rows) for (const id of uuidsIn(row)) all.add(id);
    if (rows.length === 0) empty.push(table);
    const ids = rows
      .map((row): unknown => (JSON.parse(row) as Record<string, unknown>)['id'])
      .filter((id) => typeof id === 'string');
    if (ids.length > 0) byTable.set(table, ids.toSorted());
  }
  const sessions = await db
    .selectFrom('auth.session')
    .select('id')
    .where('activeWorkspaceId', '=', workspaceId)
    .orderBy('id')
    .execute();
  byTable.set(
    'sessions',
    sessions.map(({ id }) => id),
  );
  for (const { id } of sessions) all.add(id);
  return new Ids(workspaceId, byTable, all, empty);
}
