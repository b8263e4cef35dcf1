import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { parseSync, type ParseResult } from 'vite';

export interface Problem {
  rule: string;
  file: string;
  line: number;
  text: string;
}

export interface Import {
  /** Path from the root when the import is relative, else the package's name. */
  target: string;
  isLocal: boolean;
  isTypeOnly: boolean;
  names: string[];
  offset: number;
}

export interface SourceFile {
  path: string;
  text: string;
  lines: number;
  isTest: boolean;
  imports: Import[];
  program: ParseResult['program'];
  module: ParseResult['module'];
}

const skippedFolders = new Set(['node_modules', '.git', '.runtime', 'dist', 'coverage', 'test-results']);

/** Every file under the folder, as paths from the root with forward slashes. */
export function listFiles(root: string, folder: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => skippedFolders.has(part)))
    .sort();
}

export const isCode = (path: string): boolean => /\.tsx?$/.test(path);
export const isTestFile = (path: string): boolean => /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('test/');

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function resolveLocal(from: string, request: string): string {
  return posix.normalize(posix.join(posix.dirname(from), request));
}

function readImports(path: string, text: string, module: ParseResult['module']): Import[] {
  const found: Import[] = [];
  const add = (request: string, isTypeOnly: boolean, names: string[], offset: number): void => {
    const isLocal = request.startsWith('.');
    found.push({ target: isLocal ? resolveLocal(path, request) : request, isLocal, isTypeOnly, names, offset });
  };
  for (const one of module.staticImports) {
    const isTypeOnly = one.entries.length > 0 && one.entries.every((entry) => entry.isType);
    const names = one.entries.map((entry) => entry.importName.name ?? (entry.importName.kind === 'Default' ? 'default' : '*'));
    add(one.moduleRequest.value, isTypeOnly, names, one.start);
  }
  for (const one of module.staticExports) {
    for (const entry of one.entries) {
      if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType, [entry.importName.name ?? '*'], one.start);
    }
  }
  for (const one of module.dynamicImports) {
    const literal = /^\s*(['"`])(.*)\1\s*$/.exec(text.slice(one.moduleRequest.start, one.moduleRequest.end))?.[2];
    if (literal && !literal.includes('${')) add(literal, false, ['*'], one.start);
  }
  return found;
}

/** Reads and parses one file; a file that does not parse is reported by tsc, here it simply has no imports. */
export function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, module } = parseSync(path, text);
  const imports = readImports(path, text, module);
  return { path, text, lines: text.split('\n').length - 1, isTest: isTestFile(path), imports, program, module };
}

export function readSources(root: string, folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(root, folder))
    .filter((path) => isCode(path) && !path.endsWith('.d.ts'))
    .map((path) => readSource(root, path));
}

/** Leaves out the problems that the allow-list names; an entry that excuses nothing is itself a problem, so the list only shrinks. */
export function applyAllowList(problems: Problem[], allowed: Record<string, string[]>, rules: string[]): Problem[] {
  const used = new Set<string>();
  const left = problems.filter((problem) => {
    if (!allowed[problem.rule]?.includes(problem.file)) return true;
    used.add(`${problem.rule} ${problem.file}`);
    return false;
  });
  for (const rule of rules) {
    for (const file of allowed[rule] ?? []) {
      if (!used.has(`${rule} ${file}`)) {
        left.push({
          rule,
          file,
          line: 1,
          text: 'scripts/allowed.json excuses this file, but it no longer needs it: remove the entry',
        });
      }
    }
  }
  return left;
}

export function readAllowList(root: string): Record<string, string[]> {
  const path = join(root, 'scripts/allowed.json');
  if (!existsSync(path)) return {};
  const parsed: Record<string, string[]> = JSON.parse(readFileSync(path, 'utf8'));
  return parsed;
}

export function printProblems(problems: Problem[]): void {
  for (const problem of problems) console.log(`${problem.file}:${problem.line}  ${problem.rule}: ${problem.text}`);
}

/** The end of every check script: prints what was found and sets the exit code. */
export function report(name: string, problems: Problem[]): void {
  printProblems(problems);
  console.log(problems.length === 0 ? `${name}: in order` : `${name}: ${problems.length} to mend`);
  if (problems.length > 0) process.exitCode = 1;
}
