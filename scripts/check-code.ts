import { Visitor, type ESTree } from 'vite';
import { lineAt, type Problem, type SourceFile } from './source.ts';

const queryStarts = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'replaceInto',
  'createTable',
  'dropTable',
  'alterTable',
  'createIndex',
  'dropIndex',
  'createType',
  'dropType',
  'createSchema',
  'dropSchema',
  'createView',
  'dropView',
]);
const queryEnds = /^(execute|executeTakeFirst|executeTakeFirstOrThrow|stream|compile|explain)$/;
const emptyVerbs = /^(process|handle|manage)([A-Z]|$)/;

/** The names called along a chain, the outermost first: `a.b().c()` gives c, b. */
function chainOf(node: ESTree.Expression): string[] {
  const names: string[] = [];
  let at: ESTree.Expression | ESTree.Super = node;
  for (;;) {
    if (at.type === 'AwaitExpression') at = at.argument;
    else if (at.type === 'CallExpression') {
      const callee: ESTree.Expression = at.callee;
      if (callee.type !== 'MemberExpression') return names;
      if (callee.property.type === 'Identifier') names.push(callee.property.name);
      at = callee.object;
    } else if (at.type === 'MemberExpression') at = at.object;
    else return names;
  }
}

/** A query built and thrown away: `await db.schema.dropTable('x')` does nothing, silently. */
function checkQueries(source: SourceFile): Problem[] {
  const found: Problem[] = [];
  new Visitor({
    ExpressionStatement(node) {
      const chain = chainOf(node.expression);
      const start = chain.find((name) => queryStarts.has(name));
      if (!start || chain.some((name) => queryEnds.test(name))) return;
      const line = lineAt(source.text, node.start);
      found.push({ rule: 'unexecuted-query', file: source.path, line, text: `${start}(…) is built but never executed` });
    },
  }).visit(source.program);
  return found;
}

/** `process`, `handle` and `manage` say nothing; React's own `handleX` stays inside a component and is not exported. */
function checkVerbs(source: SourceFile): Problem[] {
  if (!source.path.startsWith('src/modules/')) return [];
  return source.module.staticExports.flatMap((one) =>
    one.entries
      .map((entry) => entry.exportName.name ?? '')
      .filter((name) => emptyVerbs.test(name))
      .map((name) => ({
        rule: 'empty-verb',
        file: source.path,
        line: lineAt(source.text, one.start),
        text: `${name}: use a verb of the business, not process, handle or manage`,
      })),
  );
}

/** A file may not only pass on what others export, and never everything of another. */
function checkBarrel(source: SourceFile): Problem[] {
  const body = source.program.body;
  const passed = source.module.staticExports.filter((one) => one.entries.some((entry) => entry.moduleRequest));
  const line = lineAt(source.text, passed[0]?.start ?? 0);
  const passesAll = source.program.body.some((node) => node.type === 'ExportAllDeclaration');
  const onlyPasses =
    passed.length > 0 && body.every((node) => node.type.startsWith('Import') || passed.some((one) => one.start === node.start));
  if (!passesAll && !onlyPasses) return [];
  return [{ rule: 'barrel', file: source.path, line, text: 'no barrels: import from the file that defines the thing' }];
}

export function checkCode(sources: SourceFile[]): Problem[] {
  return sources.flatMap((source) => [
    ...checkQueries(source),
    ...checkVerbs(source),
    ...(source.isTest ? [] : checkBarrel(source)),
  ]);
}
