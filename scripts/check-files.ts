import { basename, dirname } from 'node:path/posix';
import { isCode, isTestFile, type Problem, type SourceFile } from './source.ts';

/** The closed list of file names in a module, each with its limit in lines. */
export const moduleFiles: Record<string, number> = {
  'contract.ts': 200,
  'rules.ts': 200,
  'policy.ts': 100,
  'store.ts': 300,
  'service.ts': 300,
  'entity.ts': 150,
  'routes.ts': 80,
  'jobs.ts': 150,
  'demo.ts': 300,
};

const fileLimit = 400;
const screenLimit = 300;
const p90Limit = 250;
const forbiddenNames = /^(index|utils?|helpers?|types|common|misc|shared)\.(ts|tsx)$/;
const forbiddenFolders = new Set(['common', 'utils', 'util', 'helpers', 'misc', 'shared']);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|d|module))*\.[a-z0-9]+$/;
const kebabFolder = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const words = new Set(['en.json', 'zh-Hans.json', 'zh-Hant.json']);
const testSuffix = /\.(test|spec)\.tsx?$/;

const problem = (rule: string, file: string, text: string): Problem => ({ rule, file, line: 1, text });

/** The limit in lines for a file of src, or undefined where none applies (tests, generated). */
export function lineLimit(path: string): number | undefined {
  if (isTestFile(path) || path === 'src/platform/db-types.ts') return undefined;
  const inModule = path.startsWith('src/modules/');
  if (path === 'src/server.ts' || path === 'src/worker.ts') return 100;
  if (inModule && path.includes('/web/')) {
    if (basename(path) === 'queries.ts') return 150;
    return path.endsWith('.tsx') ? screenLimit : fileLimit;
  }
  if (inModule) return moduleFiles[basename(path)] ?? fileLimit;
  return path.endsWith('.tsx') ? screenLimit : fileLimit;
}

function checkName(path: string): Problem[] {
  const found: Problem[] = [];
  const file = basename(path);
  const folders = dirname(path).split('/').slice(1);
  if (isCode(path) && forbiddenNames.test(file))
    found.push(problem('forbidden-name', path, `a file may not be called ${file}: name what it holds`));
  if (isCode(path) && !kebab.test(file)) found.push(problem('kebab-case', path, 'file names are kebab-case'));
  for (const folder of folders) {
    if (forbiddenFolders.has(folder)) found.push(problem('forbidden-name', path, `a folder may not be called ${folder}/`));
    else if (!kebabFolder.test(folder)) found.push(problem('kebab-case', path, `folder ${folder}/ is not kebab-case`));
  }
  return found;
}

/** A test beside what it tests: `store.test.ts` needs `store.ts`; a longer subject is named `service-paging.test.ts`. */
function isModuleTest(file: string): boolean {
  const subject = file.replace(testSuffix, '');
  return Object.keys(moduleFiles).some((known) => subject === known.slice(0, -3) || subject.startsWith(`${known.slice(0, -3)}-`));
}

function checkModulePart(path: string, parts: string[]): Problem[] {
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  const allowed = Object.keys(moduleFiles).join(', ');
  if (rest.length === 0) {
    if (first in moduleFiles || (testSuffix.test(first) && isModuleTest(first))) return [];
    return [problem('module-file', path, `not a file of a module; the list is: ${allowed} and their tests`)];
  }
  if (first === 'web')
    return isCode(path) || path.endsWith('.css') ? [] : [problem('module-file', path, 'web/ holds .ts, .tsx and .css')];
  if (first === 'words') {
    return rest.length === 1 && words.has(basename(path))
      ? []
      : [problem('module-file', path, `words/ holds only ${[...words].join(', ')}`)];
  }
  if (first === 'documents') return path.endsWith('.typ') ? [] : [problem('module-file', path, 'documents/ holds only .typ')];
  if (first === 'public') return [];
  return checkModulePart(path, rest);
}

function checkModuleFiles(files: string[], modules: Map<string, number> | undefined): Problem[] {
  const found: Problem[] = [];
  const seen = new Set<string>();
  for (const path of files) {
    const [noun, ...parts] = path.slice('src/modules/'.length).split('/');
    if (noun === undefined || parts.length === 0) {
      found.push(problem('module-file', path, 'src/modules holds only folders'));
      continue;
    }
    if (modules && !modules.has(noun) && !seen.has(noun))
      found.push(problem('module-table', path, `module ${noun} is not in src/modules.ts`));
    seen.add(noun);
    found.push(...checkModulePart(path, parts));
  }
  for (const name of modules?.keys() ?? []) {
    if (!seen.has(name)) found.push(problem('module-table', 'src/modules.ts', `module ${name} has no folder in src/modules`));
  }
  return found;
}

function checkSizes(sources: SourceFile[]): Problem[] {
  const found: Problem[] = [];
  const sizes: number[] = [];
  for (const source of sources) {
    const limit = lineLimit(source.path);
    if (limit === undefined) continue;
    if (source.path.startsWith('src/')) sizes.push(source.lines);
    if (source.lines > limit) found.push(problem('file-size', source.path, `${source.lines} lines, the limit is ${limit}`));
  }
  sizes.sort((a, b) => a - b);
  const p90 = sizes[Math.floor(sizes.length * 0.9)] ?? 0;
  if (p90 > p90Limit)
    found.push(problem('file-size', 'src', `nine files of ten must have at most ${p90Limit} lines; now ${p90}`));
  return found;
}

export function checkFiles(files: string[], sources: SourceFile[], modules: Map<string, number> | undefined): Problem[] {
  const named = files.filter((path) => path.startsWith('src/') || path.startsWith('scripts/') || path.startsWith('bench/'));
  return [
    ...named.filter((path) => !path.includes('/words/') && !path.includes('/public/')).flatMap(checkName),
    ...checkModuleFiles(
      files.filter((path) => path.startsWith('src/modules/')),
      modules,
    ),
    ...checkSizes(sources),
  ];
}
