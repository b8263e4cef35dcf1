import { sql, type Kysely } from 'kysely';
import type { Problem } from './source.ts';

/** Tables that belong to the installation, not to a workspace. Everything else in `public` is business. */
export const globalTables: ReadonlySet<string> = new Set([
  'workspaces',
  'schema_migrations',
  'schema_migrations_lock',
  'rate_limits',
]);

/** Unique keys over all workspaces, each with its reason: who presents a secret has not said yet which workspace it is for. */
const globalKeys: ReadonlySet<string> = new Set([
  'api_keys_hash_uq',
  'invitations_token_uq',
  'public_links_token_uq',
  'approval_links_token_uq',
  // A mail or a page shows a logo by its address alone.
  'branding_images_address_uq',
]);

/**
 * Foreign keys whose index leaves rows out, each with its reason. Both are partial so that the planner does not take them for
 * the check of an entity's rights key; the rows they leave out are in the bin, and users and teams are seldom deleted.
 */
const partlyIndexed: ReadonlySet<string> = new Set(['records_owner_fk', 'records_team_fk']);

const forbiddenTypes: ReadonlySet<string> = new Set([
  'real',
  'double precision',
  'money',
  'timestamp without time zone',
  'time with time zone',
  'json',
]);

interface Column {
  table: string;
  name: string;
  type: string;
  isRequired: boolean;
}
interface ForeignKey {
  table: string;
  name: string;
  columns: string[];
  target: string;
  targetSchema: string;
  targetColumns: string[];
}
interface Index {
  table: string;
  name: string;
  columns: string[];
  isUnique: boolean;
  isPrimary: boolean;
  isPartial: boolean;
}
export interface Schema {
  columns: Column[];
  foreignKeys: ForeignKey[];
  indexes: Index[];
}

/** Reads columns, foreign keys and indexes of the tables in `public`; partitions count as their parent. */
export async function readSchema<T>(db: Kysely<T>): Promise<Schema> {
  const plain = db.withoutPlugins();
  const columns = await sql<Column>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as "isRequired"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname, a.attnum`.execute(plain);
  const foreignKeys = await sql<ForeignKey>`
    select c.relname as table, k.conname as name, t.relname as target, t.relnamespace::regnamespace::text as "targetSchema",
      (select array_agg(a.attname::text order by o) from unnest(k.conkey) with ordinality u(n, o)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as columns,
      (select array_agg(a.attname::text order by o) from unnest(k.confkey) with ordinality u(n, o)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n) as "targetColumns"
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and not c.relispartition and k.conparentid = 0
    order by c.relname, k.conname`.execute(plain);
  const indexes = await sql<Index>`
    select c.relname as table, i.relname as name, x.indisunique as "isUnique", x.indisprimary as "isPrimary",
      x.indpred is not null and pg_get_expr(x.indpred, x.indrelid) !~ '^[(]+[a-z0-9_]+ IS NOT NULL[)]+$' as "isPartial",
      (select coalesce(array_agg(coalesce(a.attname::text, '(expression)') order by o), '{}')
        from unnest(x.indkey::int2[]) with ordinality u(n, o)
        left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = n where o <= x.indnkeyatts) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition and x.indisvalid
    order by c.relname, i.relname`.execute(plain);
  return { columns: columns.rows, foreignKeys: foreignKeys.rows, indexes: indexes.rows };
}

const problem = (table: string, text: string): Problem => ({ rule: 'schema', file: `table ${table}`, line: 1, text });

export const businessTables = (schema: Schema): string[] =>
  [...new Set(schema.columns.map((column) => column.table))].filter((table) => !globalTables.has(table));

function checkKeys(schema: Schema, table: string): Problem[] {
  const found: Problem[] = [];
  const workspace = schema.columns.find((column) => column.table === table && column.name === 'workspace_id');
  if (!workspace) return [problem(table, 'has no workspace_id')];
  if (workspace.type !== 'uuid' || !workspace.isRequired) found.push(problem(table, 'workspace_id must be uuid not null'));
  const indexes = schema.indexes.filter((index) => index.table === table);
  const primary = indexes.find((index) => index.isPrimary);
  if (!primary) found.push(problem(table, 'has no primary key'));
  else if (primary.columns[0] !== 'workspace_id')
    found.push(problem(table, `primary key (${primary.columns.join(', ')}) must begin with workspace_id`));
  for (const index of indexes) {
    if (!index.isUnique || index.isPrimary || index.columns.includes('workspace_id') || globalKeys.has(index.name)) continue;
    found.push(
      problem(
        table,
        `unique key ${index.name} (${index.columns.join(', ')}) holds no workspace_id: two workspaces would collide`,
      ),
    );
  }
  return found;
}

function checkForeignKey(schema: Schema, key: ForeignKey): Problem[] {
  const found: Problem[] = [];
  const toBusiness = key.targetSchema === 'public' && !globalTables.has(key.target);
  const at = key.columns.indexOf('workspace_id');
  if (toBusiness && !globalTables.has(key.table) && (at < 0 || key.targetColumns[at] !== 'workspace_id')) {
    found.push(
      problem(
        key.table,
        `foreign key ${key.name} to ${key.target} does not carry workspace_id: it could point into another workspace`,
      ),
    );
  }
  const wanted = new Set(key.columns);
  const serves = (index: Index): boolean => {
    if (index.table !== key.table || (index.isPartial && !partlyIndexed.has(key.name))) return false;
    // A unique key inside the foreign key finds the one row; otherwise the index must begin with the key's columns.
    if (index.isUnique && index.columns.every((column) => wanted.has(column))) return true;
    return new Set(index.columns.slice(0, wanted.size).filter((column) => wanted.has(column))).size === wanted.size;
  };
  if (!schema.indexes.some(serves))
    found.push(problem(key.table, `foreign key ${key.name} (${key.columns.join(', ')}) has no index`));
  return found;
}

function checkColumn(column: Column): Problem[] {
  const found: Problem[] = [];
  if (forbiddenTypes.has(column.type))
    found.push(
      problem(
        column.table,
        `${column.name} is ${column.type}: money is bigint minor units, instants are timestamptz, JSON is jsonb`,
      ),
    );
  if (!/^[a-z][a-z0-9_]*$/.test(column.name)) found.push(problem(column.table, `${column.name} is not snake_case`));
  if (column.type === 'timestamp with time zone' && !/_(at|since)$|^timestamp$/.test(column.name))
    found.push(problem(column.table, `${column.name} is an instant: its name ends in _at (or _since)`));
  return found;
}

/** Everything the composite keys promise: one workspace cannot point into another, and no join is without an index. */
export function walkSchema(schema: Schema): Problem[] {
  const business = new Set(businessTables(schema));
  return [
    ...[...business].flatMap((table) => checkKeys(schema, table)),
    ...schema.foreignKeys.flatMap((key) => checkForeignKey(schema, key)),
    ...schema.columns.filter((column) => business.has(column.table)).flatMap(checkColumn),
  ];
}
