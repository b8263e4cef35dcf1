import { describe, expect, test } from 'vitest';
import { checkStructure, readLevels } from './check-structure.ts';
import { plantTree } from './planted-tree.ts';

const modules = `export const modules = [
  { name: 'identity', level: 1 },
  { name: 'records', level: 2 },
  { name: 'deals', level: 6 },
  { name: 'prospecting', level: 7 },
];\n`;
const sound: Record<string, string> = {
  'src/modules.ts': `import './modules/deals/routes.ts';\n${modules}`,
  'src/platform/money.ts': 'export const zero = 0;\n',
  'src/web/ui/button.tsx': 'export const Button = 1;\n',
  'src/web/api.ts': `import '../platform/money.ts';\nexport const call = 1;\n`,
  'src/web/pages/home.tsx': `import '../../modules/deals/web/deal-board.tsx';\nexport const Home = 1;\n`,
  'src/modules/identity/contract.ts': 'export const user = 1;\n',
  'src/modules/identity/service.ts': `import './contract.ts';\nexport const getUser = 1;\n`,
  'src/modules/records/contract.ts': `import '../identity/contract.ts';\nexport const record = 1;\n`,
  'src/modules/deals/contract.ts': `import '../../platform/money.ts';\nexport const deal = 1;\n`,
  'src/modules/deals/rules.ts': `import './contract.ts';\nexport const canMove = 1;\n`,
  'src/modules/deals/store.ts': `import './contract.ts';\nexport const findDeal = 1;\n`,
  'src/modules/deals/service.ts': `import './store.ts';\nimport '../identity/service.ts';\nexport const moveDeal = 1;\n`,
  'src/modules/deals/service.test.ts': `import './service.ts';\n`,
  'src/modules/deals/service-paging.test.ts': `import './store.ts';\n`,
  'src/modules/deals/routes.ts': `import './service.ts';\nexport const routes = 1;\n`,
  'src/modules/deals/negotiation/service.ts': `import './store.ts';\nimport '../store.ts';\nexport const agree = 1;\n`,
  'src/modules/deals/negotiation/store.ts': `import '../contract.ts';\nexport const findTerm = 1;\n`,
  'src/modules/deals/words/en.json': '{}\n',
  'src/modules/deals/web/queries.ts': `import '../contract.ts';\nimport '../../../web/api.ts';\nexport const useDeals = 1;\n`,
  'src/modules/deals/web/deal-board.tsx': `import './queries.ts';\nimport '../../../web/ui/button.tsx';\nexport const Board = 1;\n`,
  'src/modules/prospecting/contract.ts': `import '../deals/contract.ts';\nexport const lead = 1;\n`,
};

/** The rules broken, with their files, once the given files are added to a sound tree. */
function broken(planted: Record<string, string>): string[] {
  using tree = plantTree({ ...sound, ...planted });
  return checkStructure(tree.root).map((problem) => `${problem.rule} ${problem.file}`);
}

const lines = (count: number): string => 'export {};\n'.repeat(count);

describe('checkStructure', () => {
  test('finds nothing in a sound tree', () => expect(broken({})).toEqual([]));

  test('reads the levels from src/modules.ts', () => {
    using tree = plantTree(sound);
    expect(readLevels(tree.root)?.get('deals')).toBe(6);
  });

  test.each<[string, string, Record<string, string>]>([
    ['a file outside the vocabulary', 'module-file', { 'src/modules/deals/queries.ts': '' }],
    ['a numbered file', 'module-file', { 'src/modules/deals/service2.ts': '' }],
    ['a file outside the vocabulary in a sub-concern', 'module-file', { 'src/modules/deals/negotiation/sums.ts': '' }],
    ['a file beside the module folders', 'module-file', { 'src/modules/deals.ts': '' }],
    ['a test of nothing in the vocabulary', 'module-file', { 'src/modules/deals/other.test.ts': '' }],
    ['a stray language', 'module-file', { 'src/modules/deals/words/fr.json': '{}' }],
    ['a module missing in the table', 'module-table', { 'src/modules/orders/contract.ts': '' }],
    ['index.ts', 'forbidden-name', { 'src/platform/index.ts': '' }],
    ['utils.ts', 'forbidden-name', { 'src/web/utils.ts': '' }],
    ['a common folder', 'forbidden-name', { 'src/web/common/x.ts': '' }],
    ['a camelCase file', 'kebab-case', { 'src/web/ui/dataTable.tsx': '' }],
    ['a PascalCase folder', 'kebab-case', { 'src/web/Pages/x.tsx': '' }],
    ['routes of 81 lines', 'file-size', { 'src/modules/identity/routes.ts': lines(81) }],
    ['a contract of 201 lines', 'file-size', { 'src/modules/identity/contract.ts': lines(201) }],
    ['a screen of 301 lines', 'file-size', { 'src/modules/deals/web/long.tsx': lines(301) }],
    ['a platform file of 401 lines', 'file-size', { 'src/platform/long.ts': lines(401) }],
    ['a server of 101 lines', 'file-size', { 'src/server.ts': lines(101) }],
    ['a contract that imports its service', 'direction', { 'src/modules/identity/contract.ts': `import './service.ts';` }],
    ['a rule that imports a store', 'direction', { 'src/modules/deals/rules.ts': `import './store.ts';` }],
    ['a route that imports a store', 'direction', { 'src/modules/deals/jobs.ts': `import './store.ts';` }],
    ['a store of another folder by a job', 'direction', { 'src/modules/deals/jobs.ts': `import './negotiation/store.ts';` }],
    [
      'a store of the folder beside it',
      'direction',
      { 'src/modules/deals/parts/service.ts': `import '../negotiation/store.ts';` },
    ],
    ['a store of a folder below', 'direction', { 'src/modules/deals/service.ts': `import './negotiation/store.ts';` }],
    ['a store by a store', 'direction', { 'src/modules/deals/negotiation/store.ts': `import '../store.ts';` }],
    ['a store of another module', 'direction', { 'src/modules/prospecting/service.ts': `import '../deals/store.ts';` }],
    ['a store reached from the server', 'direction', { 'src/server.ts': `import './modules/deals/store.ts';` }],
    ['an import upward', 'direction', { 'src/modules/identity/rules.ts': `import '../deals/contract.ts';` }],
    [
      'a type import upward',
      'direction',
      { 'src/modules/identity/rules.ts': `import type { deal } from '../deals/contract.ts';` },
    ],
    ['a dynamic import upward', 'direction', { 'src/modules/identity/service.ts': `await import('../deals/service.ts');` }],
    ['platform importing a module', 'direction', { 'src/platform/a.ts': `import '../modules/deals/contract.ts';` }],
    ['the ui kit importing a module', 'direction', { 'src/web/ui/a.tsx': `import '../../modules/deals/contract.ts';` }],
    ['a screen importing a service', 'direction', { 'src/modules/deals/web/a.tsx': `import '../service.ts';` }],
    ['a screen importing a page', 'direction', { 'src/modules/deals/web/a.tsx': `import '../../../web/pages/home.tsx';` }],
    ['a page importing a service', 'direction', { 'src/web/pages/a.tsx': `import '../../modules/deals/service.ts';` }],
    ['a service importing a screen', 'direction', { 'src/modules/deals/jobs.ts': `import './web/queries.ts';` }],
    ['a module importing the table', 'direction', { 'src/modules/deals/jobs.ts': `import '../../modules.ts';` }],
    ['raw SQL outside the platform', 'raw-sql', { 'src/modules/identity/store.ts': `import { sql } from 'kysely';` }],
    [
      'a scope minted by a module',
      'scope',
      { 'src/modules/deals/jobs.ts': `import { mintScope } from '../../platform/scope.ts';` },
    ],
    ['node: in the browser', 'browser-reach', { 'src/platform/money.ts': `import 'node:fs';` }],
    ['a cycle', 'cycle', { 'src/platform/a.ts': `import './b.ts';`, 'src/platform/b.ts': `import type {} from './a.ts';` }],
    ['an awaited builder', 'unexecuted-query', { 'migrations/a.ts': `await db.schema.dropTable('x');` }],
    ['a query thrown away', 'unexecuted-query', { 'src/platform/a.ts': `db.deleteFrom('x').where('a', '=', 1);` }],
    ['an empty verb', 'empty-verb', { 'src/modules/deals/jobs.ts': 'export function processDeal() {}' }],
    ['export *', 'barrel', { 'src/platform/all.ts': `export * from './money.ts';` }],
    ['a file that only passes on', 'barrel', { 'src/platform/all.ts': `export { zero } from './money.ts';` }],
  ])('refuses %s', (_what, rule, planted) => {
    const file = Object.keys(planted)[0] ?? '';
    expect(broken(planted)).toContainEqual(expect.stringMatching(`^${rule} `));
    expect(broken(planted).some((line) => line.endsWith(file) || rule === 'cycle')).toBe(true);
  });

  test('names a module of the table without a folder', () => {
    expect(broken({ 'src/modules.ts': `${modules}export const more = { name: 'orders', level: 7 };\n` })).toContain(
      'module-table src/modules.ts',
    );
  });

  test('leaves executed queries alone', () => {
    expect(broken({ 'src/platform/a.ts': `await db.deleteFrom('x').where('a', '=', 1).execute();` })).toEqual([]);
  });

  test('excuses what the allow-list names, and only while it is needed', () => {
    const long = { 'src/platform/long.ts': lines(401) };
    const allowed = { 'scripts/allowed.json': JSON.stringify({ 'file-size': ['src/platform/long.ts'] }) };
    expect(broken({ ...long, ...allowed })).toEqual([]);
    expect(broken(allowed)).toEqual(['file-size src/platform/long.ts']);
  });
});
