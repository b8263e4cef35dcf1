import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Visitor } from 'vite';
import { checkCode } from './check-code.ts';
import { checkFiles } from './check-files.ts';
import { checkBrowserReach, checkCycles, checkImports } from './check-imports.ts';
import { applyAllowList, listFiles, readAllowList, readSource, readSources, report, type Problem } from './source.ts';

const folders = ['src', 'test', 'scripts', 'bench', 'migrations'];
const rules = [
  'forbidden-name',
  'kebab-case',
  'module-file',
  'module-table',
  'file-size',
  'direction',
  'raw-sql',
  'scope',
  'browser-reach',
  'cycle',
  'unexecuted-query',
  'empty-verb',
  'barrel',
];

/** Name and level of every module, read from the literals of src/modules.ts; undefined while there is no such file. */
export function readLevels(root: string): Map<string, number> | undefined {
  if (!existsSync(join(root, 'src/modules.ts'))) return undefined;
  const levels = new Map<string, number>();
  new Visitor({
    ObjectExpression(node) {
      const values = new Map<string, unknown>();
      for (const property of node.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.value.type !== 'Literal') continue;
        values.set(property.key.name, property.value.value);
      }
      const name = values.get('name');
      const level = values.get('level');
      if (typeof name === 'string' && typeof level === 'number') levels.set(name, level);
    },
  }).visit(readSource(root, 'src/modules.ts').program);
  return levels;
}

/** Everything about where files are, how long they are, what they import and a few traps of code. */
export function checkStructure(root: string): Problem[] {
  const sources = readSources(root, folders);
  const files = folders.flatMap((folder) => listFiles(root, folder));
  const levels = readLevels(root);
  const found = [
    ...checkFiles(files, sources, levels),
    ...checkImports(sources, levels),
    ...checkBrowserReach(sources),
    ...checkCycles(sources),
    ...checkCode(sources),
  ];
  return applyAllowList(found, readAllowList(root), rules);
}

if (import.meta.main) report('structure', checkStructure(process.cwd()));
