import type {
  KyselyPlugin,
  OperationNode,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';

/**
 * Tables that are not a workspace's: the workspaces themselves, sign-in, the migrator's and the worker's own. Every other
 * table has `workspace_id`, and a statement over one must bind it.
 */
const globalTables = new Set(['workspaces', 'schema_migrations', 'schema_migrations_lock', 'idempotency_keys', 'rate_limits']);

interface Found {
  tables: Map<string, string>;
  bound: Set<string>;
  equal: [string, string][];
}

/**
 * The first wall between tenants: refuses, before it reaches the database, a statement in which a business table is not
 * bound to a workspace, directly (`t.workspace_id = $1`) or through a join (`t.workspace_id = other.workspace_id`).
 */
export class TenantPlugin implements KyselyPlugin {
  private readonly checked = new WeakSet<object>();

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    const { node } = args;
    if (!this.checked.has(node)) {
      checkNode(node);
      this.checked.add(node);
    }
    return node;
  }

  async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result;
  }
}

type AnyNode = OperationNode & Record<string, unknown>;

function checkNode(root: OperationNode): void {
  visit(root as AnyNode);
}

const statements = new Set(['SelectQueryNode', 'UpdateQueryNode', 'DeleteQueryNode', 'InsertQueryNode']);

function visit(node: AnyNode): void {
  if (statements.has(node.kind)) checkStatement(node);
  for (const child of childrenOf(node)) visit(child);
}

function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof (value as { kind: unknown }).kind === 'string';
}

function checkStatement(node: AnyNode): void {
  if (node.kind === 'InsertQueryNode') return checkInsert(node);
  const found: Found = { tables: new Map(), bound: new Set(), equal: [] };
  collectTables(node, found);
  for (const part of ['where', 'joins', 'from', 'using']) collectConditions(node[part], found);
  spread(found);
  for (const [alias, table] of found.tables) {
    if (!found.bound.has(alias)) throw new Error(`tenant wall: ${table} (${alias}) is not bound to a workspace`);
  }
}

function checkInsert(node: AnyNode): void {
  const table = tableOf(node['into']);
  if (!table || isGlobal(table)) return;
  const columns = Array.isArray(node['columns']) ? node['columns'] : [];
  const names = columns.filter(isNode).map((column) => columnName(column));
  if (!names.includes('workspace_id')) throw new Error(`tenant wall: insert into ${table.name} without workspace_id`);
}

function collectTables(node: AnyNode, found: Found): void {
  const sources: unknown[] = [];
  const from = node['from'];
  if (isNode(from)) sources.push(...((from['froms'] as unknown[] | undefined) ?? []));
  sources.push(node['table']);
  const using = node['using'];
  if (isNode(using)) sources.push(...((using['tables'] as unknown[] | undefined) ?? []));
  const joins = node['joins'];
  if (Array.isArray(joins)) sources.push(...joins.map((join: AnyNode) => join['table']));
  for (const source of sources) {
    const table = tableOf(source);
    if (table && !isGlobal(table)) found.tables.set(table.alias, table.name);
  }
}

interface TableName {
  schema: string | null;
  name: string;
  alias: string;
}

function isGlobal(table: TableName): boolean {
  return (table.schema !== null && table.schema !== 'public') || globalTables.has(table.name);
}

function tableOf(source: unknown): TableName | null {
  if (!isNode(source)) return null;
  if (source.kind === 'AliasNode') {
    const inner = tableOf(source['node']);
    const alias = source['alias'];
    const aliasName = isNode(alias) ? identifierName(alias) : null;
    return inner && aliasName ? { ...inner, alias: aliasName } : null;
  }
  if (source.kind !== 'TableNode') return null;
  const schemable = source['table'];
  if (!isNode(schemable)) return null;
  const name = isNode(schemable['identifier']) ? identifierName(schemable['identifier']) : null;
  const schema = isNode(schemable['schema']) ? identifierName(schemable['schema']) : null;
  return name ? { schema, name: snake(name), alias: snake(name) } : null;
}

function identifierName(node: AnyNode): string | null {
  if (node.kind === 'IdentifierNode' && typeof node['name'] === 'string') return snake(node['name']);
  return null;
}

/** Builder names may still be camelCase here: the plugin order decides, the wall must not. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Only conjunctions bind: what stands under an `or` or a `not` proves nothing. */
function collectConditions(part: unknown, found: Found): void {
  if (Array.isArray(part)) {
    for (const item of part) collectConditions(item, found);
    return;
  }
  if (!isNode(part)) return;
  if (part.kind === 'OrNode' || part.kind === 'UnaryOperationNode') return;
  if (statements.has(part.kind)) return;
  if (part.kind === 'BinaryOperationNode') return collectEquality(part, found);
  for (const child of childrenOf(part)) collectConditions(child, found);
}

function collectEquality(node: AnyNode, found: Found): void {
  const operator = isNode(node['operator']) ? node['operator']['operator'] : null;
  if (operator !== '=') return;
  const left = workspaceColumn(node['leftOperand'], found);
  const right = workspaceColumn(node['rightOperand'], found);
  if (left && right) found.equal.push([left, right]);
  else if (left && isValue(node['rightOperand'])) found.bound.add(left);
  else if (right && isValue(node['leftOperand'])) found.bound.add(right);
}

function isValue(node: unknown): boolean {
  return isNode(node) && (node.kind === 'ValueNode' || node.kind === 'RawNode');
}

function workspaceColumn(node: unknown, found: Found): string | null {
  if (!isNode(node) || node.kind !== 'ReferenceNode') return null;
  if (columnName(node) !== 'workspace_id') return null;
  const table = tableOf(node['table']);
  if (table) return table.alias;
  const [only] = found.tables.keys();
  return found.tables.size === 1 && only !== undefined ? only : null;
}

function columnName(node: AnyNode): string | null {
  const column = node.kind === 'ReferenceNode' ? node['column'] : node;
  if (!isNode(column) || column.kind !== 'ColumnNode') return null;
  return isNode(column['column']) ? identifierName(column['column']) : null;
}

function spread(found: Found): void {
  let grown = true;
  while (grown) {
    grown = false;
    for (const [a, b] of found.equal) {
      const reachesA = found.bound.has(a) || !found.tables.has(a);
      const reachesB = found.bound.has(b) || !found.tables.has(b);
      if (reachesA && !found.bound.has(b)) grown = Boolean(found.bound.add(b));
      if (reachesB && !found.bound.has(a)) grown = Boolean(found.bound.add(a)) || grown;
    }
  }
}
