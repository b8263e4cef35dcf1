import { basename, dirname } from 'node:path/posix';
import { lineAt, type Import, type Problem, type SourceFile } from './source.ts';

/** What each kind of module file may import from its own module. */
const within: Record<string, string[]> = {
  contract: ['contract'],
  rules: ['contract', 'rules'],
  policy: ['contract', 'rules', 'policy'],
  store: ['contract', 'rules', 'policy', 'entity'],
  entity: ['contract', 'rules', 'policy', 'entity'],
  service: ['contract', 'rules', 'policy', 'store', 'entity', 'service'],
  routes: ['contract', 'rules', 'policy', 'entity', 'service', 'routes'],
  jobs: ['contract', 'rules', 'policy', 'entity', 'service', 'jobs'],
  demo: ['contract', 'rules', 'policy', 'entity', 'service', 'demo'],
  web: ['contract', 'rules', 'web'],
};

/** What each kind may import from a lower module. A store is nobody else's. */
const below: Record<string, string[]> = {
  contract: ['contract'],
  rules: ['contract', 'rules'],
  policy: ['contract', 'rules', 'policy'],
  store: ['contract', 'rules', 'policy'],
  entity: ['contract', 'rules', 'policy', 'entity', 'service'],
  service: ['contract', 'rules', 'policy', 'entity', 'service', 'demo'],
  routes: ['contract', 'policy', 'entity', 'service', 'routes'],
  jobs: ['contract', 'rules', 'policy', 'entity', 'service'],
  demo: ['contract', 'rules', 'policy', 'entity', 'service', 'demo'],
  web: ['contract', 'rules', 'web'],
};

const composers = new Set(['src/modules.ts', 'src/server.ts', 'src/worker.ts', 'src/cli.ts']);

export interface Place {
  area: 'module' | 'platform' | 'ui' | 'shell' | 'root' | 'other';
  noun: string;
  kind: string;
  folder: string;
}

export function placeOf(path: string): Place {
  const parts = path.split('/');
  if (path.startsWith('src/modules/')) {
    const noun = parts[2] ?? '';
    const inner = parts.slice(3);
    const kind = inner.includes('web') ? 'web' : basename(path).replace(/\.tsx?$/, '');
    return { area: 'module', noun, kind, folder: dirname(path) };
  }
  const area = path.startsWith('src/platform/')
    ? 'platform'
    : path.startsWith('src/web/ui/')
      ? 'ui'
      : path.startsWith('src/web/')
        ? 'shell'
        : path.startsWith('src/')
          ? 'root'
          : 'other';
  return { area, noun: '', kind: '', folder: dirname(path) };
}

/** A store belongs to the service beside it; the parts of a concern may share the store of the folder they lie in. */
function ownsStore(from: Place, to: Place): boolean {
  return from.kind === 'service' && (from.folder === to.folder || from.folder.startsWith(`${to.folder}/`));
}

function checkModuleToModule(from: Place, to: Place, levels: Map<string, number> | undefined): string | undefined {
  if (from.noun === to.noun) {
    if (to.kind === 'store' && !ownsStore(from, to))
      return 'a store is imported only by the service beside it, or by one of a folder below';
    return within[from.kind]?.includes(to.kind) === false
      ? `${from.kind} may not import ${to.kind} of its own module`
      : undefined;
  }
  if (to.kind === 'demo' && from.kind !== 'demo' && from.noun !== 'demo') return 'demo records are loaded by modules/demo alone';
  const fromLevel = levels?.get(from.noun);
  const toLevel = levels?.get(to.noun);
  if (fromLevel !== undefined && toLevel !== undefined && toLevel >= fromLevel) {
    return `${from.noun} (level ${fromLevel}) may not import ${to.noun} (level ${toLevel}): call down, publish up`;
  }
  return below[from.kind]?.includes(to.kind) === false ? `${from.kind} may not import ${to.kind} of another module` : undefined;
}

/** A screen of a module may use the ui kit, the generic entity screens, the api client and the small hooks beside it, not what composes modules. */
function mayScreenImport(target: string): boolean {
  if (target.startsWith('src/web/ui/') || target.startsWith('src/web/entity/')) return true;
  return dirname(target) === 'src/web' && !/\/(main|app|router|routes|screens|shell|layout|modules)\.tsx?$/.test(target);
}

function checkFromModule(from: Place, target: string, to: Place, levels: Map<string, number> | undefined): string | undefined {
  if (to.area === 'module') return checkModuleToModule(from, to, levels);
  if (to.area === 'ui' || to.area === 'shell') {
    if (from.kind !== 'web') return `${from.kind} may not import the web app`;
    return mayScreenImport(target)
      ? undefined
      : 'a module screen imports only the ui kit, the entity screens, the api client and the hooks of src/web';
  }
  if (to.area === 'root') return 'a module may not import what composes modules';
  if (to.area === 'other') return 'src may not import from outside src';
  return undefined;
}

function checkDirection(source: SourceFile, one: Import, levels: Map<string, number> | undefined): string | undefined {
  const from = placeOf(source.path);
  const to = placeOf(one.target);
  switch (from.area) {
    case 'module':
      return checkFromModule(from, one.target, to, levels);
    case 'platform':
      return to.area === 'platform' ? undefined : 'platform imports nothing but platform';
    case 'ui':
      return to.area === 'module' || one.target.startsWith('src/web/pages/')
        ? 'the ui kit imports no module and no page'
        : undefined;
    case 'shell':
      if (to.area === 'module' && !['web', 'contract', 'rules'].includes(to.kind))
        return `the web app may not import ${to.kind} of a module`;
      return to.area === 'root' && one.target !== 'src/modules.ts' ? 'the web app may not import the server' : undefined;
    case 'root':
      if (to.area === 'module' && to.kind === 'store') return 'a store is imported only by the service beside it';
      if (to.area === 'module' && !composers.has(source.path) && !source.path.startsWith('src/cli/'))
        return 'only modules.ts, server, worker and cli compose modules';
      return undefined;
    case 'other':
      return undefined;
  }
}

function checkSqlTag(source: SourceFile, one: Import): string | undefined {
  if (one.target !== 'kysely' || !one.names.includes('sql') || one.isTypeOnly) return undefined;
  return source.path.startsWith('src/platform/') ? undefined : 'raw SQL goes through scopedSql(scope) of platform/scope-sql.ts';
}

/** Only a session, an API key and the system's own jobs mint a scope, and all three are identity's. */
function checkMint(source: SourceFile, one: Import): string | undefined {
  if (one.target !== 'src/platform/scope.ts' || !one.names.includes('mintScope')) return undefined;
  return source.path.startsWith('src/modules/identity/') ? undefined : 'only modules/identity mints scopes';
}

export function checkImports(sources: SourceFile[], levels: Map<string, number> | undefined): Problem[] {
  const found: Problem[] = [];
  for (const source of sources) {
    if (!source.path.startsWith('src/') || source.isTest) continue;
    for (const one of source.imports) {
      const line = lineAt(source.text, one.offset);
      const wrong = one.isLocal ? checkDirection(source, one, levels) : undefined;
      if (wrong) found.push({ rule: 'direction', file: source.path, line, text: `${wrong} (${one.target})` });
      const raw = checkSqlTag(source, one);
      if (raw) found.push({ rule: 'raw-sql', file: source.path, line, text: raw });
      const minted = checkMint(source, one);
      if (minted) found.push({ rule: 'scope', file: source.path, line, text: minted });
    }
  }
  return found;
}

/** What a browser loads must not reach the server: no `node:` import and no server file by any path of value imports. */
export function checkBrowserReach(sources: SourceFile[]): Problem[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const serverOnly = /^(node:|pg$|kysely$|fastify$|better-auth$|pino$|graphile-worker$|nodemailer$)/;
  const cameFrom = new Map<string, string>();
  const isScreen = (path: string): boolean => path.startsWith('src/web/') || /^src\/modules\/[^/]+\/(.+\/)?web\//.test(path);
  const queue = sources.filter((source) => !source.isTest && isScreen(source.path)).map((source) => source.path);
  for (const path of queue) cameFrom.set(path, '');
  const found: Problem[] = [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const one of byPath.get(path)?.imports ?? []) {
      if (one.isTypeOnly) continue;
      if (!one.isLocal && serverOnly.test(one.target)) {
        const chain = [path];
        for (let at = cameFrom.get(path); at; at = cameFrom.get(at)) chain.unshift(at);
        found.push({
          rule: 'browser-reach',
          file: path,
          line: 1,
          text: `${one.target} would reach the browser: ${chain.join(' → ')}`,
        });
      }
      if (one.isLocal && !cameFrom.has(one.target)) {
        cameFrom.set(one.target, path);
        queue.push(one.target);
      }
    }
  }
  return found;
}

/** Every strongly connected group of more than one file, by Tarjan's algorithm; type imports count. */
export function findCycles(sources: SourceFile[]): string[][] {
  const edges = new Map(
    sources.map((source) => [source.path, source.imports.filter((one) => one.isLocal).map((one) => one.target)]),
  );
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.size - 1);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== order.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || edges.get(path)?.includes(path)) groups.push(group);
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return groups;
}

export function checkCycles(sources: SourceFile[]): Problem[] {
  return findCycles(sources).map((group) => ({
    rule: 'cycle',
    file: group[0] ?? '',
    line: 1,
    text: `these files import each other: ${group.join(', ')}`,
  }));
}
