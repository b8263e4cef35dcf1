import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkWords } from './check-words.ts';

const root = join(import.meta.dirname, '..');
const folder = 'src/modules/partners';
const files = [
  'migrations/20991231235959-create-partners.ts',
  `${folder}/contract.ts`,
  `${folder}/entity.ts`,
  `${folder}/policy.ts`,
  `${folder}/routes.ts`,
  `${folder}/web/partner-ui.tsx`,
  `${folder}/words/en.json`,
  `${folder}/words/zh-Hans.json`,
];

/** What the tutorial writes, in its order: the files, then the entries of the tables of modules and of kinds. */
const blocks = [...readFileSync(join(root, 'docs/tutorial.md'), 'utf8').matchAll(/^```(?:tsx?|json)\n([\s\S]*?)^```$/gm)].map(
  ([, block = '']) => block,
);

function treeOfTutorial(): string {
  const tree = mkdtempSync(join(tmpdir(), 'chengdan-tutorial-'));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const part of ['src', 'scripts', 'migrations', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(tree, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const [at, file] of files.entries()) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), blocks[at] ?? '');
  }
  return tree;
}

function addEntry(path: string, table: RegExp, entry: string, imports: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(table);
  writeFileSync(path, imports + text.replace(table, (start) => `${start}\n${entry}`));
}

test('what the tutorial writes has its types and its words', () => {
  expect(blocks).toHaveLength(files.length + 2);
  const tree = treeOfTutorial();
  addEntry(
    join(tree, 'src/modules.ts'),
    /^export const modules\b.*\[$/m,
    blocks[files.length] ?? '',
    `import { partnerEntity } from './modules/partners/entity.ts';
import { policy as partnersPolicy } from './modules/partners/policy.ts';
import { routes as partnerRoutes } from './modules/partners/routes.ts';
`,
  );
  addEntry(
    join(tree, 'src/web/kinds.ts'),
    /^export const kinds\b.*\{$/m,
    blocks[files.length + 1] ?? '',
    "import { IconAffiliate } from '@tabler/icons-react';\n",
  );
  expect(checkWords(tree)).toEqual([]);
  writeFileSync(
    join(tree, 'tsconfig.tutorial.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions: { noEmit: true, incremental: false },
      // With what these declare: texts without types of their own, and what plugins add to a request.
      include: ['src/**/*.d.ts'],
      files: [...files.filter((file) => /\.tsx?$/.test(file)), 'src/modules.ts', 'src/web/kinds.ts', 'src/server.ts'],
    }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const said = (() => {
    try {
      return execFileSync(process.execPath, [compiler, '-p', 'tsconfig.tutorial.json'], { cwd: tree, encoding: 'utf8' });
    } catch (error) {
      return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    }
  })();
  expect(said).toBe('');
});
