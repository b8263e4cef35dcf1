import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkPackages, plantTree } from './planted-tree.ts';

const project = resolve(import.meta.dirname, '..');

/** One file per violation, all linted in one run; the platform file shows what is allowed only there. */
const planted: [rule: string, path: string, code: string][] = [
  ['typescript(no-explicit-any)', 'src/a1.ts', 'export const a: any = 1;'],
  ['typescript(no-non-null-assertion)', 'src/a2.ts', 'export const a = (b: string | null) => b!.length;'],
  ['typescript(consistent-type-assertions)', 'src/a3.ts', 'export const a = (b: unknown) => b as string;'],
  ['typescript(no-floating-promises)', 'src/a4.ts', 'async function go() {}\nexport function a() {\n  go();\n}'],
  [
    'typescript(await-thenable)',
    'src/a5.ts',
    'const builder = { where: () => 1 };\nexport const a = async () => await builder.where();',
  ],
  ['import(no-cycle)', 'src/a6.ts', `import { b } from './a7.ts';\nexport const a = () => b;`],
  ['import(no-cycle)', 'src/a7.ts', `import { a } from './a6.ts';\nexport const b = () => a;`],
  ['oxc(no-barrel-file)', 'src/a8.ts', `export * from './a1.ts';`],
  ['eslint(max-lines-per-function)', 'src/a9.ts', `export function a() {\n${'  a.name.trim();\n'.repeat(60)}}`],
  ['eslint(no-console)', 'src/a10.ts', 'console.log(1);\nexport {};'],
  ['typescript(ban-ts-comment)', 'src/a11.ts', '// @ts-ignore\nexport const a: number = 1;'],
  ['eslint(no-warning-comments)', 'src/a12.ts', '// TODO later\nexport const a = 1;'],
  ['typescript(consistent-type-imports)', 'src/a13.ts', `import { A } from './a16.ts';\nexport const a = (b: A) => b;`],
  [
    'typescript(switch-exhaustiveness-check)',
    'src/a14.ts',
    `export function a(b: 'x' | 'y') {\n  switch (b) {\n    case 'x':\n      return 1;\n  }\n  return 2;\n}`,
  ],
  ['typescript(no-non-null-assertion)', 'src/platform/a15.ts', 'export const a = (b: string | null) => b!.length;'],
];
const sound: Record<string, string> = {
  'src/a16.ts': 'export interface A {\n  b: string;\n}\nexport const c = [1, 2] as const;\n',
  'src/platform/casts.ts': 'export const a = (b: unknown) => b as string;\n',
  'src/casts.test.ts': 'export const a = (b: unknown) => b as string;\n',
};

describe('the lint rules', () => {
  const tree = plantTree({ ...sound, ...Object.fromEntries(planted.map(([, path, code]) => [path, `${code}\n`])) });
  let found: { code: string; filename: string }[] = [];

  beforeAll(() => {
    linkPackages(tree.root);
    for (const file of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(project, file), join(tree.root, file));
    const run = spawnSync(process.execPath, [join(project, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', 'src'], {
      cwd: tree.root,
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    const output: { diagnostics: typeof found } = JSON.parse(run.stdout);
    found = output.diagnostics;
  });
  afterAll(() => tree[Symbol.dispose]());

  test.each(planted)('%s is found in %s', (rule, path) => {
    expect(found.filter((one) => one.filename === path).map((one) => one.code)).toContain(rule);
  });

  test.each(Object.keys(sound))('%s is left alone', (path) => {
    expect(found.filter((one) => one.filename === path)).toEqual([]);
  });
});
