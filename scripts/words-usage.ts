import { Visitor, type ESTree } from 'vite';
import { lineAt, type Problem, type SourceFile } from './source.ts';
import { usedKey, type Namespace } from './words-files.ts';

/** A key that code names in full, or a pattern where parts of it are computed. */
interface Use {
  key: string | RegExp;
  shown: string;
  file: string;
  line: number;
  /** A literal handed to t(…) or naming an error must exist; another literal that looks like a key may be a coincidence. */
  isCertain: boolean;
}

const keyShape = /^[a-z][a-z-]*:[A-Za-z][\w-]*(\.[\w-]+)*\.?$/;
const translators = new Set(['t', 'translate', 'hasWords', 'exists']);
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Where the words of an error code are: `deals.gate_unmet` → `deals:errors.gate_unmet`, `not_found` → `platform:errors.not_found`. */
function errorKey(code: string): string {
  const dot = code.indexOf('.');
  return dot < 0 ? `platform:errors.${code}` : `${code.slice(0, dot)}:errors.${code.slice(dot + 1)}`;
}

function patternOf(node: ESTree.TemplateLiteral): RegExp | undefined {
  const parts = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);
  const whole = parts.join('*');
  // `${entity.module}:fields.${key}`: one colon, and something fixed after it.
  const looksLikeKey = /^[a-z-]*\*?[a-z-]*:[A-Za-z*]/.test(whole) && /^[\w\-:.*]+$/.test(whole);
  if (!looksLikeKey || whole === '*:*') return undefined;
  return new RegExp(`^${parts.map(escape).join('[\\w.-]+')}$`);
}

function calleeName(node: ESTree.CallExpression | ESTree.NewExpression): string {
  if (node.callee.type === 'Identifier') return node.callee.name;
  if (node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier') return node.callee.property.name;
  return '';
}

const literalOf = (node: ESTree.Node | null | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

function usesOf(source: SourceFile): Use[] {
  const uses: Use[] = [];
  const add = (key: string | RegExp, shown: string, start: number, isCertain: boolean): unknown =>
    uses.push({ key, shown, file: source.path, line: lineAt(source.text, start), isCertain });
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string' && keyShape.test(node.value)) add(node.value, node.value, node.start, false);
    },
    TemplateLiteral(node) {
      const pattern = patternOf(node);
      const shown = source.text.slice(node.start, node.end);
      if (pattern && node.expressions.length > 0) add(pattern, shown, node.start, false);
      else if (pattern) add(shown.slice(1, -1), shown, node.start, false);
    },
    CallExpression(node) {
      const key = literalOf(node.arguments[0]);
      if (key !== undefined && translators.has(calleeName(node))) add(key, key, node.start, true);
    },
    NewExpression(node) {
      const code = literalOf(node.arguments[0]);
      if (code !== undefined && calleeName(node) === 'DomainError') add(errorKey(code), `error ${code}`, node.start, true);
    },
    Property(node) {
      const own = node.key.type === 'Identifier' && node.key.name === 'code' ? literalOf(node.value) : undefined;
      if (own !== undefined && /^[a-z]+\.\w+$/.test(own)) add(errorKey(own), `error ${own}`, node.start, false);
      if (node.key.type !== 'Identifier' || node.key.name !== 'errors' || node.value.type !== 'ArrayExpression') return;
      for (const element of node.value.elements) {
        const code = literalOf(element);
        if (code !== undefined && /^[a-z][\w.]*$/.test(code)) add(errorKey(code), `error ${code}`, node.start, true);
      }
    },
  }).visit(source.program);
  return uses;
}

/** String literals of the code, to see which error codes can still be raised. */
function literalsOf(source: SourceFile): Set<string> {
  const found = new Set<string>();
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string') found.add(node.value);
    },
  }).visit(source.program);
  return found;
}

/** Compares what the code asks for with what there is: nothing missing, nothing left over. */
export function checkUsage(sources: SourceFile[], namespaces: Namespace[]): Problem[] {
  const code = sources.filter((source) => source.path.startsWith('src/') && !source.isTest);
  const known = new Set(
    namespaces.flatMap(({ name, texts }) => [...(texts.get('en')?.keys() ?? [])].map((key) => `${name}:${usedKey(key)}`)),
  );
  const names = new Set(namespaces.map(({ name }) => name));
  const uses = code.flatMap(usesOf);
  return [...findMissing(uses, known, names), ...findUnused(uses, known, code, namespaces)];
}

function findMissing(uses: Use[], known: Set<string>, names: Set<string>): Problem[] {
  const all = [...known];
  const isThere = (use: Use): boolean => {
    const { key } = use;
    if (typeof key !== 'string') return all.some((one) => key.test(one));
    return known.has(usedKey(key)) || all.some((one) => one.startsWith(key.endsWith('.') ? key : `${key}.`));
  };
  const isOurs = (use: Use): boolean => {
    if (typeof use.key !== 'string') return [...names].some((name) => use.shown.startsWith(`\`${name}:`));
    return names.has(use.key.slice(0, use.key.indexOf(':')));
  };
  const found = new Map<string, Problem>();
  for (const use of uses) {
    if (isThere(use) || (!use.isCertain && !isOurs(use))) continue;
    const text =
      typeof use.key === 'string' && !use.key.includes(':') ? `${use.shown} names no namespace` : `${use.shown} has no words`;
    found.set(`${use.file}:${use.line}:${use.shown}`, { rule: 'words-missing', file: use.file, line: use.line, text });
  }
  return [...found.values()];
}

function findUnused(uses: Use[], known: Set<string>, code: SourceFile[], namespaces: Namespace[]): Problem[] {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  const patterns: RegExp[] = [];
  for (const { key } of uses) {
    if (typeof key !== 'string') patterns.push(key);
    else if (key.endsWith('.')) prefixes.push(key);
    else exact.add(usedKey(key));
  }
  const literals = new Set(code.flatMap((source) => [...literalsOf(source)]));
  const isUsed = (key: string): boolean => {
    const [, namespace = '', code = ''] = /^([a-z-]+):errors\.(.+)$/.exec(key) ?? [];
    if (exact.has(key)) return true;
    // Errors are looked up by their code, so the code itself must still stand somewhere.
    if (code) return literals.has(`${namespace}.${code}`) || literals.has(code);
    return (
      prefixes.some((prefix) => key.startsWith(prefix)) || patterns.some((pattern) => pattern.test(key)) || isUnder(key, exact)
    );
  };
  const folders = new Map(namespaces.map(({ name, folder }) => [name, folder]));
  return [...known]
    .filter((key) => !isUsed(key))
    .map((key) => ({
      rule: 'words-unused',
      file: `${folders.get(key.slice(0, key.indexOf(':'))) ?? ''}/en.json`,
      line: 1,
      text: `${key} is used nowhere`,
    }));
}

/** A key is used when code asks for a branch above it (`t('web:months', { returnObjects: true })`). */
function isUnder(key: string, exact: Set<string>): boolean {
  for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1))
    if (exact.has(key.slice(0, dot))) return true;
  return false;
}
